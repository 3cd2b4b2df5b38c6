//! The server's reports of changes in a chat.

use serde::{Deserialize, Serialize};

use crate::{Role, UserId};

/// A change of the chat; the message's sender is the person who made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SystemContent {
    /// The change.
    pub system: SystemEvent,
}

/// A change of a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SystemEvent {
    /// The sender created the group.
    #[serde(rename_all = "camelCase")]
    GroupCreated {
        /// The group's first name.
        title: String,
    },
    /// The sender added these people.
    #[serde(rename_all = "camelCase")]
    MembersAdded {
        /// The people who joined.
        user_ids: Vec<UserId>,
    },
    /// The sender removed this person.
    #[serde(rename_all = "camelCase")]
    MemberRemoved {
        /// The person who was removed.
        user_id: UserId,
    },
    /// The sender left.
    MemberLeft,
    /// The sender renamed the group.
    #[serde(rename_all = "camelCase")]
    TitleChanged {
        /// The new name.
        title: String,
    },
    /// The sender changed the group's description.
    DescriptionChanged,
    /// The sender changed how long messages that are sent from now on stay.
    #[serde(rename_all = "camelCase")]
    DisappearAfterChanged {
        /// In seconds; absent when they stay for ever.
        #[cfg_attr(feature = "typescript", ts(optional))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        disappear_after: Option<i64>,
    },
    /// The sender changed a member's role.
    #[serde(rename_all = "camelCase")]
    RoleChanged {
        /// The member.
        user_id: UserId,
        /// The new role.
        role: Role,
    },
}
