//! The commands of devices: the file of each domain has its events and the functions that run them.

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
