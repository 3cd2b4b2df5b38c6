//! What can go wrong in the store: one enum per operation that has reasons of its own to refuse.

use kith_wire::UserId;
use thiserror::Error;

/// The store could not do its work. Nothing of the operation was kept.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database refused or failed: a disk that does not answer, a lost connection.
    #[error("database: {0}")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// There is no room on the disk. Once there is, the same may be asked again.
    #[error("the disk is full")]
    Full,
    /// A part of the database cannot be read. Asking again does not help: it has to be restored.
    #[error("the database is damaged: {0}")]
    Damaged(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Too many reads of this person wait for their turn.
    #[error("too many reads at once")]
    Busy,
    /// A row holds what this version cannot read.
    #[error("unreadable {what} in the database")]
    Corrupt {
        /// Which column.
        what: &'static str,
    },
    /// The store is shutting down.
    #[error("the store is closed")]
    Closed,
}

impl StoreError {
    /// The same, for another whom it struck, too.
    pub(crate) fn for_another(&self) -> Self {
        match self {
            Self::Database(source) => Self::Database(source.to_string().into()),
            Self::Full => Self::Full,
            Self::Damaged(source) => Self::Damaged(source.to_string().into()),
            Self::Busy => Self::Busy,
            Self::Corrupt { what } => Self::Corrupt { what },
            Self::Closed => Self::Closed,
        }
    }
}

/// Why a database cannot be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// It was last written by a newer version.
    #[error(
        "the database has schema {found}, but this version of kith knows only up to {known}: run a newer kith"
    )]
    NewerSchema {
        /// What the file has.
        found: i64,
        /// The newest that this binary knows.
        known: i64,
    },
    /// The file cannot be opened or migrated.
    #[error("cannot open the database at {path}: {source}")]
    Database {
        /// Where it was looked for.
        path: String,
        /// What the database said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// The caller is not a member of the chat, or there is no such chat.
#[derive(Debug, Error)]
pub enum ChatAccessError {
    /// The two cases are not told apart, so that ids cannot be probed.
    #[error("not a member of this chat")]
    NotAMember,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A text is not the `next` of a page of chats.
#[derive(Debug, Error)]
#[error("not the `next` of a page of chats")]
pub struct NotAChatCursor;

/// Why an account cannot be created or renamed.
#[derive(Debug, Error)]
pub enum AccountError {
    /// Another account of the tenant has this name.
    #[error("the user name is taken")]
    UsernameTaken,
    /// Another account of the tenant has this address.
    #[error("the e-mail address is taken")]
    EmailTaken,
    /// The account should have been the first of its tenant, and is not.
    #[error("the tenant has accounts already")]
    NotFirst,
    /// There is no such account.
    #[error("no such account")]
    UnknownUser,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a refresh token buys nothing.
#[derive(Debug, Error)]
pub enum RotateError {
    /// No session has this id.
    #[error("no such session")]
    Unknown,
    /// The session was ended or ran out.
    #[error("the session has ended")]
    Ended,
    /// The token was used before. Somebody has a copy of it, so the session has been ended by this call.
    #[error("the refresh token was used twice")]
    Reused {
        /// Whose session it was.
        user_id: UserId,
    },
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a chat cannot be created.
#[derive(Debug, Error)]
pub enum CreateChatError {
    /// One of the people is not in the creator's tenant.
    #[error("no such user: {0}")]
    UnknownUser(UserId),
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a chat cannot be changed.
#[derive(Debug, Error)]
pub enum ChangeChatError {
    /// See [`ChatAccessError::NotAMember`].
    #[error("not a member of this chat")]
    NotAMember,
    /// The chat has changed since the roster that the change was decided on: decide again.
    #[error("the chat has changed meanwhile")]
    Stale,
    /// One of the people to add is not in the chat's tenant.
    #[error("no such user: {0}")]
    UnknownUser(UserId),
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
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
