//! Texts, and the people whom they mention.

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::UserId;

/// A text with the marks of chats (see docs/text.md).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TextContent {
    /// The text as it was written. Empty, and absent in JSON, when the message was deleted.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<String>"))]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Members whom the text mentions.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<Mention>>"))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Mention>,
}

/// A mention in a text: a member's id, or `"all"` for everybody in the chat.
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
