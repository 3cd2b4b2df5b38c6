//! Kith's durable truth: the [`Store`] seam and its implementations.
//!
//! The store decides nothing about who may do what to a group, and publishes nothing. It does guarantee two things by
//! itself: what it answered is durable, and nothing of a chat is reached but through one of its members.

mod cursor;
mod error;
mod fold;
mod records;
mod skeleton;
mod store;

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

pub use cursor::ChatCursor;
pub use error::*;
pub use fold::fold;
pub use records::*;
pub use skeleton::skeleton;
pub use store::Store;
