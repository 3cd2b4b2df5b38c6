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
    /// The id, made by the sender's client.
    pub id: MessageId,
    /// The chat.
    pub chat_id: ChatId,
    /// Its position: the chat's head when it was created.
    pub seq: Seq,
    /// The chat's head when it last changed; equal to `seq` until then.
    pub version: Seq,
    /// The sender; of a system message, the person who made the change.
    pub sender_id: UserId,
    /// The content: its `kind`, and the fields of that kind.
    #[serde(flatten)]
    pub content: MessageContent,
    /// The message that this one answers.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Box<Quote>>,
    /// Present when it was forwarded from another chat.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarded: Option<Forwarded>,
    /// Whether it should disturb nobody.
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
    /// Present when it is pinned in its chat.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned: Option<Pin>,
    /// When it disappears, from the server and from every device.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<TimeMs>,
    /// Present when it was deleted for everyone: then its content is empty.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Deleted>,
}

/// The mark of a forwarded message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Forwarded {
    /// How many times it was forwarded since it was written. From 5 on, apps call it "forwarded many times".
    pub times: u32,
}

/// The mark of a pinned message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Pin {
    /// Who pinned it.
    pub by: UserId,
    /// When.
    pub at: TimeMs,
    /// When the pin ends; absent for never.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<TimeMs>,
}

/// The mark of a message that was deleted for everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Deleted {
    /// When it was deleted.
    pub at: TimeMs,
    /// The sender, or an administrator of the group.
    pub by: UserId,
    /// Whether the message's place is still shown. False for one that its sender took back soon after sending it, before anybody
    /// read it: it never was.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub trace: bool,
}

fn yes() -> bool {
    true
}

/// A quoted message, in its present state. Members who joined after it was sent see neither its text nor its changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    /// The message, of the same chat.
    pub id: MessageId,
    /// Its position.
    pub seq: Seq,
    /// Its sender.
    pub sender_id: UserId,
    /// The kind of its content.
    pub kind: MessageKind,
    /// The beginning of its text: at most 200 characters.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When it disappears, and its quotes with it.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<TimeMs>,
    /// Whether it was deleted for everyone.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
}

/// The length of a [`Quote`]'s text, in characters.
pub const QUOTE_CHARACTERS: usize = 200;

impl Message {
    /// The message in the form for a member whose first message in the chat is `first_seq`.
    pub fn seen_from(mut self, first_seq: Seq) -> Self {
        if let Some(quote) = self.reply_to.as_mut().filter(|quote| quote.seq < first_seq) {
            (quote.text, quote.deleted) = (None, false);
        }
        self
    }
}

/// The people who reacted to a message with one emoji.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Reaction {
    /// One emoji.
    pub emoji: String,
    /// How many people.
    pub count: usize,
    /// The first people who did, at most 20.
    pub user_ids: Vec<UserId>,
}

/// Messages that a person deleted for themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Hidden {
    /// The chat.
    pub chat_id: ChatId,
    /// The messages.
    pub ids: Vec<MessageId>,
}

/// `GET me/stars`: the messages with one's star, the star given last first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StarList {
    /// One page.
    pub stars: Vec<Starred>,
    /// Pass it as `before` to get the next page; absent on the last.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A message with one's star.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Starred {
    /// When one gave the star.
    pub at: TimeMs,
    /// The message.
    pub message: Message,
}

/// `GET me/mentions`: messages of others that mention one, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MentionList {
    /// One page.
    pub messages: Vec<Message>,
    /// Pass it as `before` to get the next page; absent on the last.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// One person's reaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UserReaction {
    /// One emoji.
    pub emoji: String,
    /// The person.
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
    /// Whether there are more: ask again with `emoji` and `after` set to those of the last reaction.
    pub more: bool,
}

/// `GET chats/{id}/messages/{messageId}/edits`, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessageEdits {
    /// The earlier texts of the message, one for each edit.
    pub edits: Vec<MessageEdit>,
}

/// One edit of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessageEdit {
    /// The text before the edit.
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
    /// Whether there are more messages in the requested direction; around a position, whether there are older ones.
    pub more: bool,
    /// Around a position: whether there are newer messages.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more_after: Option<bool>,
}

/// `GET chats/{id}/messages/{messageId}/info`: who has received and read it, and when. Only for its sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessageInfo {
    /// One entry for each other member.
    pub receipts: Vec<MessageReceipt>,
}

/// The receipts of one member for one message.
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
    /// When they read it, to the minute; absent when they have not, or hide read receipts.
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
    /// Whether there may be older ones: ask again with `before` set to `searchedTo`. A page may be short or empty
    /// although there are older hits: one search looks at a limited part of the chat.
    pub more: bool,
    /// With `more`: where the search ended. It looked at all messages from this `seq` on.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub searched_to: Option<Seq>,
}
