//! The rules by which messages change, the same for every backend.

use std::cmp::Reverse;
use std::collections::HashMap;

use kith_wire::{Message, MessageContent, MessageKind, Reaction, Role, TimeMs, UserId};

use crate::{ChangeMessageError, MessageEditing};

/// How many of those who reacted with an emoji a message names.
const NAMED: usize = 20;

/// Who asks for a change, and when.
pub struct Editor {
    pub user_id: UserId,
    pub role: Role,
    /// Whether they have reacted with the emoji that the change names.
    pub has_reacted: bool,
    pub at_ms: TimeMs,
}

/// What a backend writes to the message.
pub enum Change {
    Content { content: MessageContent, edited_at: TimeMs },
    Delete { at_ms: TimeMs },
    React { emoji: String, at_ms: TimeMs },
    TakeReactionBack(String),
}

/// The change to write; none when it was made already.
pub fn change_of(
    found: &Message,
    editor: &Editor,
    edit: &MessageEditing,
) -> Result<Option<Change>, ChangeMessageError> {
    let is_own = found.sender_id == editor.user_id;
    if found.content.kind() == MessageKind::System {
        return Err(ChangeMessageError::NotEditable);
    }
    match edit {
        MessageEditing::Content { content, within_ms } => {
            if !is_own {
                return Err(ChangeMessageError::NotYours);
            }
            if found.deleted.is_some() || found.content.kind() != content.kind() {
                return Err(ChangeMessageError::NotEditable);
            }
            if found.content == *content {
                return Ok(None);
            }
            if editor.at_ms >= found.sent_at + within_ms {
                return Err(ChangeMessageError::WindowOver);
            }
            // Clocks are set back; the edits of a message stay in their order.
            let edited_at = editor.at_ms.max(found.edited_at.unwrap_or(found.sent_at));
            Ok(Some(Change::Content { content: content.clone(), edited_at }))
        }
        MessageEditing::Delete => {
            if !is_own && editor.role == Role::Member {
                return Err(ChangeMessageError::NotYours);
            }
            let at_ms = editor.at_ms.max(found.sent_at);
            Ok(found.deleted.is_none().then_some(Change::Delete { at_ms }))
        }
        MessageEditing::React { emoji, most } => {
            if found.deleted.is_some() {
                return Err(ChangeMessageError::NotEditable);
            }
            if editor.has_reacted {
                return Ok(None);
            }
            let is_new = found.reactions.iter().all(|reaction| reaction.emoji != *emoji);
            if is_new && found.reactions.len() >= *most {
                return Err(ChangeMessageError::TooManyReactions);
            }
            Ok(Some(Change::React { emoji: emoji.clone(), at_ms: editor.at_ms }))
        }
        MessageEditing::TakeReactionBack(emoji) => {
            Ok(editor.has_reacted.then(|| Change::TakeReactionBack(emoji.clone())))
        }
    }
}

/// Counts reactions that come in the order in which they were given. The most used emoji come first; of those that are used
/// as often, the one that was used first.
pub fn count_reactions(given: impl Iterator<Item = (String, UserId)>) -> Vec<Reaction> {
    let mut reactions: Vec<Reaction> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (emoji, user_id) in given {
        let place = *places.entry(emoji.clone()).or_insert(reactions.len());
        if place == reactions.len() {
            reactions.push(Reaction { emoji, count: 0, user_ids: Vec::new() });
        }
        if let Some(reaction) = reactions.get_mut(place) {
            reaction.count += 1;
            if reaction.user_ids.len() < NAMED {
                reaction.user_ids.push(user_id);
            }
        }
    }
    reactions.sort_by_key(|reaction| Reverse(reaction.count));
    reactions
}
