//! The server's events to its clients.

use serde::{Deserialize, Serialize};

use crate::{
    Activity, Chat, ChatId, ChatState, ErrorCode, Hidden, Me, MessageId, MessageRef, Presence,
    ReminderChange, ScheduledChange, Seq, SharedMessage, Star, TimeMs, User, UserId, UserVersion, Vote,
};

/// Everything that the server emits, by name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum ServerEvent {
    /// `message:new`: a message was added to a chat.
    MessageNew(SharedMessage),
    /// `message:updated`: a message changed; this is the whole message in its present state.
    MessageUpdated(SharedMessage),
    /// `chat:head`: a part of a chat changed that one may not see.
    ChatHead(ChatHead),
    /// `location`: the sender of a live location moved.
    LocationMoved(LocationMoved),
    /// `receipt`: somebody's watermarks moved.
    Receipt(Receipt),
    /// `typing`: somebody began or ended writing.
    Typing(TypingEvent),
    /// `presence`: somebody came or went.
    Presence(Presence),
    /// `chat:new`: one is now a member of this chat.
    ChatNew(Box<Chat>),
    /// `chat:updated`: the chat's name, members or roles changed.
    ChatUpdated(Box<Chat>),
    /// `chat:removed`: one is no longer a member of this chat.
    ChatRemoved(ChatRemoved),
    /// `me:updated`: one's own account changed, or one's own state of a chat.
    MeUpdated(Box<MeUpdated>),
    /// `user:updated`: somebody with whom one shares a chat changed their profile.
    UserUpdated(User),
    /// `reminder`: the time of a reminder has come.
    Reminder(MessageRef),
    /// `session:ended`: this device was logged out; the server disconnects.
    SessionEnded(SessionEnded),
}

impl ServerEvent {
    /// The Socket.IO event name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::MessageNew(_) => "message:new",
            Self::MessageUpdated(_) => "message:updated",
            Self::ChatHead(_) => "chat:head",
            Self::LocationMoved(_) => "location",
            Self::Receipt(_) => "receipt",
            Self::Typing(_) => "typing",
            Self::Presence(_) => "presence",
            Self::ChatNew(_) => "chat:new",
            Self::ChatUpdated(_) => "chat:updated",
            Self::ChatRemoved(_) => "chat:removed",
            Self::MeUpdated(_) => "me:updated",
            Self::UserUpdated(_) => "user:updated",
            Self::Reminder(_) => "reminder",
            Self::SessionEnded(_) => "session:ended",
        }
    }
}

/// Event `chat:head`: a message from before one joined was changed, and took this value of the chat's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChatHead {
    /// The chat.
    pub chat_id: ChatId,
    /// The chat's head now.
    pub head: Seq,
}

/// Event `location`: the position of a live location's sender. It is not stored: twice a minute `message:updated`
/// brings the stored position.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LocationMoved {
    /// The chat.
    pub chat_id: ChatId,
    /// The message.
    pub id: MessageId,
    /// Degrees north of the equator.
    pub latitude: f64,
    /// Degrees east of Greenwich.
    pub longitude: f64,
    /// The accuracy, in metres.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<f64>,
    /// When the sender was there.
    pub at: TimeMs,
}

/// Event `receipt`. It goes to the devices of the person who received or read, and to the senders of the messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// The chat.
    pub chat_id: ChatId,
    /// The person who received or read.
    pub user_id: UserId,
    /// Their delivered watermark.
    pub delivered: Seq,
    /// Their read watermark. It stands still while they hide read receipts, and is 0 for a viewer who hides them.
    pub read: Seq,
    /// The user counter of the receiver of this event.
    pub user_version: UserVersion,
    /// On one's own other devices: how many messages are still unread.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread: Option<i64>,
    /// On one's own other devices: how many of those mention oneself.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentions: Option<i64>,
    /// On one's own other devices: whether the chat is still marked as unread.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marked_unread: Option<bool>,
}

/// Event `typing`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TypingEvent {
    /// The chat.
    pub chat_id: ChatId,
    /// The person.
    pub user_id: UserId,
    /// Their activity; null when they stopped.
    pub activity: Option<Activity>,
}

/// Event `chat:removed`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChatRemoved {
    /// The chat.
    pub chat_id: ChatId,
    /// The user counter of the receiver of this event.
    pub user_version: UserVersion,
}

/// Event `me:updated`: has one of the fields besides the counter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MeUpdated {
    /// The account in its present state, when it changed.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub me: Option<Me>,
    /// One's own state of a chat, when that changed.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chat: Option<ChatStateNow>,
    /// One's own choice in a poll, when that changed.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vote: Option<Vote>,
    /// One's star of a message, when that changed.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub star: Option<Star>,
    /// Messages that one has just deleted for oneself.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<Hidden>,
    /// The change of one's scheduled message.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled: Option<ScheduledChange>,
    /// The change of one's reminder.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminder: Option<ReminderChange>,
    /// The user counter of this change.
    pub user_version: UserVersion,
}

impl MeUpdated {
    /// A change of a kind that has no fields yet.
    pub fn of(user_version: UserVersion) -> Self {
        Self {
            me: None,
            chat: None,
            vote: None,
            star: None,
            hidden: None,
            scheduled: None,
            reminder: None,
            user_version,
        }
    }
}

/// One's own state of a chat, as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChatStateNow {
    /// The chat.
    pub id: ChatId,
    /// The whole state.
    pub state: ChatState,
}

/// Event `session:ended`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SessionEnded {
    /// Why; `session_ended`.
    pub code: ErrorCode,
}
