//! The scenarios, one a file.

pub mod floor;
pub mod history;
pub mod idle;
pub mod mixed;
pub mod pairs;
pub mod rooms;
pub mod start;
pub mod storm;
