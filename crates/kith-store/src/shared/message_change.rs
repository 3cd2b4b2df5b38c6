//! The rules by which messages change, the same for every backend.

use std::cmp::Reverse;
use std::collections::HashMap;

use kith_wire::{
    LiveLocation, Location, LocationContent, Message, MessageContent, MessageKind, Pin, Poll, PollContent,
    Reaction, Role, TimeMs, UserId,
};

use crate::{ChangeMessageError, MessageEditing};

/// How many of the people who reacted with an emoji, or chose an option of a poll, a message names.
const NAMED: usize = 20;

/// A live location is stored anew when the stored one is this old, in milliseconds. Positions between are only
/// published.
const STORED_EVERY_MS: i64 = 30_000;

/// The person who asks for a change, and the time.
pub struct Editor {
    pub user_id: UserId,
    pub role: Role,
    /// Whether they have reacted with the emoji that the change names.
    pub has_reacted: bool,
    /// The options that they have chosen in the poll.
    pub vote: Choice,
    /// How many other messages are pinned in the chat.
    pub pins: usize,
    /// Whether another member has read the message.
    pub others_read: bool,
    pub at_ms: TimeMs,
}

/// Options of a poll: a bit for each, the first option's lowest.
pub type Choice = u32;

/// The values that a backend writes to the message.
pub enum Change {
    Content {
        content: MessageContent,
        edited_at: TimeMs,
    },
    Delete {
        at_ms: TimeMs,
        trace: bool,
    },
    React {
        emoji: String,
        at_ms: TimeMs,
    },
    TakeReactionBack(String),
    Pin(Pin),
    Unpin,
    Vote {
        choice: Choice,
        at_ms: TimeMs,
    },
    /// The new state of the content: of a poll or a location.
    State(MessageContent),
}

/// The change to write; `None` when it was made already.
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
            // Clocks may be set back; the edits of a message stay in their order.
            let edited_at = editor.at_ms.max(found.edited_at.unwrap_or(found.sent_at));
            Ok(Some(Change::Content { content: content.clone(), edited_at }))
        }
        MessageEditing::Delete { undo_within_ms } => {
            if !is_own && editor.role == Role::Member {
                return Err(ChangeMessageError::NotYours);
            }
            let at_ms = editor.at_ms.max(found.sent_at);
            let trace = !is_own || editor.others_read || at_ms >= found.sent_at + undo_within_ms;
            Ok(found.deleted.is_none().then_some(Change::Delete { at_ms, trace }))
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
        MessageEditing::Pin { until, most } => {
            if found.deleted.is_some() {
                return Err(ChangeMessageError::NotEditable);
            }
            if found.pinned.is_some_and(|pin| pin.until == *until) {
                return Ok(None);
            }
            if editor.pins >= *most {
                return Err(ChangeMessageError::TooManyPins);
            }
            Ok(Some(Change::Pin(Pin { by: editor.user_id, at: editor.at_ms, until: *until })))
        }
        MessageEditing::Unpin => Ok(found.pinned.is_some().then_some(Change::Unpin)),
        MessageEditing::Vote(options) => {
            let poll = poll_of(found)?;
            let choice = choice(poll, options).ok_or(ChangeMessageError::UnknownOptions)?;
            if choice == editor.vote {
                return Ok(None);
            }
            if poll.is_closed(editor.at_ms) {
                return Err(ChangeMessageError::PollClosed);
            }
            Ok(Some(Change::Vote { choice, at_ms: editor.at_ms }))
        }
        MessageEditing::ClosePoll => {
            let poll = poll_of(found)?;
            if !is_own && editor.role == Role::Member {
                return Err(ChangeMessageError::NotYours);
            }
            let closed = || Poll { closed_at: Some(editor.at_ms.max(found.sent_at)), ..poll.clone() };
            let content = |poll| MessageContent::Poll(PollContent { poll: Some(poll) });
            Ok((!poll.is_closed(editor.at_ms)).then(|| Change::State(content(closed()))))
        }
        MessageEditing::Move { latitude, longitude, accuracy } => {
            let (location, live) = live_location_of(found, is_own)?;
            if editor.at_ms >= live.until {
                return Err(ChangeMessageError::NotEditable);
            }
            if editor.at_ms < live.updated_at + STORED_EVERY_MS {
                return Ok(None);
            }
            let live = LiveLocation { updated_at: editor.at_ms, ..live };
            let (latitude, longitude, accuracy) = (*latitude, *longitude, *accuracy);
            Ok(Some(moved(Location { latitude, longitude, accuracy, live: Some(live), ..location.clone() })))
        }
        MessageEditing::StopLocation => {
            let (location, live) = live_location_of(found, is_own)?;
            let live = LiveLocation { until: editor.at_ms.max(found.sent_at), ..live };
            let is_over = location.live.is_none_or(|live| live.until <= editor.at_ms);
            Ok((!is_over).then(|| moved(Location { live: Some(live), ..location.clone() })))
        }
    }
}

fn poll_of(found: &Message) -> Result<&Poll, ChangeMessageError> {
    match &found.content {
        MessageContent::Poll(PollContent { poll: Some(poll) }) => Ok(poll),
        _ => Err(ChangeMessageError::NotEditable),
    }
}

fn live_location_of(found: &Message, is_own: bool) -> Result<(&Location, LiveLocation), ChangeMessageError> {
    match &found.content {
        MessageContent::Location(LocationContent { location: Some(location) }) => match location.live {
            Some(_) if !is_own => Err(ChangeMessageError::NotYours),
            Some(live) => Ok((location, live)),
            None => Err(ChangeMessageError::NotEditable),
        },
        _ => Err(ChangeMessageError::NotEditable),
    }
}

fn moved(location: Location) -> Change {
    Change::State(MessageContent::Location(LocationContent { location: Some(location) }))
}

/// The options with these ids; `None` if the poll lacks one of them, or allows only one choice.
fn choice(poll: &Poll, ids: &[String]) -> Option<Choice> {
    let mut choice: Choice = 0;
    for id in ids {
        let place = poll.options.iter().position(|option| option.id == *id)?;
        choice |= 1 << place;
    }
    (poll.multiple || choice.count_ones() <= 1).then_some(choice)
}

/// Applies votes to the content, in the order in which they were given.
pub fn count_votes(content: &MessageContent, given: &[(UserId, Choice)]) -> MessageContent {
    let mut content = content.clone();
    if let MessageContent::Poll(PollContent { poll: Some(poll) }) = &mut content {
        for (place, option) in poll.options.iter_mut().enumerate() {
            let voters =
                given.iter().filter(|(_, choice)| choice & (1 << place) != 0).map(|(user_id, _)| *user_id);
            option.count = voters.clone().count();
            option.user_ids = (!poll.anonymous).then(|| voters.take(NAMED).collect());
        }
    }
    content
}

/// The ids of the poll's options that a person chose.
pub fn chosen(content: &MessageContent, choice: Choice) -> Vec<String> {
    let MessageContent::Poll(PollContent { poll: Some(poll) }) = content else { return Vec::new() };
    let chosen = poll.options.iter().enumerate().filter(|(place, _)| choice & (1 << place) != 0);
    chosen.map(|(_, option)| option.id.clone()).collect()
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
