//! How stored changes reach the members of a chat: to whom, and in which order.

pub(crate) mod lanes;
mod messages;
mod publish;
pub(crate) mod rosters;
pub mod unpublished;
