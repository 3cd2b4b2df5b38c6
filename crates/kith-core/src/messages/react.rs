//! Reacting to a message with an emoji.

use std::ops::RangeInclusive;

use kith_store::MessageEditing;
use kith_wire::{ChatId, MessageChanged, MessageId, React, ReactionPage, UserId};

use unicode_properties::{EmojiStatus, UnicodeEmoji};
use unicode_segmentation::UnicodeSegmentation;

use super::change::answer;
use crate::stickers::custom_emoji;
use crate::{Actor, Kith, Refusal};

/// Most different emoji on a message.
const DIFFERENT: usize = 20;

/// Most reactions in one page.
const PAGE: usize = 100;

impl Kith {
    /// Reacts to a message, or takes the reaction back. A repeat gets the same answer.
    pub async fn react(&self, actor: Actor, request: React) -> Result<MessageChanged, Refusal> {
        let emoji = self.checked_emoji(&request)?;
        let edit = match request.on {
            true => MessageEditing::React { emoji, most: DIFFERENT },
            false => MessageEditing::TakeReactionBack(emoji),
        };
        Ok(answer(&self.change_many(actor, request.chat_id, vec![request.id], edit).await?))
    }

    fn checked_emoji(&self, request: &React) -> Result<String, Refusal> {
        let Some(name) = custom_emoji(&request.emoji) else { return emoji(&request.emoji) };
        // A reaction can be taken back when the operator has removed its emoji.
        if request.on && !self.stickers.has_emoji(name) {
            return Err(Refusal::Invalid("emoji: the server has no custom emoji of this name".into()));
        }
        Ok(request.emoji.clone())
    }

    /// Who reacted to a message, by emoji and then by person: from `emoji` on, after `after`.
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

/// Returns the emoji in its one canonical spelling: a character that is text by default gets the selector that makes it
/// an emoji, which some keyboards leave out (UTS 51, section 1.4.4).
fn emoji(text: &str) -> Result<String, Refusal> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        _ if !is_emoji(text) => Err(Refusal::Invalid("emoji: expected one emoji".into())),
        (Some(sign), None) if is_text_by_default(sign) => Ok(format!("{sign}{EMOJI_SELECTOR}")),
        _ => Ok(text.to_owned()),
    }
}

/// Makes the character before it an emoji.
const EMOJI_SELECTOR: char = '\u{fe0f}';

/// Makes the digit before it a key cap.
const KEYCAP: char = '\u{20e3}';

/// Two of these make a flag.
const REGIONAL_INDICATORS: RangeInclusive<char> = '\u{1f1e6}'..='\u{1f1ff}';

fn is_emoji(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let is_whole = match first {
        '\0'..='\u{7f}' => text.ends_with(KEYCAP),
        _ if REGIONAL_INDICATORS.contains(&first) => text.chars().count() == 2,
        _ => true,
    };
    is_whole
        && first.is_emoji_char()
        && text.graphemes(true).count() == 1
        && text.chars().all(UnicodeEmoji::is_emoji_char_or_emoji_component)
}

fn is_text_by_default(sign: char) -> bool {
    matches!(sign.emoji_status(), EmojiStatus::EmojiOther | EmojiStatus::EmojiModifierBase)
}

#[cfg(test)]
mod tests {
    use super::emoji;

    #[test]
    fn an_emoji_counts_in_one_spelling() {
        assert_eq!(emoji("\u{2764}").unwrap(), "\u{2764}\u{fe0f}");
        assert_eq!(emoji("👍🏽").unwrap(), "👍🏽");
        assert_eq!(emoji("👩‍👩‍👧").unwrap(), "👩‍👩‍👧");
        for text in ["👍", "1\u{fe0f}\u{20e3}", "🇳🇴", "☝🏽", "🏴\u{e0067}\u{e0062}\u{e007f}"] {
            assert_eq!(emoji(text).unwrap(), text);
        }
        for text in ["", "a", "1", "👍👍", "👍 ", ":+1:", "🇳", "a\u{fe0f}", "\u{fe0f}", "\u{200d}", "👍a"]
        {
            assert!(emoji(text).is_err(), "{text:?}");
        }
    }
}
