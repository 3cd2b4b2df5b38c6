//! What every backend needs alike, and what needs no database.

pub mod content;
pub mod cursor;
pub mod fold;
pub mod page_budget;
pub mod patch;
pub mod sent_hash;
pub mod skeleton;
pub mod turns;
