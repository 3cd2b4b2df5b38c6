//! Messages.

mod content;
mod shared;

pub use content::*;
pub use shared::SharedMessage;

use serde::{Deserialize, Serialize};

use crate::{ChatId, MessageId, Seq, TimeMs, UserId};

/// A message in its present state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The sender's client made it.
    pub id: MessageId,
    /// Where it was sent.
    pub chat_id: ChatId,
    /// Its place: the chat's head when it was created.
    pub seq: Seq,
    /// The chat's head when it last changed; equal to `seq` until then.
    pub version: Seq,
    /// Who sent it; of a system message, who did what it tells.
    pub sender_id: UserId,
    /// What it says: its `kind`, and the fields of that kind.
    #[serde(flatten)]
    pub content: MessageContent,
    /// Reactions, most used first.
    pub reactions: Vec<Reaction>,
    /// When the server stored it.
    pub sent_at: TimeMs,
}

/// Those who reacted to a message with one emoji.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Reaction {
    /// One emoji.
    pub emoji: String,
    /// How many people.
    pub count: usize,
    /// Who.
    pub user_ids: Vec<UserId>,
}

/// `GET chats/{id}/messages`, ascending by `seq`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessagePage {
    /// One page.
    pub messages: Vec<Message>,
    /// Whether there is more in the direction asked for; around a place, whether there are older ones.
    pub more: bool,
    /// Around a place: whether there are newer ones.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more_after: Option<bool>,
}

/// `GET chats/{id}/messages/{messageId}/info`: who has it, and since when. Only for the one who sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessageInfo {
    /// One entry for each other member.
    pub receipts: Vec<MessageReceipt>,
}

/// What one member's devices have said of one message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessageReceipt {
    /// The member.
    pub user_id: UserId,
    /// When it reached one of their devices, to the minute; absent when it has not.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<TimeMs>,
    /// When they read it, to the minute; absent when they have not, or hide it.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<TimeMs>,
}

/// `GET search/messages`, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessageHits {
    /// One page.
    pub messages: Vec<Message>,
    /// Whether there may be older ones: ask again with `before` set to `searchedTo`. A page may be short, or empty, although
    /// there are: one search looks only at so much.
    pub more: bool,
    /// With `more`: where the search ended. Everything from this `seq` on was looked at.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub searched_to: Option<Seq>,
}
