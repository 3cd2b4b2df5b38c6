//! The contents of messages, apart from the fields that the server keeps about every message: one kind a file.

mod contact;
mod location;
mod poll;
mod sticker;
mod system;
mod text;

pub use contact::*;
pub use location::*;
pub use poll::*;
pub use sticker::*;
pub use system::*;
pub use text::*;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// The kinds of content.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MessageKind {
    /// See [`TextContent`].
    Text,
    /// See [`PollContent`].
    Poll,
    /// See [`LocationContent`].
    Location,
    /// See [`ContactContent`].
    Contact,
    /// See [`StickerContent`].
    Sticker,
    /// See [`SystemContent`].
    System,
}

impl MessageKind {
    /// The kind as it stands on the wire and in the store.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The content of a message. In JSON, `kind` names the kind, and its fields stand beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MessageContent {
    /// A text of the sender.
    Text(TextContent),
    /// A question with answers to choose from.
    Poll(PollContent),
    /// A place.
    Location(LocationContent),
    /// How to reach a person.
    Contact(ContactContent),
    /// A picture of one of the server's packs.
    Sticker(StickerContent),
    /// A change of the chat, reported by the server.
    System(SystemContent),
}

impl MessageContent {
    /// The kind of the content.
    pub fn kind(&self) -> MessageKind {
        match self {
            Self::Text(_) => MessageKind::Text,
            Self::Poll(_) => MessageKind::Poll,
            Self::Location(_) => MessageKind::Location,
            Self::Contact(_) => MessageKind::Contact,
            Self::Sticker(_) => MessageKind::Sticker,
            Self::System(_) => MessageKind::System,
        }
    }

    /// The sender's text, in any kind that has one: quotes, chat lists and search results show it.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(content) => Some(&content.text),
            Self::Poll(content) => content.poll.as_ref().map(|poll| poll.question.as_str()),
            Self::Location(content) => content.location.as_ref().and_then(|place| place.label.as_deref()),
            Self::Contact(content) => content.contact.as_ref().map(|contact| contact.name.as_str()),
            Self::Sticker(_) | Self::System(_) => None,
        }
    }

    /// The people whom the text mentions.
    pub fn mentions(&self) -> &[Mention] {
        match self {
            Self::Text(content) => &content.mentions,
            Self::Poll(_) | Self::Location(_) | Self::Contact(_) | Self::Sticker(_) | Self::System(_) => &[],
        }
    }
}
