//! Creating and changing chats. Who may do what was decided before, on the roster that a change names.

use kith_wire::{
    ChatId, ChatKind, Message, MessageId, MessageKind, Role, Seq, SystemEvent, TenantId, TimeMs, UserId,
};
use rusqlite::{Connection, OptionalExtension, params};

use super::messages::{self, Place};
use super::rows::{Body, id, membership, next_user_version, role_name};
use super::views;
use crate::{
    ChangeChatError, ChatAccessError, ChatChange, ChatChanged, ChatEdit, CreateChatError, NewGroup,
    StoreError,
};

pub fn open_direct(
    conn: &Connection,
    actor: UserId,
    other: UserId,
    new_id: ChatId,
    at_ms: TimeMs,
) -> Result<(ChatId, bool), CreateChatError> {
    let tenant = same_tenant(conn, actor, other)?;
    let (low, high) = (actor.min(other), actor.max(other));
    let pair = [low.as_bytes().as_slice(), high.as_bytes()].concat();
    let existing = conn
        .prepare_cached("select id from chats where direct_key = ?1")?
        .query_row([&pair], |row| id(row, 0))
        .optional()?;
    if let Some(existing) = existing {
        return Ok((existing, false));
    }
    let chat = conn
        .prepare_cached(
            "insert into chats (id, tenant_id, kind, direct_key, created_at, active_at)
             values (?1, ?2, 'direct', ?3, ?4, ?4) returning key",
        )?
        .query_row(params![new_id.as_bytes(), tenant.as_bytes(), pair, at_ms], |row| row.get(0))?;
    seat(conn, chat, low, Role::Member, 0, at_ms)?;
    if high != low {
        seat(conn, chat, high, Role::Member, 0, at_ms)?;
    }
    Ok((new_id, true))
}

pub fn create_group(conn: &Connection, group: &NewGroup) -> Result<ChatChanged, CreateChatError> {
    let tenant = same_tenant(conn, group.creator, group.creator)?;
    for member in &group.members {
        same_tenant(conn, group.creator, *member)?;
    }
    let chat = conn
        .prepare_cached(
            "insert into chats (id, tenant_id, kind, title, description, created_at, active_at)
             values (?1, ?2, 'group', ?3, ?4, ?5, ?5) returning key",
        )?
        .query_row(
            params![group.chat_id.as_bytes(), tenant.as_bytes(), group.title, group.description, group.at_ms],
            |row| row.get(0),
        )?;
    seat(conn, chat, group.creator, Role::Owner, 0, group.at_ms)?;
    for member in group.members.iter().filter(|member| **member != group.creator) {
        seat(conn, chat, *member, Role::Member, 0, group.at_ms)?;
    }
    let messages = tell(conn, chat, group.chat_id, group.creator, &group.events, group.at_ms)?;
    let roster = views::load_roster(conn, chat)?;
    Ok(ChatChanged { messages, roster, removed: Vec::new() })
}

pub fn change_chat(conn: &Connection, change: &ChatChange) -> Result<ChatChanged, ChangeChatError> {
    let actor = membership(conn, change.actor, change.chat_id).map_err(|error| match error {
        ChatAccessError::NotAMember => ChangeChatError::NotAMember,
        ChatAccessError::Store(error) => ChangeChatError::Store(error),
    })?;
    if actor.info_version != change.based_on || actor.kind != ChatKind::Group {
        return Err(ChangeChatError::Stale);
    }
    let chat = actor.chat;
    for edit in &change.edits {
        if let ChatEdit::Add(user) = edit {
            same_tenant(conn, change.actor, *user).map_err(|error| match error {
                CreateChatError::UnknownUser(user) => ChangeChatError::UnknownUser(user),
                CreateChatError::Store(error) => ChangeChatError::Store(error),
            })?;
        }
    }
    let mut removed = Vec::new();
    for edit in &change.edits {
        match edit {
            ChatEdit::Title(title) => {
                conn.prepare_cached("update chats set title = ?2 where key = ?1")?
                    .execute(params![chat, title])?;
            }
            ChatEdit::Description(description) => {
                conn.prepare_cached("update chats set description = ?2 where key = ?1")?
                    .execute(params![chat, description])?;
            }
            ChatEdit::Add(user) => seat(conn, chat, *user, Role::Member, actor.head, change.at_ms)?,
            ChatEdit::Remove(user) => {
                let user_version = next_user_version(conn, *user)?;
                let left = conn
                    .prepare_cached(
                        "update members set left_at = ?3, user_version = ?4
                         where chat = ?1 and user_id = ?2 and left_at is null",
                    )?
                    .execute(params![chat, user.as_bytes(), change.at_ms, user_version])?;
                if left > 0 {
                    count_members(conn, chat, -1)?;
                }
                removed.push((*user, user_version));
            }
            ChatEdit::Role(user, role) => {
                conn.prepare_cached("update members set role = ?3 where chat = ?1 and user_id = ?2")?
                    .execute(params![chat, user.as_bytes(), role_name(*role)])?;
            }
        }
    }
    let messages = tell(conn, chat, change.chat_id, change.actor, &change.events, change.at_ms)?;
    Ok(ChatChanged { messages, roster: views::load_roster(conn, chat)?, removed })
}

/// The tenant of the one who asks, if the other belongs to it too.
fn same_tenant(conn: &Connection, asker: UserId, other: UserId) -> Result<TenantId, CreateChatError> {
    conn.prepare_cached("select a.tenant_id from users a join users b on b.tenant_id = a.tenant_id where a.id = ?1 and b.id = ?2")?
        .query_row(params![asker.as_bytes(), other.as_bytes()], |row| id(row, 0))
        .optional()?
        .ok_or(CreateChatError::UnknownUser(other))
}

/// Lets a person in (again). What came before counts as received and read: it is not theirs to answer for. To who
/// returns, the chat is a new one: what they had set for it is gone.
fn seat(
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
             muted_until = null, pinned = 0, archived = 0, marked_unread = 0, draft = null
         where left_at is not null",
    )?
    .execute(params![chat, user_id.as_bytes(), role_name(role), at_ms, head, user_version])?;
    if joined > 0 { count_members(conn, chat, 1) } else { Ok(()) }
}

/// Notes that there is one member more or less.
fn count_members(conn: &Connection, chat: i64, change: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("update chats set member_count = member_count + ?2 where key = ?1")?
        .execute([chat, change])?;
    Ok(())
}

/// Appends the system messages of a change, and notes that the chat's information is as new as the last of them.
fn tell(
    conn: &Connection,
    chat: i64,
    chat_id: ChatId,
    sender_id: UserId,
    events: &[(MessageId, SystemEvent)],
    at_ms: TimeMs,
) -> Result<Vec<Message>, StoreError> {
    let mut messages = Vec::with_capacity(events.len());
    for (message_id, event) in events {
        let body = Body { mentions: Vec::new(), system: Some(event.clone()) };
        let place = Place { chat, chat_id, id: *message_id, sender_id, at_ms };
        messages.push(messages::insert(conn, &place, MessageKind::System, None, body)?);
    }
    conn.prepare_cached("update chats set info_version = head where key = ?1")?.execute([chat])?;
    Ok(messages)
}
