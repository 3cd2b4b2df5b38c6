//! Kith's durable truth: the [`Store`] seam and its implementations.
//!
//! The store does not decide who may do what in a group, and publishes nothing. It does guarantee two things by
//! itself: its answers are durable, and a caller reaches a chat only as one of its members.

mod accounts;
mod chats;
mod error;
mod jobs;
mod journal;
mod members;
mod messages;
mod people;
mod plans;
mod presence;
mod receipts;
mod search;
mod sessions;
mod shared;
mod store;
mod sync;

#[cfg(feature = "conformance")]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "tests, and named as claims"
)]
pub mod conformance;
pub mod sqlite;

pub use accounts::*;
pub use chats::*;
pub use error::*;
pub use jobs::*;
pub use journal::*;
pub use members::*;
pub use messages::*;
pub use people::*;
pub use plans::*;
pub use presence::*;
pub use receipts::*;
pub use search::*;
pub use sessions::*;
pub use shared::cursor::{ChatCursor, MessageCursor, NotAChatCursor, NotAMessageCursor};
pub use shared::fold::fold;
pub use shared::page_budget::PAGE_BYTES;
pub use shared::skeleton::skeleton;
pub use store::Store;
pub use sync::*;
