//! The members of a chat.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::{Seq, TimeMs, UserId};

/// What a member may do in a group.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Role {
    /// Reads and sends.
    Member,
    /// Also adds and removes members, renames the group and appoints admins.
    Admin,
    /// Also cannot be removed, and may hand the group over. Each group has exactly one owner.
    Owner,
}

/// A member of a chat, as the viewer may see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// The person.
    pub user_id: UserId,
    /// Their role.
    pub role: Role,
    /// When they joined.
    pub joined_at: TimeMs,
    /// Watermark: all messages up to here have reached one of their devices.
    pub delivered: Seq,
    /// Watermark: they have read all messages up to here. It stands still while they hide read receipts, and is 0 for
    /// a viewer who hides them.
    pub read: Seq,
}

/// `POST chats/{id}/members`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AddMembers {
    /// The people who join. Existing members stay as they are.
    pub user_ids: Vec<UserId>,
}

/// `PATCH chats/{id}/members/{userId}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MemberPatch {
    /// `owner` hands the group over: the former owner becomes an admin.
    pub role: Role,
}

/// `GET chats/{id}/members`, in the order of their ids.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MemberList {
    /// One page.
    pub members: Vec<Member>,
    /// Pass it as `after` to get the next page; absent on the last.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<UserId>,
}
