//! The content of a message in the columns of its row: the kind, the text (which a search reads), and as JSON the other
//! fields and their state since the message was sent.

use kith_wire::{
    Contact, ContactContent, LiveLocation, Location, LocationContent, Mention, MessageContent, MessageKind,
    Poll, PollContent, Sticker, StickerContent, SystemContent, SystemEvent, TextContent, TimeMs, UserId,
};
use serde::{Deserialize, Serialize};

use crate::StoreError;

/// The JSON of the column `body`: the content as it was sent, without its text.
#[derive(Default, Serialize, Deserialize)]
struct Body {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<Mention>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    poll: Option<Poll>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    location: Option<Location>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contact: Option<Contact>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sticker: Option<Sticker>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    system: Option<SystemEvent>,
}

/// The JSON of the column `state`: the changes of the content since.
#[derive(Default, Serialize, Deserialize)]
struct State {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    poll: Option<PollState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    location: Option<LocationState>,
}

#[derive(Serialize, Deserialize)]
struct PollState {
    /// For each option, in their order.
    votes: Vec<Votes>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    closed_at: Option<TimeMs>,
}

#[derive(Serialize, Deserialize)]
struct Votes {
    count: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user_ids: Option<Vec<UserId>>,
}

#[derive(Serialize, Deserialize)]
struct LocationState {
    latitude: f64,
    longitude: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    accuracy: Option<f64>,
    live: LiveLocation,
}

/// The column `body` of a new content; `None` when the other columns hold all of it.
pub fn body(content: &MessageContent) -> Result<Option<String>, StoreError> {
    let body = match content {
        MessageContent::Text(text) if text.mentions.is_empty() => return Ok(None),
        MessageContent::Text(text) => Body { mentions: text.mentions.clone(), ..Body::default() },
        MessageContent::Poll(content) => Body { poll: content.poll.clone(), ..Body::default() },
        MessageContent::Location(content) => Body { location: content.location.clone(), ..Body::default() },
        MessageContent::Contact(content) => Body { contact: content.contact.clone(), ..Body::default() },
        MessageContent::Sticker(content) => Body { sticker: content.sticker.clone(), ..Body::default() },
        MessageContent::System(content) => Body { system: Some(content.system.clone()), ..Body::default() },
    };
    serde_json::to_string(&body).map(Some).map_err(|_| StoreError::Corrupt { what: "messages.body" })
}

/// The column `state` of a content; `None` for a kind that stays as it was sent.
pub fn state(content: &MessageContent) -> Result<Option<String>, StoreError> {
    let state = match content {
        MessageContent::Poll(PollContent { poll: Some(poll) }) => {
            let votes = poll
                .options
                .iter()
                .map(|option| Votes { count: option.count, user_ids: option.user_ids.clone() });
            let poll = PollState { votes: votes.collect(), closed_at: poll.closed_at };
            State { poll: Some(poll), ..State::default() }
        }
        MessageContent::Location(LocationContent { location: Some(location) }) => match location.live {
            Some(live) => {
                let Location { latitude, longitude, accuracy, .. } = *location;
                let location = LocationState { latitude, longitude, accuracy, live };
                State { location: Some(location), ..State::default() }
            }
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    serde_json::to_string(&state).map(Some).map_err(|_| StoreError::Corrupt { what: "messages.state" })
}

/// The columns of a row that hold its content.
pub struct Columns<'a> {
    pub kind: MessageKind,
    pub text: Option<String>,
    pub body: Option<&'a str>,
    pub state: Option<&'a str>,
    /// Whether the message was deleted: then only the kind is left.
    pub deleted: bool,
}

/// The content of the columns; an error when they hold none.
pub fn content(columns: Columns<'_>) -> Result<MessageContent, serde_json::Error> {
    let body: Body = columns.body.map_or_else(|| Ok(Body::default()), serde_json::from_str)?;
    let state: State = columns.state.map_or_else(|| Ok(State::default()), serde_json::from_str)?;
    let there = |there: bool, what| {
        if there || columns.deleted { Ok(()) } else { Err(serde::de::Error::missing_field(what)) }
    };
    Ok(match columns.kind {
        MessageKind::Text => {
            there(columns.text.is_some(), "text")?;
            MessageContent::Text(TextContent {
                text: columns.text.unwrap_or_default(),
                mentions: body.mentions,
            })
        }
        MessageKind::Poll => {
            there(body.poll.is_some(), "poll")?;
            let poll = body.poll.map(|poll| match state.poll {
                Some(state) => voted(poll, state),
                None => poll,
            });
            MessageContent::Poll(PollContent { poll })
        }
        MessageKind::Location => {
            there(body.location.is_some(), "location")?;
            let location = body.location.map(|location| match state.location {
                Some(LocationState { latitude, longitude, accuracy, live }) => {
                    Location { latitude, longitude, accuracy, live: Some(live), ..location }
                }
                None => location,
            });
            MessageContent::Location(LocationContent { location })
        }
        MessageKind::Contact => {
            there(body.contact.is_some(), "contact")?;
            MessageContent::Contact(ContactContent { contact: body.contact })
        }
        MessageKind::Sticker => {
            there(body.sticker.is_some(), "sticker")?;
            MessageContent::Sticker(StickerContent { sticker: body.sticker })
        }
        MessageKind::System => MessageContent::System(SystemContent {
            system: body.system.ok_or_else(|| serde::de::Error::missing_field("system"))?,
        }),
    })
}

fn voted(mut poll: Poll, state: PollState) -> Poll {
    poll.closed_at = state.closed_at;
    for (option, votes) in poll.options.iter_mut().zip(state.votes) {
        option.count = votes.count;
        option.user_ids = votes.user_ids;
    }
    poll
}
