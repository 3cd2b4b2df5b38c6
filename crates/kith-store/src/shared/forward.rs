//! The content of a forwarded message.

use kith_wire::{
    Forwarded, Location, LocationContent, Message, MessageContent, Poll, PollContent, PollOption,
    TextContent, TimeMs,
};

/// The content of a copy, and how many times it has been forwarded; `None` if the message cannot be copied.
pub fn copy_of(source: &Message, now_ms: TimeMs) -> Option<(MessageContent, Forwarded)> {
    if source.deleted.is_some() {
        return None;
    }
    let content = match &source.content {
        // The mentions name members of the other chat.
        MessageContent::Text(text) => {
            MessageContent::Text(TextContent { text: text.text.clone(), mentions: Vec::new() })
        }
        MessageContent::Poll(content) => MessageContent::Poll(PollContent {
            poll: content.poll.as_ref().map(|poll| unvoted(poll, now_ms)),
        }),
        // Only members of the chat in which a live location was sent may follow its sender.
        MessageContent::Location(content) => MessageContent::Location(LocationContent {
            location: content.location.clone().map(|location| Location { live: None, ..location }),
        }),
        MessageContent::Contact(contact) => MessageContent::Contact(contact.clone()),
        MessageContent::Sticker(sticker) => MessageContent::Sticker(sticker.clone()),
        MessageContent::System(_) => return None,
    };
    let times = source.forwarded.map_or(0, |forwarded| forwarded.times).saturating_add(1);
    Some((content, Forwarded { times }))
}

/// The same question, open again.
fn unvoted(poll: &Poll, now_ms: TimeMs) -> Poll {
    let options = poll.options.iter().map(|option| PollOption {
        count: 0,
        user_ids: option.user_ids.as_ref().map(|_| Vec::new()),
        ..option.clone()
    });
    Poll {
        options: options.collect(),
        closes_at: poll.closes_at.filter(|closes_at| *closes_at > now_ms),
        closed_at: None,
        ..poll.clone()
    }
}
