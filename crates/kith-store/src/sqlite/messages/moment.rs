//! Where in a chat a moment lies.

use kith_wire::{Seq, TimeMs};
use rusqlite::{Connection, OptionalExtension};

use crate::StoreError;
use crate::sqlite::rows::{Membership, message_key};

/// The position of the first message that was sent at this time or later, found by bisection: times never go back.
pub fn first_sent_at(conn: &Connection, member: &Membership, at_ms: TimeMs) -> Result<Seq, StoreError> {
    let mut next = conn.prepare_cached(
        "select seq, sent_at from messages where key between ?1 and ?2 order by key limit 1",
    )?;
    let (mut low, mut high) = (member.first_seq, member.head + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let found: Option<(Seq, TimeMs)> = next
            .query_row([message_key(member.chat, middle), member.last_key()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        match found {
            Some((seq, sent_at)) if sent_at < at_ms => low = seq + 1,
            _ => high = middle,
        }
    }
    Ok(low)
}
