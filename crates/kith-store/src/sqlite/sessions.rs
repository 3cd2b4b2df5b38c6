//! Sessions and their refresh tokens.

use async_trait::async_trait;
use kith_wire::{Device, SessionId, SessionInfo, TimeMs, User, UserId};
use rusqlite::{Connection, OptionalExtension, params};

use super::accounts;
use super::rows::id;
use super::store::SqliteStore;
use crate::{NewSession, RotateError, Rotation, SessionOwner, Sessions, StoreError, TokenHash};

#[async_trait]
impl Sessions for SqliteStore {
    async fn create_session(&self, session: NewSession) -> Result<(), StoreError> {
        self.writer.run(move |conn| create_session(conn, &session)).await
    }

    async fn rotate_session(&self, rotation: Rotation) -> Result<User, RotateError> {
        // Ending a session whose token was reused is a refusal that writes, so the writer must commit it as a
        // success.
        self.writer
            .run(move |conn| match rotate_session(conn, &rotation) {
                Err(RotateError::Store(error)) => Err(error),
                decided => Ok(decided),
            })
            .await?
    }

    async fn session_owner(
        &self,
        session_id: SessionId,
        at_ms: TimeMs,
    ) -> Result<Option<SessionOwner>, StoreError> {
        self.readers.point(move |conn| session_owner(conn, session_id, at_ms)).await
    }

    async fn session_by_token(
        &self,
        session_id: SessionId,
        presented: TokenHash,
        at_ms: TimeMs,
    ) -> Result<Option<UserId>, StoreError> {
        self.readers.point(move |conn| session_by_token(conn, session_id, &presented, at_ms)).await
    }

    async fn sessions(&self, user_id: UserId, at_ms: TimeMs) -> Result<Vec<SessionInfo>, StoreError> {
        self.readers.scan(*user_id.as_bytes(), move |conn| sessions(conn, user_id, at_ms)).await
    }

    async fn session_addresses(&self, user_id: UserId) -> Result<Vec<String>, StoreError> {
        self.readers.point(move |conn| session_addresses(conn, user_id)).await
    }

    async fn sessions_ended_since(&self, at_ms: TimeMs) -> Result<Vec<(UserId, SessionId)>, StoreError> {
        self.readers.point(move |conn| sessions_ended_since(conn, at_ms)).await
    }

    async fn forget_sessions(&self, expired_before_ms: TimeMs, limit: usize) -> Result<usize, StoreError> {
        self.writer.run(move |conn| forget_sessions(conn, expired_before_ms, limit)).await
    }

    async fn end_session(
        &self,
        user_id: UserId,
        session_id: SessionId,
        at_ms: TimeMs,
    ) -> Result<bool, StoreError> {
        self.writer.run(move |conn| end_session(conn, user_id, session_id, at_ms)).await
    }
}

pub fn create_session(conn: &Connection, new: &NewSession) -> Result<(), StoreError> {
    // Here, because the table grows here. Expired sessions have told late callers why for long enough.
    conn.prepare_cached("delete from sessions where user_id = ?1 and expires_at < ?2")?
        .execute(params![new.user_id.as_bytes(), new.at_ms])?;
    conn.prepare_cached(
        "insert into sessions (id, user_id, device, address, refresh_hash, rotated_at, created_at, last_used_at,
                               expires_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?6, ?7)",
    )?
    .execute(params![
        new.id.as_bytes(),
        new.user_id.as_bytes(),
        new.device,
        new.address,
        new.refresh_hash,
        new.at_ms,
        new.expires_at_ms
    ])?;
    Ok(())
}

pub fn rotate_session(conn: &Connection, rotation: &Rotation) -> Result<User, RotateError> {
    struct Found {
        user_id: UserId,
        newest: TokenHash,
        previous: Option<TokenHash>,
        rotated_at: TimeMs,
        expires_at: TimeMs,
        ended: bool,
    }
    let found = conn
        .prepare_cached(
            "select user_id, refresh_hash, previous_hash, rotated_at, expires_at, ended_at is not null
             from sessions where id = ?1",
        )?
        .query_row([rotation.session_id.as_bytes()], |row| {
            Ok(Found {
                user_id: id(row, 0)?,
                newest: row.get(1)?,
                previous: row.get(2)?,
                rotated_at: row.get(3)?,
                expires_at: row.get(4)?,
                ended: row.get(5)?,
            })
        })
        .optional()?
        .ok_or(RotateError::Unknown)?;
    if found.ended || found.expires_at <= rotation.at_ms {
        return Err(RotateError::Ended);
    }
    let newest = found.newest == rotation.presented;
    let lost_answer = found.previous == Some(rotation.presented)
        && rotation.at_ms < found.rotated_at.saturating_add(rotation.grace_ms);
    if !newest && !lost_answer {
        end_session(conn, found.user_id, rotation.session_id, rotation.at_ms)?;
        return Err(RotateError::Reused { user_id: found.user_id });
    }
    // After a lost answer, the new token replaces the one that never arrived, and the presented token stays the one
    // before it.
    conn.prepare_cached(
        "update sessions set refresh_hash = ?2, previous_hash = ?3, address = ?4, last_used_at = ?5, expires_at = ?6,
                             rotated_at = iif(?7, ?5, rotated_at)
         where id = ?1",
    )?
    .execute(params![
        rotation.session_id.as_bytes(),
        rotation.next,
        rotation.presented,
        rotation.address,
        rotation.at_ms,
        rotation.expires_at_ms,
        newest
    ])?;
    Ok(accounts::me(conn, found.user_id)?.ok_or(RotateError::Unknown)?.user)
}

pub fn session_owner(
    conn: &Connection,
    session_id: SessionId,
    at_ms: TimeMs,
) -> Result<Option<SessionOwner>, StoreError> {
    Ok(conn
        .prepare_cached(
            "select u.tenant_id, u.id from sessions s join users u on u.id = s.user_id
             where s.id = ?1 and s.ended_at is null and s.expires_at > ?2",
        )?
        .query_row(params![session_id.as_bytes(), at_ms], |row| {
            Ok(SessionOwner { tenant_id: id(row, 0)?, user_id: id(row, 1)? })
        })
        .optional()?)
}

pub fn session_by_token(
    conn: &Connection,
    session_id: SessionId,
    presented: &TokenHash,
    at_ms: TimeMs,
) -> Result<Option<UserId>, StoreError> {
    Ok(conn
        .prepare_cached(
            "select user_id from sessions
             where id = ?1 and ?2 in (refresh_hash, previous_hash) and ended_at is null and expires_at > ?3",
        )?
        .query_row(params![session_id.as_bytes(), presented, at_ms], |row| id(row, 0))
        .optional()?)
}

pub fn sessions(conn: &Connection, user_id: UserId, at_ms: TimeMs) -> Result<Vec<SessionInfo>, StoreError> {
    Ok(conn
        .prepare_cached(
            "select id, device, created_at, last_used_at, address from sessions
             where user_id = ?1 and ended_at is null and expires_at > ?2 order by last_used_at desc, id desc",
        )?
        .query_map(params![user_id.as_bytes(), at_ms], |row| {
            Ok(SessionInfo {
                id: id(row, 0)?,
                device: Device { name: row.get(1)? },
                created_at: row.get(2)?,
                last_used_at: row.get(3)?,
                address: row.get(4)?,
                current: false,
            })
        })?
        .collect::<Result<_, _>>()?)
}

pub fn session_addresses(conn: &Connection, user_id: UserId) -> Result<Vec<String>, StoreError> {
    Ok(conn
        .prepare_cached(
            "select address from sessions where user_id = ?1 order by last_used_at desc limit 100",
        )?
        .query_map([user_id.as_bytes()], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

pub fn sessions_ended_since(
    conn: &Connection,
    at_ms: TimeMs,
) -> Result<Vec<(UserId, SessionId)>, StoreError> {
    Ok(conn
        .prepare_cached("select user_id, id from sessions where ended_at >= ?1")?
        .query_map([at_ms], |row| Ok((id(row, 0)?, id(row, 1)?)))?
        .collect::<Result<_, _>>()?)
}

fn forget_sessions(conn: &Connection, expired_before_ms: TimeMs, limit: usize) -> Result<usize, StoreError> {
    Ok(conn
        .prepare_cached(
            "delete from sessions where id in (select id from sessions where expires_at < ?1 limit ?2)",
        )?
        .execute(params![expired_before_ms, limit])?)
}

pub fn end_session(
    conn: &Connection,
    user_id: UserId,
    session_id: SessionId,
    at_ms: TimeMs,
) -> Result<bool, StoreError> {
    let ended = conn
        .prepare_cached(
            "update sessions set ended_at = ?3 where id = ?1 and user_id = ?2 and ended_at is null",
        )?
        .execute(params![session_id.as_bytes(), user_id.as_bytes(), at_ms])?;
    Ok(ended > 0)
}
