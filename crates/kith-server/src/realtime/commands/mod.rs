//! What a device may ask: in the file of each domain, its events and the functions that do them.

mod apply;
mod events;
mod messages;
mod presence;
mod receipts;
mod reply;
mod sync;

pub use apply::apply;
pub use events::Outcome;
pub use reply::Reply;
