//! Commands of clients over Socket.IO; the REST bodies of the same actions are the same types.

use serde::{Deserialize, Serialize};

use crate::{
    Activity, ChatId, Contact, Location, Mention, MessageId, NewPoll, NewSticker, PresenceState, Repeat, Seq,
    SharedMessage, TimeMs, UserId, UserVersion,
};

/// `message:send`, and `POST chats/{id}/messages` (where the chat is in the path).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SendMessage {
    /// Made by the client (UUIDv7), and the same when it tries again.
    pub id: MessageId,
    /// The chat to send to. Over REST, the path names it.
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub chat_id: ChatId,
    /// A [`crate::MessageKind`]; a string here, so that an unknown one has its own error code. Absent with `forwardOf`.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The text, if it is a text message.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The people whom the text mentions. Those who are not members are left out.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentions: Option<Vec<Mention>>,
    /// The poll, if it is one.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<NewPoll>,
    /// The place, if it is a location.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// The contact, if it is one.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// The sticker, if it is one.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sticker: Option<NewSticker>,
    /// Instead of a content: the message that the server copies, from any chat where the sender sees it.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forward_of: Option<MessageRef>,
    /// The message of the same chat that this one answers.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// Whether it should disturb nobody: no notification, no sound.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
    /// When the server is to send it, within a year; absent to send it now.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_at: Option<TimeMs>,
    /// How often it is sent again, from `sendAt` on.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
}

/// A message of a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessageRef {
    /// The chat.
    pub chat_id: ChatId,
    /// The message.
    pub id: MessageId,
}

/// The answer to `message:send`; a repeat gets the same answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessageSent {
    /// Its place in the chat.
    pub seq: Seq,
    /// The chat's head when it last changed.
    pub version: Seq,
    /// When the server stored it.
    pub sent_at: TimeMs,
    /// The whole message, as stored.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::Message))]
    #[cfg_attr(feature = "typescript", ts(as = "crate::Message"))]
    pub message: SharedMessage,
}

impl From<SharedMessage> for MessageSent {
    fn from(message: SharedMessage) -> Self {
        Self { seq: message.seq, version: message.version, sent_at: message.sent_at, message }
    }
}

/// `message:edit`, and `PATCH chats/{id}/messages/{messageId}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct EditMessage {
    /// The chat.
    pub chat_id: ChatId,
    /// The message: one's own.
    pub id: MessageId,
    /// The new text.
    pub text: String,
    /// The people whom the text mentions now.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentions: Option<Vec<Mention>>,
}

/// The answer to `message:edit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessageEdited {
    /// The chat's head when the message last changed.
    pub version: Seq,
    /// When it was edited.
    pub edited_at: TimeMs,
}

/// `message:delete`, and `DELETE chats/{id}/messages/{messageId}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DeleteMessages {
    /// The chat.
    pub chat_id: ChatId,
    /// The messages: all of them are deleted or none; at most 100.
    pub ids: Vec<MessageId>,
    /// For whom.
    #[serde(rename = "for")]
    pub for_whom: DeleteFor,
}

/// For whom a message is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DeleteFor {
    /// For everybody in the chat.
    Everyone,
    /// For oneself: it stays with the others.
    Me,
}

/// `message:star`, and `PUT` and `DELETE chats/{id}/messages/{messageId}/star`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Star {
    /// The chat.
    pub chat_id: ChatId,
    /// The message.
    pub id: MessageId,
    /// Whether it has one's star.
    pub on: bool,
}

/// The answer to `message:star`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StarChanged {
    /// One's user counter when the star last changed.
    pub user_version: UserVersion,
}

/// `message:react`, and `PUT` and `DELETE chats/{id}/messages/{messageId}/reactions/{emoji}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct React {
    /// The chat.
    pub chat_id: ChatId,
    /// The message.
    pub id: MessageId,
    /// One emoji.
    pub emoji: String,
    /// Whether to react with it; otherwise one's reaction with it is removed.
    pub on: bool,
}

/// `message:pin`, and `PUT` and `DELETE chats/{id}/messages/{messageId}/pin`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PinMessage {
    /// The chat.
    pub chat_id: ChatId,
    /// The message.
    pub id: MessageId,
    /// Whether to pin it; otherwise it is unpinned.
    pub on: bool,
    /// When the pin ends, within a year; absent for never.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<TimeMs>,
}

/// `poll:vote`, and `PUT chats/{id}/messages/{messageId}/vote`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Vote {
    /// The chat.
    pub chat_id: ChatId,
    /// The poll.
    pub id: MessageId,
    /// All options that one chooses now, in place of the earlier ones; empty to take the vote back.
    pub options: Vec<String>,
}

/// `location:update`, and `PATCH chats/{id}/messages/{messageId}/location`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UpdateLocation {
    /// The chat.
    pub chat_id: ChatId,
    /// The live location: one's own.
    pub id: MessageId,
    /// Degrees north of the equator: -90 to 90.
    pub latitude: f64,
    /// Degrees east of Greenwich: -180 to 180.
    pub longitude: f64,
    /// The accuracy, in metres.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<f64>,
}

/// The answer to `message:delete`, `message:react`, `message:pin`, `poll:vote`, `poll:close` and `location:stop`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessageChanged {
    /// The chat's head when the (last) message changed.
    pub version: Seq,
    /// Of a deletion for oneself: one's user counter then.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_version: Option<UserVersion>,
}

/// `message:delivered` and `message:read`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Watermark {
    /// The chat.
    pub chat_id: ChatId,
    /// The watermark: all messages up to here. A value beyond the chat's head counts as the head; watermarks never go
    /// back.
    pub seq: Seq,
}

/// `typing:start` and `typing:stop`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Typing {
    /// The chat.
    pub chat_id: ChatId,
    /// What the person is doing.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Activity>"))]
    pub activity: Activity,
}

/// `presence:subscribe`, `presence:unsubscribe` and `POST users/presence`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PresenceQuery {
    /// The people; at most 1,024.
    pub user_ids: Vec<UserId>,
}

/// `presence:set`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SetPresence {
    /// Whether the person looks at this device.
    pub state: PresenceState,
}
