//! Stickers and custom emoji: pictures that the operator has put on the server.

mod collection;
mod in_use;
mod read;

pub(crate) use collection::custom_emoji;
pub use collection::{Collection, Stored, Unfit};
pub(crate) use in_use::Stickers;
