//! Counts the changes of chats once they are durable: messages, their changes, and what system messages report.

use kith_store::JournalEntry;

/// Counts them. A crash resets the counter, so entries that come again after it are not counted twice.
pub fn consume(entries: &[JournalEntry]) {
    metrics::counter!("kith_chat_changes_total").increment(entries.len() as u64);
}
