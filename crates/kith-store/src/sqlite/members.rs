//! The members of chats.

use async_trait::async_trait;
use kith_wire::{ChatId, ChatKind, Member, MemberList, Role, Seq, TimeMs, UserId};
use rusqlite::{Connection, Row, params};

use super::accounts;
use super::rows::{Membership, Named, id, membership, next_user_version};
use super::store::SqliteStore;
use crate::{ChatAccessError, Members, Roster, RosterMember, StoreError};

#[async_trait]
impl Members for SqliteStore {
    async fn roster(&self, actor: UserId, chat_id: ChatId) -> Result<Roster, ChatAccessError> {
        self.readers.point(move |conn| roster(conn, actor, chat_id)).await
    }

    async fn recipients(&self, chat_id: ChatId) -> Result<Roster, StoreError> {
        self.readers.point(move |conn| recipients(conn, chat_id)).await
    }

    async fn members(
        &self,
        actor: UserId,
        chat_id: ChatId,
        after: Option<UserId>,
        limit: usize,
    ) -> Result<MemberList, ChatAccessError> {
        self.readers.scan(*actor.as_bytes(), move |conn| members(conn, actor, chat_id, after, limit)).await
    }
}

pub fn roster(conn: &Connection, actor: UserId, chat_id: ChatId) -> Result<Roster, ChatAccessError> {
    let member = membership(conn, actor, chat_id)?;
    Ok(load_roster(conn, member.chat)?)
}

pub fn recipients(conn: &Connection, chat_id: ChatId) -> Result<Roster, StoreError> {
    let chat = conn
        .prepare_cached("select key from chats where id = ?1")?
        .query_row([chat_id.as_bytes()], |row| row.get(0))?;
    load_roster(conn, chat)
}

/// A chat's roster, unchecked; callers that answer a person check membership first.
pub fn load_roster(conn: &Connection, chat: i64) -> Result<Roster, StoreError> {
    let members = conn
        .prepare_cached(
            "select user_id, role, joined_at, first_seq from members
             where chat = ?1 and left_at is null order by user_id",
        )?
        .query_map([chat], |row| {
            Ok(RosterMember {
                user_id: id(row, 0)?,
                role: row.get::<_, Named<Role>>(1)?.0,
                joined_at_ms: row.get(2)?,
                first_seq: row.get(3)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(conn.prepare_cached("select id, kind, info_version from chats where key = ?1")?.query_row(
        [chat],
        |row| {
            Ok(Roster {
                chat_id: id(row, 0)?,
                kind: row.get::<_, Named<ChatKind>>(1)?.0,
                info_version: row.get(2)?,
                members,
            })
        },
    )?)
}

pub fn members(
    conn: &Connection,
    actor: UserId,
    chat_id: ChatId,
    after: Option<UserId>,
    limit: usize,
) -> Result<MemberList, ChatAccessError> {
    let member = membership(conn, actor, chat_id)?;
    let mut members = member_rows(conn, &member, after, limit + 1)?;
    let more = members.len() > limit;
    members.truncate(limit);
    let next = members.last().filter(|_| more).map(|member| member.user_id);
    Ok(MemberList { members, next })
}

pub fn member_rows(
    conn: &Connection,
    member: &Membership,
    after: Option<UserId>,
    limit: usize,
) -> Result<Vec<Member>, StoreError> {
    let sees_reads = accounts::sees_reads(conn, member.user_id)?;
    let after = after.as_ref().map_or(&[][..], |user| user.as_bytes());
    Ok(conn
        .prepare_cached(
            "select user_id, role, joined_at, delivered, read_shown from members
             where chat = ?1 and user_id > ?2 and left_at is null order by user_id limit ?3",
        )?
        .query_map(params![member.chat, after, limit], |row| member_row(row, member, sees_reads))?
        .collect::<Result<_, _>>()?)
}

fn member_row(row: &Row<'_>, member: &Membership, sees_reads: bool) -> rusqlite::Result<Member> {
    let user_id: UserId = id(row, 0)?;
    let read = if user_id == member.user_id {
        member.read
    } else if sees_reads {
        row.get(4)?
    } else {
        0
    };
    Ok(Member {
        user_id,
        role: row.get::<_, Named<Role>>(1)?.0,
        joined_at: row.get(2)?,
        delivered: row.get(3)?,
        read,
    })
}

/// Adds a person (again). Earlier messages count as received and read, since the person cannot see them. For a
/// returning person the chat is a new one: their own state of it is gone.
pub fn join(
    conn: &Connection,
    chat: i64,
    user_id: UserId,
    role: Role,
    head: Seq,
    at_ms: TimeMs,
) -> rusqlite::Result<()> {
    let user_version = next_user_version(conn, user_id)?;
    let joined = conn.prepare_cached(
        "insert into members (chat, user_id, role, joined_at, first_seq, delivered, read, read_shown, user_version)
         values (?1, ?2, ?3, ?4, ?5 + 1, ?5, ?5, ?5, ?6)
         on conflict (chat, user_id) do update set
             role = excluded.role, joined_at = excluded.joined_at, left_at = null, first_seq = excluded.first_seq,
             delivered = excluded.delivered, read = excluded.read, read_shown = excluded.read_shown,
             user_version = excluded.user_version,
             muted_until = null, pinned = 0, archived = 0, marked_unread = 0, draft = null, cleared = 0, unlisted = 0
         where left_at is not null",
    )?
    .execute(params![chat, user_id.as_bytes(), <&str>::from(role), at_ms, head, user_version])?;
    if joined > 0 { count_members(conn, chat, 1) } else { Ok(()) }
}

/// Counts one member more or less.
pub fn count_members(conn: &Connection, chat: i64, change: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("update chats set member_count = member_count + ?2 where key = ?1")?
        .execute([chat, change])?;
    Ok(())
}
