//! How far members have received and read.

use async_trait::async_trait;
use kith_wire::{ChatId, MessageId, MessageInfo, Seq, TimeMs, UserId, UserVersion};

use crate::{ChatAccessError, MessageAccessError};

/// How far members have received and read.
#[async_trait]
pub trait Receipts: Send + Sync {
    /// Moves a member's watermarks forward, never back and never past the head. `None` when nothing moved. When `read`
    /// moves, the chat is no longer marked as unread. The senders of the passed messages get a receipt unless the chat
    /// has more members than a [`Chat`] holds; when very many messages were passed, all other members count as senders.
    async fn move_watermark(&self, moved: WatermarkMove) -> Result<Option<WatermarkMoved>, ChatAccessError>;

    /// Who has received and read a message that the actor sent. [`MessageAccessError::NotFound`] for others' messages.
    async fn message_info(
        &self,
        actor: UserId,
        chat_id: ChatId,
        id: MessageId,
    ) -> Result<MessageInfo, MessageAccessError>;
}

/// Watermarks to move forward.
#[derive(Debug, Clone, Copy)]
pub struct WatermarkMove {
    /// The member.
    pub user_id: UserId,
    /// The chat.
    pub chat_id: ChatId,
    /// All messages up to here have arrived.
    pub delivered: Seq,
    /// All messages up to here have been read; 0 to leave it.
    pub read: Seq,
    /// Now.
    pub at_ms: TimeMs,
}

/// The result of moving the watermarks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatermarkMoved {
    /// The chat's head then.
    pub head: Seq,
    /// The delivered watermark now.
    pub delivered: Seq,
    /// The read watermark now.
    pub read: Seq,
    /// How many messages are still unread.
    pub unread: i64,
    /// How many of those mention the reader.
    pub mentions: i64,
    /// Whether the chat is still marked as unread.
    pub marked_unread: bool,
    /// The reader's user counter.
    pub user_version: UserVersion,
    /// The senders of the messages that the watermarks passed.
    pub senders: Vec<SenderReceipt>,
}

/// A person whose message was delivered or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SenderReceipt {
    /// The sender.
    pub user_id: UserId,
    /// Their user counter.
    pub user_version: UserVersion,
    /// The reader's read watermark as this person may see it.
    pub read: Seq,
}
