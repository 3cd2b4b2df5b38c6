//! Accounts, profiles and sessions.

use serde::{Deserialize, Serialize};

use crate::{SessionId, TimeMs, UserId};

/// A person, as anyone who may see them does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The account.
    pub id: UserId,
    /// Unique in the tenant, compared without regard to case.
    pub username: String,
    /// What people call them.
    pub name: String,
    /// A line about themselves.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// A counter of the whole server: its value when any field above last changed, and 0 if none ever did. Of two
    /// states of a person, the one with the higher version is the newer.
    pub version: i64,
}

/// One's own account: the fields that others see, and those that only its owner sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// The fields that others see.
    #[serde(flatten)]
    pub user: User,
    /// An address that can be used to log in.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Whether this account administers the server.
    pub admin: bool,
    /// Settings that hold on all of the person's devices.
    pub settings: Settings,
}

/// Settings that hold on all of a person's devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// Whether others see what this person has read. A person who hides it does not see it of others.
    pub read_receipts: bool,
    /// The [`Chat::disappear_after`](crate::Chat::disappear_after) of chats that this person creates.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disappear_after: Option<i64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { read_receipts: true, disappear_after: None }
    }
}

/// `PATCH me/settings`: an absent field stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SettingsPatch {
    /// See [`Settings::read_receipts`].
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub read_receipts: Option<bool>,
    /// See [`Settings::disappear_after`]; null for none.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    #[cfg_attr(feature = "typescript", ts(optional, type = "number | null"))]
    #[serde(default, deserialize_with = "crate::chats::given", skip_serializing_if = "Option::is_none")]
    pub disappear_after: Option<Option<i64>>,
}

/// `PATCH me`: an absent field stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProfilePatch {
    /// 1 to 64 characters (grapheme clusters), on one line, none invisible.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub name: Option<String>,
    /// As in [`Register::username`].
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub username: Option<String>,
    /// At most 280 characters; empty removes it.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub about: Option<String>,
}

/// How a client describes its device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Device {
    /// A name that its owner will recognise in the list of devices, at most 100 characters.
    pub name: String,
}

/// `POST auth/register`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Register {
    /// 3 to 32 of `a-z`, `0-9`, `.`, `_`, `-`, not ending with a dot or dash; capitals are kept but do not distinguish.
    /// Reserved names are refused, and names that look like another account's.
    pub username: String,
    /// 8 to 1,024 bytes.
    pub password: String,
    /// 1 to 64 characters (grapheme clusters), on one line, none invisible.
    pub name: String,
    /// Another way to log in, unique in the tenant.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub email: Option<String>,
    /// The device that the session is for.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub device: Option<Device>,
    /// The code of the one-time link that a new server prints; it opens the first account on a server whose
    /// registration is closed.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub setup_code: Option<String>,
}

/// `POST auth/login`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Login {
    /// User name or e-mail address.
    pub login: String,
    /// The password.
    pub password: String,
    /// The device that the session is for.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub device: Option<Device>,
}

/// `POST auth/refresh` and `POST auth/logout`. Without the field, the HttpOnly cookie is used.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Refresh {
    /// The newest refresh token of the session. Each works once.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub refresh_token: Option<String>,
}

/// `POST auth/password`. Every other session of the account ends.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChangePassword {
    /// The present password.
    pub current_password: String,
    /// 8 to 1,024 bytes.
    pub new_password: String,
}

/// The answer to logging in, registering and refreshing.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Who is logged in.
    pub user: User,
    /// The session's id, as in `GET me/sessions`.
    pub session_id: SessionId,
    /// A JWT for `Authorization: Bearer` and the Socket.IO handshake.
    pub access_token: String,
    /// When the access token stops working.
    pub access_expires_at: TimeMs,
    /// Exchanged for the next access token, once.
    pub refresh_token: String,
    /// The server's time, for clients whose clock is wrong.
    pub server_time: TimeMs,
}

/// One entry of `GET me/sessions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SessionInfo {
    /// The id for `DELETE me/sessions/{id}`.
    pub id: SessionId,
    /// The name that the device gave itself.
    pub device: Device,
    /// When it logged in.
    pub created_at: TimeMs,
    /// When it last logged in or refreshed.
    pub last_used_at: TimeMs,
    /// The network address of its last use.
    pub address: String,
    /// Whether it is the session of this request.
    pub current: bool,
}

/// `GET me/sessions`, newest use first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SessionList {
    /// The live sessions of the account.
    pub sessions: Vec<SessionInfo>,
}

/// `GET users`, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UserList {
    /// The people found.
    pub users: Vec<User>,
}

/// `GET server`: what a client needs to know before anyone logs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ServerInfo {
    /// The name that the operator gave the server.
    pub name: String,
    /// The server's version (semantic versioning).
    pub version: String,
    /// Features of this server beyond the base protocol, by name.
    pub features: Vec<String>,
    /// Whether people may register by themselves.
    pub registration_open: bool,
    /// Whether nobody has registered yet: the first account will be the administrator.
    pub needs_setup: bool,
    /// The limits that clients should respect before sending.
    pub limits: Limits,
}

/// Limits that clients should respect before sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// Longest text of a message, in bytes of UTF-8.
    pub message_bytes: usize,
    /// Most members of a group.
    pub group_members: usize,
    /// How long after sending a message may be edited, in milliseconds.
    pub edit_ms: TimeMs,
    /// How long after sending a message its sender takes it back without a trace, in milliseconds.
    pub undo_ms: TimeMs,
}
