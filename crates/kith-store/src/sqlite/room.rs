//! How much a page may hold. What it holds is in memory until the slowest of readers has taken it, so besides being few,
//! its messages must not be large.

use kith_wire::{Chat, Message, User};

use crate::PAGE_BYTES;

/// A member in a chat that is told whole, in JSON.
const MEMBER_BYTES: usize = 150;

/// A person but for their name and what they say of themselves, in JSON.
const USER_BYTES: usize = 150;

/// What is left of a page.
pub struct Room {
    messages: usize,
    bytes: usize,
}

impl Room {
    /// An empty page for so many messages.
    pub fn new(messages: usize) -> Self {
        Self { messages, bytes: PAGE_BYTES }
    }

    /// How many rows are worth asking for: those that fit, and one to know whether there are more.
    pub fn rows(&self) -> usize {
        self.messages + 1
    }

    /// Whether nothing more is to be taken.
    pub fn is_full(&self) -> bool {
        self.messages == 0 || self.bytes == 0
    }

    /// Takes messages until it is full; also answers whether any was left. An empty page takes at least one.
    pub fn take(
        &mut self,
        rows: impl IntoIterator<Item = rusqlite::Result<Message>>,
    ) -> rusqlite::Result<(Vec<Message>, bool)> {
        let mut taken = Vec::new();
        for message in rows {
            if self.is_full() {
                return Ok((taken, true));
            }
            let message = message?;
            self.messages -= 1;
            self.spend(text_bytes(&message));
            taken.push(message);
        }
        Ok((taken, false))
    }

    /// Notes that a chat was taken.
    pub fn take_chat(&mut self, chat: &Chat) {
        let members = chat.members.as_ref().map_or(0, Vec::len);
        self.spend(members * MEMBER_BYTES + chat.last_message.as_ref().map_or(0, text_bytes));
    }

    /// Notes that a person was taken.
    pub fn take_user(&mut self, user: &User) {
        self.spend(USER_BYTES + user.name.len() + user.about.as_ref().map_or(0, String::len));
    }

    fn spend(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_sub(bytes);
    }
}

fn text_bytes(message: &Message) -> usize {
    message.text.as_ref().map_or(0, String::len)
}
