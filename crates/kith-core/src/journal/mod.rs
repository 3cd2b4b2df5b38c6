//! The journal's consumers: what follows from a change of a chat, but not in the path of the change. One file for each.

mod consumer;
mod count_changes;
mod follow;
mod followers;

pub(crate) use followers::Followers;
