//! The state-based difference between the client's state and the server's.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{
    Chat, ChatId, Hidden, Me, Message, ReminderChange, ScheduledChange, Seq, Star, TimeMs, User, UserVersion,
    Vote,
};

/// `sync` and `POST sync`: the client's state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SyncRequest {
    /// The highest value of one's user counter that the client has seen; 0 when it has nothing.
    #[serde(default)]
    pub user_version: UserVersion,
    /// For each chat that the client has: the highest version up to which it has every change. At most [`SYNC_HEADS`];
    /// a client with more chats asks range by range.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = HashMap<String, i64>))]
    #[cfg_attr(feature = "typescript", ts(type = "Record<ChatId, number>"))]
    pub heads: HashMap<ChatId, Seq>,
    /// Only chats whose id is higher, in the order of the ids' text.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ChatId>,
    /// Only chats whose id is not higher.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<ChatId>,
    /// The [`SyncPage::people`] up to which the client has every change of people; absent when it has no people yet.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<i64>,
}

/// Most chats that a client names in one request.
pub const SYNC_HEADS: usize = 2000;

/// One page of the difference. Applying it twice is harmless.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SyncPage {
    /// The user counter that the client has after this page.
    pub user_version: UserVersion,
    /// One's own account, if it changed.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub me: Option<Me>,
    /// Chats that the client did not name, and named chats with any change, in their present state. Their counts
    /// include the messages of this page and of pages to come.
    pub chats: Vec<Chat>,
    /// Chats that the client should forget.
    pub removed: Vec<ChatId>,
    /// New and changed messages of the chats that the client named, oldest version first within a chat.
    pub messages: Vec<Message>,
    /// People with whom one shares a chat, and who changed after the `people` that the client named.
    pub users: Vec<User>,
    /// The `people` to name next time.
    pub people: i64,
    /// What one chose in polls, with no options where one took the vote back.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<Vote>>"))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<Vote>,
    /// Stars that one gave, and those that one took back.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<Star>>"))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stars: Vec<Star>,
    /// Messages that one deleted for oneself.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<Hidden>>"))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<Hidden>,
    /// Changes of one's scheduled messages.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<ScheduledChange>>"))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scheduled: Vec<ScheduledChange>,
    /// Changes of one's reminders.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<ReminderChange>>"))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reminders: Vec<ReminderChange>,
    /// Whether to ask again, with the new highest versions of the chats.
    pub more: bool,
    /// The server's time, for clients whose clock is wrong.
    pub server_time: TimeMs,
}
