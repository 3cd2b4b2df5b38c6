//! Presence: who is online, and who is writing.

pub(crate) mod directory;
mod typing;
pub(crate) mod typing_desk;
mod watch;
