//! How much a page may hold. A page stays in memory until the slowest reader has taken it, so its messages must be few
//! and also not large.

use kith_wire::{
    Chat, ContactContent, Message, MessageContent, PollContent, PollOption, SystemContent, SystemEvent, User,
};

/// A page of messages or chats ends early rather than hold much more text than this. 512 KiB; its last message may go
/// beyond.
pub const PAGE_BYTES: usize = 512 * 1024;

/// The size of a member in a whole chat, in JSON.
const MEMBER_BYTES: usize = 150;

/// The size of a person without their name and "about", in JSON.
const USER_BYTES: usize = 150;

/// The size of a message in JSON, without its text and the people that it names.
const MESSAGE_BYTES: usize = 300;

/// The size of a chat in the same way.
const CHAT_BYTES: usize = 500;

/// The size of an id in a list.
const ID_BYTES: usize = 39;

/// The size of a reaction, in JSON, without the people who reacted.
const REACTION_BYTES: usize = 80;

/// The sizes of an option of a poll, in JSON, without its text and voters; and of a poll without its options.
const OPTION_BYTES: usize = 110;

/// The size of a location in JSON, without its label.
const LOCATION_BYTES: usize = 180;

/// The size of a sticker in JSON.
const STICKER_BYTES: usize = 200;

/// The size of a quote, in JSON, without its text.
const QUOTE_BYTES: usize = 180;

/// The room that is left in a page.
pub struct PageBudget {
    messages: usize,
    bytes: usize,
}

impl PageBudget {
    /// An empty page for this many messages.
    pub fn new(messages: usize) -> Self {
        Self { messages, bytes: PAGE_BYTES }
    }

    /// How many rows a page has to read: those that fit, and one more to know whether there are more.
    pub fn rows(&self) -> usize {
        self.messages + 1
    }

    /// Whether the page is full.
    pub fn is_full(&self) -> bool {
        self.messages == 0 || self.bytes == 0
    }

    /// Takes messages until the page is full; also returns whether any was left over. An empty page takes at least one.
    pub fn take<E>(
        &mut self,
        rows: impl IntoIterator<Item = Result<Message, E>>,
    ) -> Result<(Vec<Message>, bool), E> {
        let mut taken = Vec::new();
        for message in rows {
            if self.is_full() {
                return Ok((taken, true));
            }
            let message = message?;
            self.take_message(&message);
            taken.push(message);
        }
        Ok((taken, false))
    }

    /// Notes that a message was taken.
    pub fn take_message(&mut self, message: &Message) {
        self.messages = self.messages.saturating_sub(1);
        self.spend(message_bytes(message));
    }

    /// Notes that a chat was taken.
    pub fn take_chat(&mut self, chat: &Chat) {
        let members = chat.members.as_ref().map_or(0, Vec::len);
        let texts = [&chat.title, &chat.description, &chat.state.draft];
        let texts: usize = texts.into_iter().flatten().map(|text| json_bytes(text)).sum();
        let last_message = chat.last_message.as_ref().map_or(0, message_bytes);
        self.spend(CHAT_BYTES + members * MEMBER_BYTES + texts + last_message);
    }

    /// Notes that a person was taken.
    pub fn take_user(&mut self, user: &User) {
        let about = user.about.as_deref().map_or(0, json_bytes);
        self.spend(USER_BYTES + json_bytes(&user.name) + about);
    }

    fn spend(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_sub(bytes);
    }
}

fn message_bytes(message: &Message) -> usize {
    let people = match &message.content {
        MessageContent::System(SystemContent { system: SystemEvent::MembersAdded { user_ids } }) => {
            user_ids.len()
        }
        content => content.mentions().len(),
    };
    let content = match &message.content {
        MessageContent::Poll(PollContent { poll: Some(poll) }) => {
            poll.options.iter().map(option_bytes).sum::<usize>() + OPTION_BYTES
        }
        MessageContent::Location(_) => LOCATION_BYTES,
        MessageContent::Sticker(_) => STICKER_BYTES,
        MessageContent::Contact(ContactContent { contact: Some(contact) }) => {
            contact.phones.iter().chain(&contact.emails).map(|text| json_bytes(text) + 3).sum::<usize>()
                + ID_BYTES
        }
        _ => 0,
    };
    let reactors: usize =
        message.reactions.iter().map(|reaction| REACTION_BYTES + reaction.user_ids.len() * ID_BYTES).sum();
    let quote = message
        .reply_to
        .as_ref()
        .map_or(0, |quote| QUOTE_BYTES + quote.text.as_deref().map_or(0, json_bytes));
    MESSAGE_BYTES
        + people * ID_BYTES
        + content
        + reactors
        + quote
        + message.content.text().map_or(0, json_bytes)
}

fn option_bytes(option: &PollOption) -> usize {
    OPTION_BYTES + json_bytes(&option.text) + option.user_ids.as_ref().map_or(0, Vec::len) * ID_BYTES
}

/// The length of a text after the escapes that JSON requires (RFC 8259, section 7).
fn json_bytes(text: &str) -> usize {
    let escaped = |byte: u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 2,
        0..0x20 => 6,
        _ => 1,
    };
    text.bytes().map(escaped).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_counts_as_long_as_json_makes_it() {
        let all: String = (0..0x300).filter_map(char::from_u32).collect();
        for text in ["", "plain", "\u{1}\u{1b}\u{7f}\u{2028}", &all] {
            assert_eq!(json_bytes(text) + 2, serde_json::to_string(text).unwrap().len(), "{text:?}");
        }
    }
}
