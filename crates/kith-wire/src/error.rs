//! Error codes and the one shape in which every error reaches a client.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::{IntoStaticStr, VariantArray};

/// Stable, machine-readable reasons. A code never changes its meaning; new ones may be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr, VariantArray)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ErrorCode {
    /// The request cannot be understood: malformed JSON, a missing field, a value out of range. HTTP 400.
    InvalidRequest,
    /// No valid access token was given, or the credentials are wrong. HTTP 401.
    Unauthenticated,
    /// The session was ended: logged out, ended from another device, or its refresh token was used twice. HTTP 401.
    SessionEnded,
    /// The caller is known but may not do this. HTTP 403.
    Forbidden,
    /// The page belongs to another site, which the server's configuration does not allow. HTTP 403.
    OriginNotAllowed,
    /// The caller sees nothing with that id. HTTP 404.
    NotFound,
    /// The path exists, but not for that method; the header `Allow` names the methods. HTTP 405.
    MethodNotAllowed,
    /// The request's body did not come in time. HTTP 408.
    RequestTimeout,
    /// The caller is not a member of that chat, or there is no such chat: the answer is the same for both. HTTP
    /// 403.
    NotAMember,
    /// One of the two people has blocked the other. HTTP 403.
    Blocked,
    /// The chat takes no more messages. HTTP 403.
    ChatClosed,
    /// The id exists with other content or from another sender. HTTP 409.
    Conflict,
    /// The message is empty. HTTP 400.
    EmptyMessage,
    /// The message exceeds the server's limit. HTTP 413.
    MessageTooLong,
    /// The message cannot be changed in this way: it is a system message, or it was deleted. HTTP 409.
    NotEditable,
    /// Only the sender of the message may do this with it. HTTP 403.
    NotYourMessage,
    /// The message was sent too long ago to be edited. HTTP 403.
    EditWindowOver,
    /// The message has as many different reactions as it may have. HTTP 409.
    TooManyReactions,
    /// The chat has as many pinned messages as it may have. HTTP 409.
    TooManyPins,
    /// The time at which a message is to be sent has passed, or is more than a year ahead. HTTP 400.
    SendAtOutOfRange,
    /// One has as many scheduled messages, or reminders, as one may have. HTTP 409.
    TooManyPlans,
    /// The poll is closed. HTTP 409.
    PollClosed,
    /// Clients may not send messages of this kind to this server. HTTP 400.
    UnknownKind,
    /// Too many requests; `retryAfter` says when the next will be accepted. HTTP 429.
    RateLimited,
    /// The request's body exceeds the server's limit. HTTP 413.
    PayloadTooLarge,
    /// Another account has that user name, or one that looks like it. HTTP 409.
    UsernameTaken,
    /// Another account has that e-mail address. HTTP 409.
    EmailTaken,
    /// The password is too short or too long. HTTP 400.
    WeakPassword,
    /// The group has as many members as this server allows. HTTP 409.
    GroupFull,
    /// This server does not let people register by themselves. HTTP 403.
    RegistrationClosed,
    /// The server cannot do this now; trying again later is safe. HTTP 503.
    Unavailable,
    /// The server's disk is full: nothing is stored until there is room. Trying again later is safe. HTTP 507.
    DiskFull,
    /// The part of the server's database that this needs is damaged. Trying again does not help. HTTP 500.
    DatabaseCorrupt,
}

impl ErrorCode {
    /// The HTTP status that goes with the code.
    pub fn http_status(self) -> u16 {
        match self {
            Self::InvalidRequest
            | Self::EmptyMessage
            | Self::SendAtOutOfRange
            | Self::UnknownKind
            | Self::WeakPassword => 400,
            Self::Unauthenticated | Self::SessionEnded => 401,
            Self::Forbidden
            | Self::OriginNotAllowed
            | Self::NotAMember
            | Self::Blocked
            | Self::ChatClosed
            | Self::NotYourMessage
            | Self::EditWindowOver
            | Self::RegistrationClosed => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::RequestTimeout => 408,
            Self::Conflict
            | Self::NotEditable
            | Self::TooManyReactions
            | Self::TooManyPins
            | Self::TooManyPlans
            | Self::PollClosed
            | Self::UsernameTaken
            | Self::EmailTaken
            | Self::GroupFull => 409,
            Self::MessageTooLong | Self::PayloadTooLarge => 413,
            Self::RateLimited => 429,
            Self::DatabaseCorrupt => 500,
            Self::Unavailable => 503,
            Self::DiskFull => 507,
        }
    }

    /// The code as it stands on the wire.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What went wrong, as a client sees it: in the body of an HTTP error (`{"error": …}`) and in a negative
/// acknowledgement (`{"ok": false, "error": …}`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ErrorInfo {
    /// For programs.
    pub code: ErrorCode,
    /// For programmers; English, lower case, may change.
    pub message: String,
    /// Milliseconds to wait before trying again; only with `rate_limited`, `unavailable` and `disk_full`.
    pub retry_after: Option<u64>,
    /// More details, by code. Empty for most codes.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    #[cfg_attr(feature = "typescript", ts(type = "Record<string, unknown>"))]
    #[serde(default)]
    pub details: Map<String, Value>,
}

/// The body of every HTTP response that is an error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ErrorBody {
    /// What went wrong.
    pub error: ErrorInfo,
}
