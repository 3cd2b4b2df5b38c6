//! The message log.

use async_trait::async_trait;
use kith_wire::{ChatId, Message, MessageContent, MessageId, MessagePage, Seq, TimeMs, UserId};
use thiserror::Error;

use crate::{ChatAccessError, StoreError};

/// The message log.
#[async_trait]
pub trait Messages: Send + Sync {
    /// Stores a message: gives it the chat's next `seq`, or finds that it is there already. The same id with the same
    /// content from the same sender is a repeat, and gets the same answer however
    /// often. It is sent now, or when the message before it was if that is later: `sent_at` never goes back in a chat.
    async fn append_message(&self, message: NewMessage) -> Result<Appended, AppendError>;

    /// One message.
    async fn message(
        &self,
        actor: UserId,
        chat_id: ChatId,
        id: MessageId,
    ) -> Result<Message, MessageAccessError>;

    /// A page of history, ascending by `seq`, with at most `limit` messages, and fewer where they are large (see
    /// [`PAGE_BYTES`](crate::PAGE_BYTES)). Around a place it has about half of `limit` before it and the rest from it
    /// on; what one side lacks, the other makes up for.
    async fn message_page(
        &self,
        actor: UserId,
        chat_id: ChatId,
        at: PageAt,
        limit: usize,
    ) -> Result<MessagePage, ChatAccessError>;
}

/// A message to store.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// Made by the sender's client.
    pub id: MessageId,
    /// Where to.
    pub chat_id: ChatId,
    /// Who sends.
    pub sender_id: UserId,
    /// What it says. Mentions of those who are not members are left out.
    pub content: MessageContent,
    /// Now.
    pub at_ms: TimeMs,
}

/// A message that is stored, durably.
#[derive(Debug, Clone, PartialEq)]
pub struct Appended {
    /// As stored.
    pub message: Message,
    /// Whether it was there before this call.
    pub repeated: bool,
    /// The chat's [`Roster::info_version`] when it was stored: whom to tell is decided on a roster at least that new.
    pub info_version: Seq,
}

/// Where a page of history lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageAt {
    /// The newest messages.
    Latest,
    /// The newest ones with a lower `seq`.
    Before(Seq),
    /// The oldest ones with a higher `seq`.
    After(Seq),
    /// Those around this `seq`.
    Around(Seq),
    /// Those around the first that was sent at this time or later; the newest when there is none.
    At(TimeMs),
}

/// Why a message is not stored.
#[derive(Debug, Error)]
pub enum AppendError {
    /// See [`ChatAccessError::NotAMember`].
    #[error("not a member of this chat")]
    NotAMember,
    /// The id belongs to a message with other content, of another sender or in another chat.
    #[error("the id belongs to another message")]
    Conflict,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a message cannot be shown.
#[derive(Debug, Error)]
pub enum MessageAccessError {
    /// See [`ChatAccessError::NotAMember`].
    #[error("not a member of this chat")]
    NotAMember,
    /// The chat has no such message that the caller may see.
    #[error("no such message")]
    NotFound,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ChatAccessError> for MessageAccessError {
    fn from(error: ChatAccessError) -> Self {
        match error {
            ChatAccessError::NotAMember => Self::NotAMember,
            ChatAccessError::Store(error) => Self::Store(error),
        }
    }
}
