//! Pure code that every backend needs.

pub mod content;
pub mod cursor;
pub mod fold;
pub mod forward;
pub mod message_change;
pub mod page_budget;
pub mod patch;
pub mod sent_hash;
pub mod skeleton;
pub mod turns;
