//! Plans: actions of the server for a person at a later time. Scheduled messages, and reminders.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::{ChatId, ErrorCode, MessageId, SendMessage, TimeMs, UserVersion};

/// How often a message is sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Repeat {
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month; in a month without that day, on its last day.
    Monthly,
}

/// The answer to `message:send` with `sendAt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Scheduled {
    /// Always true: the message is not sent yet.
    pub scheduled: bool,
    /// When the server will send it.
    pub send_at: TimeMs,
    /// One's user counter.
    pub user_version: UserVersion,
}

/// A scheduled message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ScheduledMessage {
    /// The message; `sendAt` is the next time.
    #[serde(flatten)]
    pub message: SendMessage,
    /// Why it could not be sent. It stays until it is changed or deleted.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorCode>,
}

/// `GET me/scheduled`, soonest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ScheduledList {
    /// All of them: at most 100.
    pub scheduled: Vec<ScheduledMessage>,
}

/// A change of a scheduled message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ScheduledChange {
    /// The message's id.
    pub id: MessageId,
    /// Its present state; absent when it was sent for the last time, or deleted.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Box<ScheduledMessage>>,
}

/// `POST me/reminders`, and an entry of `GET me/reminders`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Reminder {
    /// The chat.
    pub chat_id: ChatId,
    /// The message.
    pub id: MessageId,
    /// When to remind.
    pub at: TimeMs,
    /// Whether that time has come. The reminder stays until it is deleted.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub due: bool,
}

/// `GET me/reminders`, soonest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ReminderList {
    /// All of them: at most 100.
    pub reminders: Vec<Reminder>,
}

/// A change of a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ReminderChange {
    /// The message.
    pub id: MessageId,
    /// Its present state; absent when it was deleted.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminder: Option<Reminder>,
}

/// The answer to a change of one's plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PlanChanged {
    /// One's user counter.
    pub user_version: UserVersion,
}
