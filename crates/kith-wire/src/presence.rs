//! Presence: who is online, and who is writing.

use serde::{Deserialize, Serialize};

use crate::{TimeMs, UserId};

/// A person's activity in a chat right now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// Writing.
    #[default]
    Text,
    /// Recording a voice message.
    Voice,
}

/// Whether the person looks at the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PresenceState {
    /// The person looks at it.
    Active,
    /// Connected, but elsewhere: the tab is hidden, the screen is off.
    Away,
}

/// Whether a person is online on any of their devices. Event `presence`, and the answer to subscribing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Presence {
    /// The person.
    pub user_id: UserId,
    /// Whether any device of theirs is active.
    pub online: bool,
    /// When the last device stopped being active; absent while online, and for people who never were online or whose
    /// presence one may not see.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen: Option<TimeMs>,
}

/// The answer to `presence:subscribe` and `POST users/presence`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PresenceStates {
    /// One entry for each requested id, in the same order.
    pub states: Vec<Presence>,
}
