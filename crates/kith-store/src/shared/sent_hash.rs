//! The hash by which the store recognises a repeat.

use kith_wire::{Location, LocationContent, Mention, MessageContent, MessageId, Sticker, StickerContent};
use sha2::{Digest, Sha256};

use super::content::body;
use crate::{NewContent, StoreError};

/// The beginning of a SHA-256 of a message as sent: two messages with the same id and the same hash are the same
/// message.
pub type SentHash = [u8; 16];

/// Hashes the sender's content, without time and chat. The store keeps the hash with each message, so the hash of an
/// existing kind must never change.
pub fn sent_hash(
    content: &NewContent,
    reply_to: Option<MessageId>,
    silent: bool,
) -> Result<SentHash, StoreError> {
    let mut hash = Sha256::new();
    // The length before each part keeps two neighbouring parts apart.
    let mut part = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    match content {
        NewContent::Said(content) => {
            part(content.kind().as_str().as_bytes());
            part(if content.text().is_some() { b"text" } else { b"" });
            part(content.text().unwrap_or_default().as_bytes());
            match content {
                MessageContent::Text(_) | MessageContent::System(_) => {}
                content => part(body(&as_sent(content))?.unwrap_or_default().as_bytes()),
            }
            for mention in content.mentions() {
                match mention {
                    Mention::All(_) => part(b"all"),
                    Mention::User(user) => part(user.as_bytes()),
                }
            }
        }
        NewContent::Copy(source) => {
            part(b"copy");
            part(source.chat_id.as_bytes());
            part(source.id.as_bytes());
        }
    }
    if let Some(reply_to) = reply_to {
        part(b"reply to");
        part(reply_to.as_bytes());
    }
    if silent {
        part(b"silent");
    }
    let whole: [u8; 32] = hash.finalize().into();
    Ok(std::array::from_fn(|i| whole[i]))
}

/// The content without what the server has added to it: a time, the picture that a sticker has now.
fn as_sent(content: &MessageContent) -> MessageContent {
    let mut content = content.clone();
    match &mut content {
        MessageContent::Location(LocationContent { location: Some(Location { live: Some(live), .. }) }) => {
            live.updated_at = 0
        }
        MessageContent::Sticker(StickerContent { sticker: Some(Sticker { file, width, height, .. }) }) => {
            file.clear();
            (*width, *height) = (0, 0);
        }
        _ => {}
    }
    content
}

#[cfg(test)]
mod tests {
    use kith_wire::{All, TextContent, UserId};

    use super::*;

    #[test]
    fn what_was_stored_before_is_still_known() {
        let mentions = vec![Mention::User(UserId::from([7; 16])), Mention::All(All::All)];
        let content = MessageContent::Text(TextContent { text: "hi".into(), mentions });
        assert_eq!(
            sent_hash(&NewContent::Said(content), None, false).unwrap(),
            [81, 184, 193, 121, 31, 110, 219, 239, 91, 239, 235, 76, 172, 93, 167, 38]
        );
    }
}
