//! Chats and their members.

use serde::{Deserialize, Deserializer, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::{ChatId, Member, Message, MessageId, Pin, Role, Seq, TimeMs, UserId, UserVersion};

/// What sort of conversation a chat is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ChatKind {
    /// Between two people, one per pair; with oneself it is a place for notes.
    Direct,
    /// A named group.
    Group,
}

/// A chat as one of its members sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Chat {
    /// The chat.
    pub id: ChatId,
    /// What sort of conversation it is.
    pub kind: ChatKind,
    /// A group's name. A direct chat has the other person's name.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A group's description.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The chat's counter: every change of the chat has taken the next value.
    pub head: Seq,
    /// The pinned messages that the viewer may see, the one pinned last first. One whose `until` has passed no longer
    /// counts.
    pub pins: Vec<ChatPin>,
    /// How long messages stay after they were sent, in seconds; absent when they stay for ever.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disappear_after: Option<i64>,
    /// When it was created.
    pub created_at: TimeMs,
    /// The viewer's role in it.
    pub role: Role,
    /// How many members it has.
    pub member_count: usize,
    /// All members in the order of their ids, if they are at most [`MEMBERS_INLINE`]; otherwise absent: page them with
    /// `chats/{id}/members`.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<Member>>,
    /// The newest message that the viewer may see.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_message: Option<Message>,
    /// Messages from others after the `read` watermark.
    pub unread: i64,
    /// How many of the unread messages mention the viewer.
    pub mentions: i64,
    /// The viewer's own delivered watermark.
    pub delivered: Seq,
    /// The viewer's own read watermark.
    pub read: Seq,
    /// The viewer's own state of this chat, unseen by others.
    pub state: ChatState,
    /// The viewer's user counter when their own view of this chat last changed (membership, watermarks, state).
    pub user_version: UserVersion,
}

/// A pinned message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChatPin {
    /// The message.
    pub id: MessageId,
    /// Its place.
    pub seq: Seq,
    /// When, by whom and until when it is pinned.
    #[serde(flatten)]
    pub pin: Pin,
}

/// Chats with at most this many members carry them in full.
pub const MEMBERS_INLINE: usize = 128;

/// Unread counts stop here: "999+".
pub const UNREAD_MOST: i64 = 1000;

/// How far after the `read` watermark messages count as unread, in `seq`s.
pub const UNREAD_WITHIN: i64 = 2000;

/// A member's own state of a chat, unseen by others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChatState {
    /// No notifications until this time.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub muted_until: Option<TimeMs>,
    /// Kept at the top of the list.
    pub pinned: bool,
    /// Hidden from the list. It stays archived when messages come.
    pub archived: bool,
    /// Shown as unread although everything is read. Moving the `read` watermark takes it back.
    pub marked_unread: bool,
    /// A text begun but not sent.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<String>,
    /// The messages up to here are cleared: one sees none of them any more.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Seq>"))]
    #[serde(default, skip_serializing_if = "is_zero")]
    pub cleared: Seq,
    /// Deleted from one's list: the chat is shown only while one sees a message in it.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unlisted: bool,
}

fn is_zero(seq: &Seq) -> bool {
    *seq == 0
}

/// `PATCH chats/{id}/state`: an absent field stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChatStatePatch {
    /// No notifications until this time; null turns them on again.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<TimeMs>))]
    #[cfg_attr(feature = "typescript", ts(optional, type = "number | null"))]
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub muted_until: Option<Option<TimeMs>>,
    /// Keep it at the top of the list, or no longer.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    /// Put it away from the list, or back.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// Show it as unread, or no longer.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marked_unread: Option<bool>,
    /// A text begun but not sent, at most as long as a message may be; null or empty removes it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    #[cfg_attr(feature = "typescript", ts(optional, type = "string | null"))]
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub draft: Option<Option<String>>,
    /// Clear the chat for oneself up to this `seq`. It never goes back, nor beyond the chat's head.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cleared: Option<Seq>,
    /// Show the chat only while one sees a message in it, or always.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unlisted: Option<bool>,
}

/// Distinguishes `null` from an absent field, which serde does not by default.
pub(crate) fn given<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// `POST chats`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CreateChat {
    /// The chat with one other person, or with oneself; the existing one if there is one.
    #[serde(rename_all = "camelCase")]
    Direct {
        /// The other person.
        user_id: UserId,
    },
    /// A new group; its creator owns it.
    #[serde(rename_all = "camelCase")]
    Group {
        /// 1 to 100 characters.
        title: String,
        /// At most 1,000 characters.
        #[cfg_attr(feature = "typescript", ts(optional))]
        description: Option<String>,
        /// The people to add at once, besides oneself.
        member_ids: Vec<UserId>,
    },
}

/// `PATCH chats/{id}`: an absent field stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChatPatch {
    /// 1 to 100 characters.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub title: Option<String>,
    /// At most 1,000 characters; empty removes it.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub description: Option<String>,
    /// How long messages that are sent from now on stay, in seconds: 1 to 31,536,000 (a year); null for ever.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    #[cfg_attr(feature = "typescript", ts(optional, type = "number | null"))]
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub disappear_after: Option<Option<i64>>,
}

/// `GET chats`, latest activity first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChatList {
    /// One page.
    pub chats: Vec<Chat>,
    /// Pass it as `before` to get the next page; absent on the last.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// `GET chats/unread`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UnreadCounts {
    /// Unread messages in all chats together, up to [`UNREAD_MOST`].
    pub unread: i64,
    /// How many of them mention the caller.
    pub mentions: i64,
    /// How many chats have unread messages, up to [`UNREAD_MOST`].
    pub chats: i64,
}
