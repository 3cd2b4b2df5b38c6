//! Where a page of a list goes on, as clients hand it back: text that means nothing to them.

use kith_wire::{ChatId, TimeMs};

/// The place of a chat in the list of chats, latest activity first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChatCursor {
    /// When the chat was last active.
    pub active_at: TimeMs,
    /// The chat.
    pub chat_id: ChatId,
}

impl ChatCursor {
    /// Reads the `next` of a page; `None` for what was none.
    pub fn parse(text: &str) -> Option<Self> {
        let (active_at, chat_id) = text.split_once('.')?;
        Some(Self { active_at: active_at.parse().ok()?, chat_id: chat_id.parse().ok()? })
    }
}

impl std::fmt::Display for ChatCursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.active_at, self.chat_id)
    }
}
