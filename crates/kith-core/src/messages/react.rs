//! Reacting to a message with an emoji.

use kith_store::MessageEditing;
use kith_wire::{ChatId, MessageChanged, MessageId, React, ReactionPage, UserId};

use crate::{Actor, Kith, Refusal};

/// Most different emoji that a message has.
const DIFFERENT: usize = 20;

/// Most reactions in one page.
const PAGE: usize = 100;

impl Kith {
    /// Reacts to a message, or takes the reaction back. A repeat gets the same answer.
    pub async fn react(&self, actor: Actor, request: React) -> Result<MessageChanged, Refusal> {
        let emoji = emoji(&request.emoji)?;
        let edit = match request.on {
            true => MessageEditing::React { emoji, most: DIFFERENT },
            false => MessageEditing::TakeReactionBack(emoji),
        };
        let [message] = self.change_messages(actor, request.chat_id, [request.id], edit).await?;
        Ok(MessageChanged { version: message.version })
    }

    /// Who reacted to a message, by emoji and then by person: from `emoji` on, behind `after`.
    pub async fn reactions(
        &self,
        actor: Actor,
        chat_id: ChatId,
        id: MessageId,
        from: Option<(String, Option<UserId>)>,
    ) -> Result<ReactionPage, Refusal> {
        self.rates.request(actor.user_id)?;
        Ok(self.store.reactions(actor.user_id, chat_id, id, from, PAGE).await?)
    }
}

/// The emoji in the one spelling that counts: some keyboards leave out what asks for the colourful form.
fn emoji(text: &str) -> Result<String, Refusal> {
    match emojis::get(text) {
        Some(emoji) => Ok(emoji.as_str().to_owned()),
        None => Err(Refusal::Invalid("emoji: expected one emoji".into())),
    }
}

#[cfg(test)]
mod tests {
    use super::emoji;

    #[test]
    fn an_emoji_counts_in_one_spelling() {
        assert_eq!(emoji("\u{2764}").unwrap(), "\u{2764}\u{fe0f}");
        assert_eq!(emoji("👍🏽").unwrap(), "👍🏽");
        assert_eq!(emoji("👩‍👩‍👧").unwrap(), "👩‍👩‍👧");
        for text in ["", "a", "1", "👍👍", "👍 ", ":+1:"] {
            assert!(emoji(text).is_err(), "{text:?}");
        }
    }
}
