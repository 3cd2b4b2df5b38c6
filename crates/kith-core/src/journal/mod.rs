//! The journal's consumers: work that follows from a change of a chat and must not slow the change down. One file for
//! each.

mod consumer;
mod count_changes;
mod follow;
mod followers;

pub(crate) use followers::Followers;
