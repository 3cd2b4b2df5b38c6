//! When people were last online.

use std::collections::HashMap;

use async_trait::async_trait;
use kith_wire::{TimeMs, UserId};
use rusqlite::{Connection, OptionalExtension, params};

use super::people::OwnChats;
use super::store::SqliteStore;
use crate::{Presence, StoreError};

#[async_trait]
impl Presence for SqliteStore {
    async fn set_last_seen(&self, user_id: UserId, at_ms: TimeMs) -> Result<(), StoreError> {
        self.writer.run(move |conn| set_last_seen(conn, user_id, at_ms)).await
    }

    async fn last_seen(
        &self,
        asker: UserId,
        ids: Vec<UserId>,
    ) -> Result<HashMap<UserId, Option<TimeMs>>, StoreError> {
        self.readers.scan(*asker.as_bytes(), move |conn| last_seen(conn, asker, &ids)).await
    }
}

pub fn set_last_seen(conn: &Connection, user_id: UserId, at_ms: TimeMs) -> Result<(), StoreError> {
    conn.prepare_cached("update users set last_seen_at = ?2 where id = ?1")?
        .execute(params![user_id.as_bytes(), at_ms])?;
    Ok(())
}

pub fn last_seen(
    conn: &Connection,
    asker: UserId,
    ids: &[UserId],
) -> Result<HashMap<UserId, Option<TimeMs>>, StoreError> {
    let chats = OwnChats::of(conn, asker)?;
    let mut seen = HashMap::with_capacity(ids.len());
    let mut select = conn.prepare_cached("select last_seen_at from users where id = ?1")?;
    for wanted in ids {
        if *wanted == asker || chats.are_shared_with(conn, *wanted)?.0 {
            let at = select.query_row([wanted.as_bytes()], |row| row.get(0)).optional()?;
            seen.extend(at.map(|at| (*wanted, at)));
        }
    }
    Ok(seen)
}
