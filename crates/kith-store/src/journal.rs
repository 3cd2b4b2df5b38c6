//! The journal: which chats changed, in the order of the commits, for consumers that act on the changes afterwards.

use async_trait::async_trait;
use kith_wire::{ChatId, Seq};

use crate::StoreError;

/// A position in the journal. The first entry has 1; 0 stands for "before everything".
pub type Position = i64;

/// The journal: every change of a chat is written to it in the transaction of the change, once for all consumers.
///
/// A consumer has a name, and a stored cursor: it has handled the entries up to the cursor. It reads, does its work,
/// and then moves the cursor; after a crash it reads some entries again, so its work must be harmless to repeat.
#[async_trait]
pub trait Journal: Send + Sync {
    /// Sets the consumers. New ones begin behind all present entries; the cursors of others are dropped, and with them
    /// the entries that only those needed. Returns the position of each, in the order of the names.
    async fn set_consumers(&self, names: &'static [&'static str]) -> Result<Vec<Position>, StoreError>;

    /// Entries behind a position, oldest first: at least `limit`, or all of them. A few more than `limit`, since
    /// entries that were committed together are read together.
    async fn journal_after(&self, after: Position, limit: usize) -> Result<Vec<JournalEntry>, StoreError>;

    /// Notes that a consumer has handled all entries up to a position, and deletes those that all have handled. Never
    /// goes back.
    async fn move_cursor(&self, consumer: &'static str, to: Position) -> Result<(), StoreError>;

    /// The position of the newest entry.
    async fn journal_end(&self) -> Result<Position, StoreError>;
}

/// A change of a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalEntry {
    /// Its position.
    pub position: Position,
    /// The chat.
    pub chat_id: ChatId,
    /// The value of the chat's head that the change took.
    pub version: Seq,
}
