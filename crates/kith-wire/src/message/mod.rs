//! Messages.

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::{ChatId, MessageId, Role, Seq, TimeMs, UserId};

/// What a message holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// Text with WhatsApp/Markdown marks.
    Text,
    /// Something that happened to the chat, told by the server.
    System,
}

impl MessageKind {
    /// The kind as it stands on the wire and in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::System => "system",
        }
    }
}

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
    /// What it holds.
    pub kind: MessageKind,
    /// Of a text message.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Members whom the text mentions.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentions: Option<Vec<Mention>>,
    /// Of a system message.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<SystemEvent>,
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

/// Whom a text mentions: a member's id, or `"all"` for everybody in the chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Mention {
    /// Everybody in the chat.
    All(All),
    /// One member.
    User(UserId),
}

impl<'de> Deserialize<'de> for Mention {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            "all" => Ok(Self::All(All::All)),
            id => id.parse().map(Self::User).map_err(|_| {
                de::Error::invalid_value(de::Unexpected::Str(id), &"the id of a user, or \"all\"")
            }),
        }
    }
}

/// The word that mentions everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum All {
    /// Everybody in the chat.
    All,
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
    /// The sender changed what a member may do.
    #[serde(rename_all = "camelCase")]
    RoleChanged {
        /// Whose role.
        user_id: UserId,
        /// The new role.
        role: Role,
    },
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
