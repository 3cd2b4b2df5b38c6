//! Messages that disappear: the job that deletes them is always due when the next one expires.

use kith_wire::{Mention, MessageKind, Seq, TimeMs};
use rusqlite::{Connection, OptionalExtension, params};

use crate::shared::content::{Columns, content};
use crate::sqlite::rows::{Named, message_place};
use crate::{EXPIRY_JOB, StoreError};

/// The job's time while no message will expire.
const NEVER: TimeMs = TimeMs::MAX;

/// Sets the job to run when a message expires, unless it runs before. Returns whether that is sooner than before.
pub fn bring_forward(conn: &Connection, expires_at: TimeMs) -> Result<bool, StoreError> {
    let moved = conn
        .prepare_cached(
            "insert into jobs (kind, key, payload, due_at) values (?1, '', 'null', ?2)
             on conflict (kind, key) do update set due_at = excluded.due_at where due_at > excluded.due_at",
        )?
        .execute(params![EXPIRY_JOB, expires_at])?;
    Ok(moved > 0)
}

/// Decides the job's next time in the transaction that looks at all messages: a message that is sent while the job
/// runs is either stored before it and counts, or stored after it and brings the job forward.
pub fn expire(conn: &Connection, now_ms: TimeMs, limit: usize) -> Result<usize, StoreError> {
    let keys = conn
        .prepare_cached("select key from messages where expires_at <= ?1 order by expires_at limit ?2")?
        .query_map(params![now_ms, limit], |row| row.get::<_, i64>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    for key in &keys {
        delete(conn, *key)?;
    }
    let next: Option<TimeMs> = conn
        .prepare_cached(
            "select expires_at from messages where expires_at is not null order by expires_at limit 1",
        )?
        .query_row([], |row| row.get(0))
        .optional()?;
    conn.prepare_cached("update jobs set due_at = ?2, attempts = 0 where kind = ?1 and key = ''")?
        .execute(params![EXPIRY_JOB, next.unwrap_or(NEVER)])?;
    Ok(keys.len())
}

/// Deletes a message and all its data.
fn delete(conn: &Connection, key: i64) -> Result<(), StoreError> {
    let (chat, seq) = message_place(key);
    delete_mentions(conn, chat, seq, &mentions(conn, key)?)?;
    for delete in [
        "delete from reactions where message = ?1",
        "delete from edits where message = ?1",
        "delete from votes where message = ?1",
        "delete from marks where message = ?1",
        "delete from messages where key = ?1",
    ] {
        conn.prepare_cached(delete)?.execute([key])?;
    }
    Ok(())
}

/// The message mentions these people no more.
pub fn delete_mentions(
    conn: &Connection,
    chat: i64,
    seq: Seq,
    mentions: &[Mention],
) -> Result<(), StoreError> {
    for mention in mentions {
        let user = match mention {
            Mention::All(_) => &[][..],
            Mention::User(user) => user.as_bytes(),
        };
        conn.prepare_cached("delete from mentions where chat = ?1 and user_id = ?2 and seq = ?3")?
            .execute(params![chat, user, seq])?;
    }
    Ok(())
}

fn mentions(conn: &Connection, key: i64) -> Result<Vec<Mention>, StoreError> {
    let (kind, body): (Named<MessageKind>, Option<String>) = conn
        .prepare_cached("select kind, body from messages where key = ?1")?
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let columns = Columns { kind: kind.0, text: None, body: body.as_deref(), state: None, deleted: true };
    let content = content(columns).map_err(|_| StoreError::Corrupt { what: "messages.body" })?;
    Ok(content.mentions().to_vec())
}
