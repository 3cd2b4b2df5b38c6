//! The journal: which chats changed, in the order of the commits, for those who act on it afterwards.

use async_trait::async_trait;
use kith_wire::{ChatId, Seq};

use crate::StoreError;

/// A place in the journal. The first entry has 1; 0 stands for "before everything".
pub type Position = i64;

/// The journal: every change of a chat is written to it in the transaction of the change, once, however many read it.
///
/// A consumer has a name, and a cursor that is kept: what lies behind it is done. It reads, does its work, and then moves
/// the cursor; after a crash it reads some of it again, so its work must be harmless to repeat.
#[async_trait]
pub trait Journal: Send + Sync {
    /// Makes these the consumers. Those that are new begin behind all that is there now; the cursors of others are dropped,
    /// and with them what was kept for them. Answers where each stands, in the order of the names.
    async fn set_consumers(&self, names: &'static [&'static str]) -> Result<Vec<Position>, StoreError>;

    /// Entries behind a position, oldest first: at least `limit`, or all that there are. A few more than `limit`, since what
    /// was committed together is read together.
    async fn journal_after(&self, after: Position, limit: usize) -> Result<Vec<JournalEntry>, StoreError>;

    /// Notes that a consumer has done everything up to a position, and deletes what all consumers have. Never goes back.
    async fn move_cursor(&self, consumer: &'static str, to: Position) -> Result<(), StoreError>;

    /// The position of the newest entry.
    async fn journal_end(&self) -> Result<Position, StoreError>;
}

/// A change of a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalEntry {
    /// Its place.
    pub position: Position,
    /// The chat.
    pub chat_id: ChatId,
    /// The value of the chat's head that the change took.
    pub version: Seq,
}
