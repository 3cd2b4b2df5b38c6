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
    /// The message that this one answers.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Box<Quote>>,
    /// It was forwarded from another chat.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarded: Option<Forwarded>,
    /// Its sender wants nobody to be disturbed by it.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
    /// Reactions, most used first.
    pub reactions: Vec<Reaction>,
    /// When the server stored it.
    pub sent_at: TimeMs,
    /// When its sender last edited it.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<TimeMs>,
    /// It is pinned in its chat.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned: Option<Pin>,
    /// When it disappears, from the server and from every device.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<TimeMs>,
    /// Whether it was deleted for everyone: then nothing is left of its content.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Deleted>,
}

/// That a message was forwarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Forwarded {
    /// How often, from the one who wrote it to here. From 5 on, apps call it "forwarded many times".
    pub times: u32,
}

/// That a message is pinned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Pin {
    /// Who pinned it.
    pub by: UserId,
    /// When.
    pub at: TimeMs,
    /// From when on it is no longer pinned; absent when it is pinned for good.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<TimeMs>,
}

/// That a message was deleted for everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Deleted {
    /// When.
    pub at: TimeMs,
    /// The sender, or an administrator of the group.
    pub by: UserId,
}

/// A quoted message, as it is now. Whoever joined after it was sent sees neither its text nor what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    /// Which message of the same chat.
    pub id: MessageId,
    /// Its place.
    pub seq: Seq,
    /// Who sent it.
    pub sender_id: UserId,
    /// What kind of message it is.
    pub kind: MessageKind,
    /// The beginning of its text: at most 200 characters.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When it disappears, and its quotes with it.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<TimeMs>,
    /// It was deleted for everyone.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
}

/// How much of a quoted text a [`Quote`] has, in characters.
pub const QUOTE_CHARACTERS: usize = 200;

impl Message {
    /// The message as a member sees it whose first message in the chat is `first_seq`.
    pub fn seen_from(mut self, first_seq: Seq) -> Self {
        if let Some(quote) = self.reply_to.as_mut().filter(|quote| quote.seq < first_seq) {
            (quote.text, quote.deleted) = (None, false);
        }
        self
    }
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
    /// The first of them, at most 20.
    pub user_ids: Vec<UserId>,
}

/// One person's reaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UserReaction {
    /// One emoji.
    pub emoji: String,
    /// Who.
    pub user_id: UserId,
    /// When.
    pub at: TimeMs,
}

/// `GET chats/{id}/messages/{messageId}/reactions`: who reacted, by emoji and then by person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ReactionPage {
    /// One page.
    pub reactions: Vec<UserReaction>,
    /// Whether there are more: ask again with `emoji` and `after` set to the last one's.
    pub more: bool,
}

/// `GET chats/{id}/messages/{messageId}/edits`, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessageEdits {
    /// What the message said before, once for each edit.
    pub edits: Vec<MessageEdit>,
}

/// One edit of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessageEdit {
    /// The text before it.
    pub text: String,
    /// When it was edited.
    pub edited_at: TimeMs,
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
