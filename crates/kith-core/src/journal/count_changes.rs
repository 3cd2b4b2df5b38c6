//! Counts the changes of chats once they are durable: messages, their changes, and what system messages report.

use kith_store::JournalEntry;

/// Entries that come again after a crash are counted by a counter that began anew.
pub fn consume(entries: &[JournalEntry]) {
    metrics::counter!("kith_chat_changes_total").increment(entries.len() as u64);
}
