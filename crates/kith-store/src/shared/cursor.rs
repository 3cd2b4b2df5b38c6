//! Where pages of chats, and of messages of several chats, end.

use std::fmt;
use std::str::FromStr;

use kith_wire::{ChatId, MessageId, TimeMs};
use thiserror::Error;

/// Where a page of chats ends: at this chat, with its last activity at that time. As text it is the `next` of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChatCursor {
    /// The time of the chat's last activity.
    pub active_at_ms: TimeMs,
    /// The chat.
    pub chat_id: ChatId,
}

impl fmt::Display for ChatCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.active_at_ms, self.chat_id)
    }
}

impl FromStr for ChatCursor {
    type Err = NotAChatCursor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (active_at, chat_id) = text.split_once('.').ok_or(NotAChatCursor)?;
        Ok(Self {
            active_at_ms: active_at.parse().map_err(|_| NotAChatCursor)?,
            chat_id: chat_id.parse().map_err(|_| NotAChatCursor)?,
        })
    }
}

/// A text is not the `next` of a page of chats.
#[derive(Debug, Error)]
#[error("not the `next` of a page of chats")]
pub struct NotAChatCursor;

/// Where a page of messages of several chats ends: at this message, with that time. As text it is the `next` of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessageCursor {
    /// The time by which the messages are ordered.
    pub at_ms: TimeMs,
    /// The message.
    pub message_id: MessageId,
}

impl fmt::Display for MessageCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at_ms, self.message_id)
    }
}

impl FromStr for MessageCursor {
    type Err = NotAMessageCursor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (at, message_id) = text.split_once('.').ok_or(NotAMessageCursor)?;
        Ok(Self {
            at_ms: at.parse().map_err(|_| NotAMessageCursor)?,
            message_id: message_id.parse().map_err(|_| NotAMessageCursor)?,
        })
    }
}

/// A text is not the `next` of a page of messages.
#[derive(Debug, Error)]
#[error("not the `next` of a page of messages")]
pub struct NotAMessageCursor;
