//! What a device may ask: one table of events, each with the function that does it in the file of its domain.

mod messages;
mod presence;
mod receipts;
mod reply;
mod sync;
mod table;

pub use reply::Reply;
pub use table::{Outcome, apply};
