//! The message log.

use async_trait::async_trait;
use kith_wire::{
    ChatId, MentionList, Message, MessageContent, MessageEdit, MessageId, MessagePage, MessageRef,
    ReactionPage, Seq, StarList, TimeMs, UserId, UserVersion,
};
use thiserror::Error;

use crate::{ChatAccessError, MessageCursor, StoreError};

/// The message log.
#[async_trait]
pub trait Messages: Send + Sync {
    /// Stores a message: gives it the chat's next `seq`, or finds it stored already. The same id with the same content
    /// from the same sender is a repeat, and gets the same answer however often. Its `sent_at` is now, or that of the
    /// message before it if that is later: `sent_at` never goes back in a chat.
    async fn append_message(&self, message: NewMessage) -> Result<Appended, AppendError>;

    /// Changes messages: all of them, or none. A change that was made already changes nothing, and is no error.
    async fn change_messages(&self, change: MessageChange) -> Result<MessagesChanged, ChangeMessageError>;

    /// Marks messages for the actor alone: all of them, or none. A mark that was made already changes nothing, and is no
    /// error.
    async fn mark_messages(&self, marking: MessageMarking) -> Result<MessagesMarked, ChangeMessageError>;

    /// The messages with the actor's star, of all chats or of this one, the star given last first. `before` is the
    /// `next` of an earlier page. Deleted messages are left out.
    async fn stars(
        &self,
        actor: UserId,
        chat_id: Option<ChatId>,
        before: Option<MessageCursor>,
        limit: usize,
    ) -> Result<StarList, ChatAccessError>;

    /// Messages of others that mention the actor, over all chats, newest first. `before` is the `next` of an earlier
    /// page.
    async fn mentions_of(
        &self,
        actor: UserId,
        before: Option<MessageCursor>,
        limit: usize,
    ) -> Result<MentionList, StoreError>;

    /// Deletes messages that have expired by now, with all their data: at most `limit`, those that expired first before
    /// others. The job [`EXPIRY_JOB`](crate::EXPIRY_JOB) is due when the next one expires. Returns how many it deleted.
    async fn expire_messages(&self, now_ms: TimeMs, limit: usize) -> Result<usize, StoreError>;

    /// The texts of a message before each of its edits, the oldest first.
    async fn message_edits(
        &self,
        actor: UserId,
        chat_id: ChatId,
        id: MessageId,
    ) -> Result<Vec<MessageEdit>, MessageAccessError>;

    /// Who reacted to a message, by emoji and then by person; after `after`, at most `limit`.
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
    /// [`PAGE_BYTES`](crate::PAGE_BYTES)). Around a position it has about half of `limit` before it and the rest from
    /// it on; if one side has too few, the other side has more.
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
    /// Its id, made by the sender's client.
    pub id: MessageId,
    /// Its chat.
    pub chat_id: ChatId,
    /// Its sender.
    pub sender_id: UserId,
    /// Its content.
    pub content: NewContent,
    /// The message of the same chat that it answers.
    pub reply_to: Option<MessageId>,
    /// Whether it should disturb nobody.
    pub silent: bool,
    /// Now.
    pub at_ms: TimeMs,
}

/// The content of a message to store.
#[derive(Debug, Clone, PartialEq)]
pub enum NewContent {
    /// This content. Mentions of people who are not members are left out, and so is a contact's account that does not
    /// exist.
    Said(MessageContent),
    /// The present content of this message of any chat, if the sender sees it.
    Copy(MessageRef),
}

impl From<MessageContent> for NewContent {
    fn from(content: MessageContent) -> Self {
        Self::Said(content)
    }
}

/// A message that is durably stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Appended {
    /// The message as stored.
    pub message: Message,
    /// Whether it was stored before this call.
    pub repeated: bool,
    /// The chat's [`Roster::info_version`] when it was stored: publishing needs a roster at least that new.
    pub info_version: Seq,
    /// Whether the job [`EXPIRY_JOB`](crate::EXPIRY_JOB) is due sooner than before.
    pub expires_next: bool,
}

/// A change of messages.
#[derive(Debug, Clone)]
pub struct MessageChange {
    /// The person who changes them.
    pub actor: UserId,
    /// Their chat.
    pub chat_id: ChatId,
    /// The messages.
    pub ids: Vec<MessageId>,
    /// The edit of each.
    pub edit: MessageEditing,
    /// Now.
    pub at_ms: TimeMs,
}

/// An edit of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum MessageEditing {
    /// Its sender replaces its text.
    Content {
        /// The new content, of the same kind. Mentions of people who are not members are left out.
        content: MessageContent,
        /// How long after sending this is allowed, in milliseconds.
        within_ms: i64,
    },
    /// Its sender, or an administrator of the group, deletes it for everyone.
    Delete {
        /// How long after sending, in milliseconds, its sender takes it back without a trace, if nobody else has read it.
        undo_within_ms: i64,
    },
    /// A member reacts with an emoji.
    React {
        /// One emoji.
        emoji: String,
        /// Most different emoji that the message may have.
        most: usize,
    },
    /// A member takes back their reaction with this emoji.
    TakeReactionBack(String),
    /// A member chooses these options of a poll, by their ids, in place of their earlier choice.
    Vote(Vec<String>),
    /// A member pins it.
    Pin {
        /// When the pin ends; `None` for never.
        until: Option<TimeMs>,
        /// Most pinned messages of the chat.
        most: usize,
    },
    /// A member unpins it.
    Unpin,
    /// The sender of a poll, or an administrator of the group, closes it.
    ClosePoll,
    /// The sender of a live location has moved.
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

/// The result of a change of messages.
#[derive(Debug, Clone, PartialEq)]
pub struct MessagesChanged {
    /// All named messages, in their present state and in the order of the names.
    pub messages: Vec<Message>,
    /// Those that changed, in the order of their versions.
    pub changed: Vec<Message>,
    /// The chat's [`Roster::info_version`](crate::Roster::info_version) then.
    pub info_version: Seq,
    /// The actor's counter, if the change is also one of their own state: a vote.
    pub user_version: Option<UserVersion>,
}

/// A change of what messages are to one person alone.
#[derive(Debug, Clone)]
pub struct MessageMarking {
    /// The person.
    pub actor: UserId,
    /// Their chat.
    pub chat_id: ChatId,
    /// The messages.
    pub ids: Vec<MessageId>,
    /// The mark of each.
    pub mark: Mark,
    /// Now.
    pub at_ms: TimeMs,
}

/// What a message is to one person alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It has their star, or no longer. Messages of kind `system` and deleted ones get none.
    Star(bool),
    /// They have deleted it for themselves, for good: they see it no more.
    Hidden,
}

/// The result of marking messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessagesMarked {
    /// Those with another mark than before.
    pub changed: Vec<MessageId>,
    /// The chat's head then.
    pub head: Seq,
    /// The highest version of the messages.
    pub version: Seq,
    /// The person's user counter when the last of the marks was made.
    pub user_version: UserVersion,
}

/// Why messages cannot be changed.
#[derive(Debug, Error)]
pub enum ChangeMessageError {
    /// See [`ChatAccessError::NotAMember`].
    #[error("not a member of this chat")]
    NotAMember,
    /// The caller sees no such message in the chat.
    #[error("no such message")]
    NotFound,
    /// Somebody else sent it.
    #[error("somebody else sent this message")]
    NotYours,
    /// It is a system message, was deleted, or is of another kind.
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
    /// The poll is closed.
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

/// The place of a page of history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageAt {
    /// The newest messages.
    Latest,
    /// The newest messages with a lower `seq`.
    Before(Seq),
    /// The oldest messages with a higher `seq`.
    After(Seq),
    /// The messages around this `seq`.
    Around(Seq),
    /// The messages around the first one that was sent at this time or later; the newest when there is none.
    At(TimeMs),
}

/// Why a message cannot be stored.
#[derive(Debug, Error)]
pub enum AppendError {
    /// See [`ChatAccessError::NotAMember`].
    #[error("not a member of this chat")]
    NotAMember,
    /// The sender sees no such message in the chat to answer.
    #[error("no such message to answer")]
    UnknownQuote,
    /// The sender sees no such message to copy.
    #[error("no such message to copy")]
    UnknownSource,
    /// The message cannot be copied: it was deleted, or is a system message.
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
    /// The caller sees no such message in the chat.
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
