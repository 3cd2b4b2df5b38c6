//! The journal, and the cursors of its consumers.

use std::collections::HashMap;

use async_trait::async_trait;
use kith_wire::ChatId;
use rusqlite::{Connection, OptionalExtension, params};

use super::rows::{id, message_place};
use super::store::SqliteStore;
use crate::{Journal, JournalEntry, Position, StoreError};

/// The reader's id of all consumers in the fair turns: nobody's.
const CONSUMERS: [u8; 16] = [0; 16];

#[async_trait]
impl Journal for SqliteStore {
    async fn set_consumers(&self, names: &'static [&'static str]) -> Result<Vec<Position>, StoreError> {
        self.writer.run(move |conn| set_consumers(conn, names)).await
    }

    async fn journal_after(&self, after: Position, limit: usize) -> Result<Vec<JournalEntry>, StoreError> {
        self.readers.scan_after(CONSUMERS, move |conn| journal_after(conn, after, limit)).await
    }

    async fn move_cursor(&self, consumer: &'static str, to: Position) -> Result<(), StoreError> {
        self.writer.run(move |conn| move_cursor(conn, consumer, to)).await
    }

    async fn journal_end(&self) -> Result<Position, StoreError> {
        self.readers.point(|conn| Ok(journal_end(conn)?)).await
    }
}

fn set_consumers(conn: &Connection, names: &[&str]) -> Result<Vec<Position>, StoreError> {
    let known: Vec<String> = conn
        .prepare_cached("select name from journal_consumers")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for gone in known.iter().filter(|name| !names.contains(&name.as_str())) {
        conn.prepare_cached("delete from journal_consumers where name = ?1")?.execute([gone])?;
    }
    let end = journal_end(conn)?;
    let mut join =
        conn.prepare_cached("insert or ignore into journal_consumers (name, position) values (?1, ?2)")?;
    let mut position = conn.prepare_cached("select position from journal_consumers where name = ?1")?;
    let mut positions = Vec::with_capacity(names.len());
    for name in names {
        join.execute(params![name, end])?;
        positions.push(position.query_row([name], |row| row.get(0))?);
    }
    delete_passed(conn)?;
    Ok(positions)
}

fn journal_after(conn: &Connection, after: Position, limit: usize) -> Result<Vec<JournalEntry>, StoreError> {
    let mut rows =
        conn.prepare_cached("select position, entries from journal where position > ?1 order by position")?;
    let mut chat_id = conn.prepare_cached("select id from chats where key = ?1")?;
    let mut chats: HashMap<i64, ChatId> = HashMap::new();
    let mut entries = Vec::new();
    let mut rows = rows.query([after])?;
    while entries.len() < limit
        && let Some(row) = rows.next()?
    {
        let last: Position = row.get(0)?;
        let (changes, _) = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?.as_chunks::<8>();
        for (position, change) in (last + 1 - changes.len() as i64..).zip(changes) {
            let (chat, version) = message_place(i64::from_be_bytes(*change));
            // A consumer may stand in the middle of entries that were committed together.
            if position > after {
                let chat_id = match chats.get(&chat) {
                    Some(known) => *known,
                    None => *chats.entry(chat).or_insert(chat_id.query_row([chat], |row| id(row, 0))?),
                };
                entries.push(JournalEntry { position, chat_id, version });
            }
        }
    }
    Ok(entries)
}

fn move_cursor(conn: &Connection, consumer: &str, to: Position) -> Result<(), StoreError> {
    conn.prepare_cached("update journal_consumers set position = ?2 where name = ?1 and position < ?2")?
        .execute(params![consumer, to])?;
    delete_passed(conn)
}

/// The last row stays, so that positions go on from it.
fn delete_passed(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached(
        "delete from journal where position < (select min(position) from journal_consumers)
         and position < (select max(position) from journal)",
    )?
    .execute([])?;
    Ok(())
}

fn journal_end(conn: &Connection) -> rusqlite::Result<Position> {
    let newest = conn
        .prepare_cached("select position from journal order by position desc limit 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(newest.unwrap_or(0))
}
