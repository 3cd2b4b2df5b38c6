//! What a message says, as the columns of its row hold it: the kind, the text (which a search reads), and as JSON the rest.

use kith_wire::{Mention, MessageContent, MessageKind, SystemContent, SystemEvent, TextContent};
use serde::{Deserialize, Serialize};

use crate::StoreError;

/// The JSON of the column `body`.
#[derive(Default, Serialize, Deserialize)]
struct Body {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<Mention>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    system: Option<SystemEvent>,
}

/// The column `body` for a content; none when the other columns hold all of it.
pub fn body(content: &MessageContent) -> Result<Option<String>, StoreError> {
    let body = match content {
        MessageContent::Text(text) if text.mentions.is_empty() => return Ok(None),
        MessageContent::Text(text) => Body { mentions: text.mentions.clone(), system: None },
        MessageContent::System(content) => {
            Body { mentions: Vec::new(), system: Some(content.system.clone()) }
        }
    };
    serde_json::to_string(&body).map(Some).map_err(|_| StoreError::Corrupt { what: "messages.body" })
}

/// The content that three columns hold; an error when they hold none.
pub fn content(
    kind: MessageKind,
    text: Option<String>,
    body: Option<&str>,
) -> Result<MessageContent, serde_json::Error> {
    let body: Body = body.map_or_else(|| Ok(Body::default()), serde_json::from_str)?;
    let missing = serde::de::Error::missing_field;
    Ok(match kind {
        MessageKind::Text => MessageContent::Text(TextContent {
            text: text.ok_or_else(|| missing("text"))?,
            mentions: body.mentions,
        }),
        MessageKind::System => {
            MessageContent::System(SystemContent { system: body.system.ok_or_else(|| missing("system"))? })
        }
    })
}
