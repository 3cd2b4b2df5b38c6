//! The message log.

use async_trait::async_trait;
use kith_wire::{
    ChatId, Message, MessageContent, MessageEdit, MessageId, MessagePage, MessageRef, ReactionPage, Seq,
    TimeMs, UserId, UserVersion,
};
use thiserror::Error;

use crate::{ChatAccessError, StoreError};

/// The message log.
#[async_trait]
pub trait Messages: Send + Sync {
    /// Stores a message: gives it the chat's next `seq`, or finds that it is there already. The same id with the same
    /// content from the same sender is a repeat, and gets the same answer however
    /// often. It is sent now, or when the message before it was if that is later: `sent_at` never goes back in a chat.
    async fn append_message(&self, message: NewMessage) -> Result<Appended, AppendError>;

    /// Changes messages: all of them, or none. A change that was made already changes nothing, and is no error.
    async fn change_messages(&self, change: MessageChange) -> Result<MessagesChanged, ChangeMessageError>;

    /// Deletes messages that expired by now, at most `limit`, those that expired first before others, with all that belongs
    /// to them. The job [`EXPIRY_JOB`](crate::EXPIRY_JOB) is due when the next expires. Answers how many were deleted.
    async fn expire_messages(&self, now_ms: TimeMs, limit: usize) -> Result<usize, StoreError>;

    /// What a message said before each of its edits, the oldest first.
    async fn message_edits(
        &self,
        actor: UserId,
        chat_id: ChatId,
        id: MessageId,
    ) -> Result<Vec<MessageEdit>, MessageAccessError>;

    /// Who reacted to a message, by emoji and then by person; from behind `after` on, at most `limit`.
    async fn reactions(
        &self,
        actor: UserId,
        chat_id: ChatId,
        id: MessageId,
        after: Option<(String, Option<UserId>)>,
        limit: usize,
    ) -> Result<ReactionPage, MessageAccessError>;

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
    /// What it says.
    pub content: NewContent,
    /// The message of the same chat that it answers.
    pub reply_to: Option<MessageId>,
    /// Whether nobody is to be disturbed by it.
    pub silent: bool,
    /// Now.
    pub at_ms: TimeMs,
}

/// What a message to store says.
#[derive(Debug, Clone, PartialEq)]
pub enum NewContent {
    /// This. Mentions of those who are not members are left out, and so is the account of a contact if there is none.
    Said(MessageContent),
    /// What this message of any chat says now, if the sender sees it.
    Copy(MessageRef),
}

impl From<MessageContent> for NewContent {
    fn from(content: MessageContent) -> Self {
        Self::Said(content)
    }
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
    /// Whether the job [`EXPIRY_JOB`](crate::EXPIRY_JOB) is due sooner than before.
    pub expires_next: bool,
}

/// A change of messages.
#[derive(Debug, Clone)]
pub struct MessageChange {
    /// Who changes them.
    pub actor: UserId,
    /// Where they are.
    pub chat_id: ChatId,
    /// Which ones.
    pub ids: Vec<MessageId>,
    /// What is done to each.
    pub edit: MessageEditing,
    /// Now.
    pub at_ms: TimeMs,
}

/// What is done to a message.
#[derive(Debug, Clone, PartialEq)]
pub enum MessageEditing {
    /// Its sender says something else, of the same kind.
    Content {
        /// What it says from now on. Mentions of those who are not members are left out.
        content: MessageContent,
        /// How long after sending that is allowed, in milliseconds.
        within_ms: i64,
    },
    /// Its sender, or an administrator of the group, deletes it for everyone.
    Delete,
    /// Somebody reacts with an emoji.
    React {
        /// One emoji.
        emoji: String,
        /// Most different emoji that the message may have.
        most: usize,
    },
    /// Somebody takes their reaction with this emoji back.
    TakeReactionBack(String),
    /// Somebody chooses these options of a poll, by their ids, in place of those that they chose before.
    Vote(Vec<String>),
    /// Somebody pins it.
    Pin {
        /// Until when; none for good.
        until: Option<TimeMs>,
        /// Most that the chat may have pinned.
        most: usize,
    },
    /// Somebody unpins it.
    Unpin,
    /// The sender of a poll, or an administrator of the group, closes it.
    ClosePoll,
    /// The sender of a live location has come to another place.
    Move {
        /// Degrees.
        latitude: f64,
        /// Degrees.
        longitude: f64,
        /// Metres.
        accuracy: Option<f64>,
    },
    /// The sender of a live location ends it.
    StopLocation,
}

/// What a change of messages led to.
#[derive(Debug, Clone, PartialEq)]
pub struct MessagesChanged {
    /// All that were named, as they are now, in that order.
    pub messages: Vec<Message>,
    /// Those of them that changed, in the order of their versions.
    pub changed: Vec<Message>,
    /// The chat's [`Roster::info_version`](crate::Roster::info_version) then.
    pub info_version: Seq,
    /// The actor's counter, if the change is also their own: a vote.
    pub user_version: Option<UserVersion>,
}

/// Why messages are not changed.
#[derive(Debug, Error)]
pub enum ChangeMessageError {
    /// See [`ChatAccessError::NotAMember`].
    #[error("not a member of this chat")]
    NotAMember,
    /// The chat has no such message that the caller may see.
    #[error("no such message")]
    NotFound,
    /// Somebody else sent it.
    #[error("somebody else sent this message")]
    NotYours,
    /// The server told it, it was deleted, or it is of another kind.
    #[error("the message cannot be changed in this way")]
    NotEditable,
    /// It was sent too long ago.
    #[error("the message was sent too long ago")]
    WindowOver,
    /// It has as many different reactions as it may have.
    #[error("the message has too many different reactions")]
    TooManyReactions,
    /// The chat has as many pinned messages as it may have.
    #[error("the chat has too many pinned messages")]
    TooManyPins,
    /// Nobody can vote in the poll any more.
    #[error("the poll is closed")]
    PollClosed,
    /// The poll has no such option, or takes only one.
    #[error("the poll has no such options to choose")]
    UnknownOptions,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ChatAccessError> for ChangeMessageError {
    fn from(error: ChatAccessError) -> Self {
        match error {
            ChatAccessError::NotAMember => Self::NotAMember,
            ChatAccessError::Store(error) => Self::Store(error),
        }
    }
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
    /// The chat has no such message to answer that the sender may see.
    #[error("no such message to answer")]
    UnknownQuote,
    /// There is no such message to copy that the sender may see.
    #[error("no such message to copy")]
    UnknownSource,
    /// The message cannot be copied: it was deleted, or the server told it.
    #[error("the message cannot be copied")]
    NotCopied,
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
