//! The connections to the file: one that writes, in a thread of its own, and several that read.

pub mod health;
pub mod readers;
pub mod writer;
pub mod writing;
