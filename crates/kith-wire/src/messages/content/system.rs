//! What the server tells in a chat.

use serde::{Deserialize, Serialize};

use crate::{Role, UserId};

/// Something that happened to the chat; the message's sender is who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SystemContent {
    /// What happened.
    pub system: SystemEvent,
}

/// What happened to a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SystemEvent {
    /// The sender created the group.
    #[serde(rename_all = "camelCase")]
    GroupCreated {
        /// Its first name.
        title: String,
    },
    /// The sender added these people.
    #[serde(rename_all = "camelCase")]
    MembersAdded {
        /// Who joined.
        user_ids: Vec<UserId>,
    },
    /// The sender removed this person.
    #[serde(rename_all = "camelCase")]
    MemberRemoved {
        /// Who had to leave.
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
    /// The sender changed how long messages stay that are sent from now on.
    #[serde(rename_all = "camelCase")]
    DisappearAfterChanged {
        /// In seconds; absent when they stay for good.
        #[cfg_attr(feature = "typescript", ts(optional))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        disappear_after: Option<i64>,
    },
    /// The sender changed what a member may do.
    #[serde(rename_all = "camelCase")]
    RoleChanged {
        /// Whose role.
        user_id: UserId,
        /// The new role.
        role: Role,
    },
}
