//! Counts what changes in chats: every message and every change that a system message tells of, once it is durable.

use kith_store::JournalEntry;

/// Entries that come again after a crash are counted by a counter that began anew.
pub fn consume(entries: &[JournalEntry]) {
    metrics::counter!("kith_chat_changes_total").increment(entries.len() as u64);
}
