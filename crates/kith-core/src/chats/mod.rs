//! Chats: creating and reading them, changing what all members see of a group, and what one sets for oneself.

pub(crate) mod change;
mod create;
mod edit;
mod read;
mod set_state;
