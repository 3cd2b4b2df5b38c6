//! The scenarios, one a file.

pub mod floor;
pub mod idle;
pub mod pairs;
pub mod rooms;
