//! Chats: creating and reading them, changing a group for all members, and changing one's own state of a
//! chat.

pub(crate) mod change;
mod create;
mod edit;
mod read;
mod set_state;
