//! Why an action was refused: the one error of all actions, each variant a stable code on the wire.

use kith_store::{
    AccountError, AddPlanError, AppendError, ChangeChatError, ChangeMessageError, ChatAccessError,
    CreateChatError, MessageAccessError, StoreError,
};
use kith_wire::{ErrorCode, ErrorInfo};
use thiserror::Error;

/// The pause that a client gets who has asked for too much at once, in milliseconds.
const BUSY_MS: u64 = 1000;

/// Why an action was refused. No part of it was done.
#[derive(Debug, Error)]
pub enum Refusal {
    /// A part of the request is invalid; the text says which.
    #[error("{0}")]
    Invalid(String),
    /// The credentials or the token are wrong.
    #[error("{0}")]
    Unauthenticated(&'static str),
    /// The session is over: log in again.
    #[error("the session has ended")]
    SessionEnded,
    /// The caller may not do this; the text says who may.
    #[error("{0}")]
    Forbidden(&'static str),
    /// Nothing with that id is visible to the caller.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// The caller is not a member of the chat, or there is none.
    #[error("not a member of this chat")]
    NotAMember,
    /// The id belongs to something else.
    #[error("the id belongs to another message")]
    Conflict,
    /// The message has nothing in it.
    #[error("the message is empty")]
    EmptyMessage,
    /// The message is longer than the limit.
    #[error("the message has {bytes} bytes, the limit is {limit}")]
    MessageTooLong {
        /// Its length, in bytes of UTF-8.
        bytes: usize,
        /// The limit, in bytes of UTF-8.
        limit: usize,
    },
    /// The message is a system message, or was deleted.
    #[error("the message cannot be changed in this way")]
    NotEditable,
    /// Somebody else sent it.
    #[error("somebody else sent this message")]
    NotYourMessage,
    /// The message was sent too long ago.
    #[error("the message was sent too long ago to be edited")]
    EditWindowOver,
    /// The message has as many different reactions as it may have.
    #[error("the message has too many different reactions")]
    TooManyReactions,
    /// The chat has as many pinned messages as it may have.
    #[error("the chat has too many pinned messages: unpin one first")]
    TooManyPins,
    /// A message cannot be sent at this time.
    #[error("sendAt: after now, and within a year")]
    SendAtOutOfRange,
    /// The person has as many plans as they may have.
    #[error("too many scheduled messages, or reminders")]
    TooManyPlans,
    /// Nobody can vote in the poll any more.
    #[error("the poll is closed")]
    PollClosed,
    /// Clients may not send messages of this kind.
    #[error("messages of this kind are not taken")]
    UnknownKind,
    /// Too many requests.
    #[error("too many requests, try again in {retry_after_ms} ms")]
    RateLimited {
        /// Milliseconds until the next request is accepted.
        retry_after_ms: u64,
    },
    /// Another account has the user name.
    #[error("this user name is taken")]
    UsernameTaken,
    /// Another account has the address.
    #[error("this e-mail address is taken")]
    EmailTaken,
    /// The password is too short or too long.
    #[error("a password has {min} to {max} bytes")]
    WeakPassword {
        /// The least number of bytes.
        min: usize,
        /// The greatest number of bytes.
        max: usize,
    },
    /// The group has as many members as it may have.
    #[error("a group has at most {limit} members")]
    GroupFull {
        /// The limit.
        limit: usize,
    },
    /// Registration is closed.
    #[error("registration is closed on this server")]
    RegistrationClosed,
    /// The store failed.
    #[error("{}", unavailable(.0))]
    Unavailable(#[source] StoreError),
}

impl Refusal {
    /// The stable code.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Invalid(_) => ErrorCode::InvalidRequest,
            Self::Unauthenticated(_) => ErrorCode::Unauthenticated,
            Self::SessionEnded => ErrorCode::SessionEnded,
            Self::Forbidden(_) => ErrorCode::Forbidden,
            Self::NotFound(_) => ErrorCode::NotFound,
            Self::NotAMember => ErrorCode::NotAMember,
            Self::Conflict => ErrorCode::Conflict,
            Self::EmptyMessage => ErrorCode::EmptyMessage,
            Self::MessageTooLong { .. } => ErrorCode::MessageTooLong,
            Self::NotEditable => ErrorCode::NotEditable,
            Self::NotYourMessage => ErrorCode::NotYourMessage,
            Self::EditWindowOver => ErrorCode::EditWindowOver,
            Self::TooManyReactions => ErrorCode::TooManyReactions,
            Self::TooManyPins => ErrorCode::TooManyPins,
            Self::SendAtOutOfRange => ErrorCode::SendAtOutOfRange,
            Self::TooManyPlans => ErrorCode::TooManyPlans,
            Self::PollClosed => ErrorCode::PollClosed,
            Self::UnknownKind => ErrorCode::UnknownKind,
            Self::RateLimited { .. } => ErrorCode::RateLimited,
            Self::UsernameTaken => ErrorCode::UsernameTaken,
            Self::EmailTaken => ErrorCode::EmailTaken,
            Self::WeakPassword { .. } => ErrorCode::WeakPassword,
            Self::GroupFull { .. } => ErrorCode::GroupFull,
            Self::RegistrationClosed => ErrorCode::RegistrationClosed,
            Self::Unavailable(StoreError::Full) => ErrorCode::DiskFull,
            Self::Unavailable(StoreError::Damaged(_) | StoreError::Corrupt { .. }) => {
                ErrorCode::DatabaseCorrupt
            }
            Self::Unavailable(_) => ErrorCode::Unavailable,
        }
    }

    /// Milliseconds to wait before trying again, where waiting helps.
    pub fn retry_after_ms(&self) -> Option<u64> {
        match self {
            Self::RateLimited { retry_after_ms } => Some(*retry_after_ms),
            Self::Unavailable(StoreError::Damaged(_) | StoreError::Corrupt { .. }) => None,
            // The disk must get room first.
            Self::Unavailable(StoreError::Full) => Some(10_000),
            Self::Unavailable(_) => Some(1000),
            _ => None,
        }
    }

    pub(crate) fn unknown_user() -> Self {
        Self::NotFound("user")
    }
}

/// The error in the form for clients.
impl From<&Refusal> for ErrorInfo {
    fn from(refusal: &Refusal) -> Self {
        Self {
            code: refusal.code(),
            message: refusal.to_string(),
            retry_after: refusal.retry_after_ms(),
            details: Default::default(),
        }
    }
}

/// The message that clients get when the store fails. It never contains the database's own words.
fn unavailable(error: &StoreError) -> &'static str {
    match error {
        StoreError::Full => "the server's disk is full",
        StoreError::Damaged(_) | StoreError::Corrupt { .. } => "the server's database is damaged",
        StoreError::Database(_) | StoreError::Busy | StoreError::Closed => "temporarily unavailable",
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => return Self::RateLimited { retry_after_ms: BUSY_MS },
            // The store has logged it already.
            StoreError::Full | StoreError::Damaged(_) | StoreError::Corrupt { .. } => {}
            _ => tracing::error!(%error, "the store failed"),
        }
        Self::Unavailable(error)
    }
}

impl From<ChatAccessError> for Refusal {
    fn from(error: ChatAccessError) -> Self {
        match error {
            ChatAccessError::NotAMember => Self::NotAMember,
            ChatAccessError::Store(error) => error.into(),
        }
    }
}

impl From<AccountError> for Refusal {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::UsernameTaken => Self::UsernameTaken,
            AccountError::EmailTaken => Self::EmailTaken,
            AccountError::NotFirst => Self::RegistrationClosed,
            AccountError::UnknownUser => Self::unknown_user(),
            AccountError::Store(error) => error.into(),
        }
    }
}

impl From<CreateChatError> for Refusal {
    fn from(error: CreateChatError) -> Self {
        match error {
            CreateChatError::UnknownUser(_) => Self::unknown_user(),
            CreateChatError::Store(error) => error.into(),
        }
    }
}

impl From<ChangeChatError> for Refusal {
    fn from(error: ChangeChatError) -> Self {
        match error {
            ChangeChatError::NotAMember => Self::NotAMember,
            ChangeChatError::Stale => Self::RateLimited { retry_after_ms: 100 },
            ChangeChatError::UnknownUser(_) => Self::unknown_user(),
            ChangeChatError::Store(error) => error.into(),
        }
    }
}

impl From<AppendError> for Refusal {
    fn from(error: AppendError) -> Self {
        match error {
            AppendError::NotAMember => Self::NotAMember,
            AppendError::UnknownQuote => Self::Invalid("replyTo: no such message".into()),
            AppendError::UnknownSource => Self::NotFound("message"),
            AppendError::NotCopied => {
                Self::Invalid("forwardOf: the message was deleted, or the server told it".into())
            }
            AppendError::Conflict => Self::Conflict,
            AppendError::Store(error) => error.into(),
        }
    }
}

impl From<ChangeMessageError> for Refusal {
    fn from(error: ChangeMessageError) -> Self {
        match error {
            ChangeMessageError::NotAMember => Self::NotAMember,
            ChangeMessageError::NotFound => Self::NotFound("message"),
            ChangeMessageError::NotYours => Self::NotYourMessage,
            ChangeMessageError::NotEditable => Self::NotEditable,
            ChangeMessageError::WindowOver => Self::EditWindowOver,
            ChangeMessageError::TooManyReactions => Self::TooManyReactions,
            ChangeMessageError::TooManyPins => Self::TooManyPins,
            ChangeMessageError::PollClosed => Self::PollClosed,
            ChangeMessageError::UnknownOptions => {
                Self::Invalid("options: ids of the poll's, and only one unless it takes several".into())
            }
            ChangeMessageError::Store(error) => error.into(),
        }
    }
}

impl From<AddPlanError> for Refusal {
    fn from(error: AddPlanError) -> Self {
        match error {
            AddPlanError::NotAMember => Self::NotAMember,
            AddPlanError::NotFound => Self::NotFound("message"),
            AddPlanError::Conflict => Self::Conflict,
            AddPlanError::TooMany => Self::TooManyPlans,
            AddPlanError::Store(error) => error.into(),
        }
    }
}

impl From<MessageAccessError> for Refusal {
    fn from(error: MessageAccessError) -> Self {
        match error {
            MessageAccessError::NotAMember => Self::NotAMember,
            MessageAccessError::NotFound => Self::NotFound("message"),
            MessageAccessError::Store(error) => error.into(),
        }
    }
}
