//! Chats: making, changing and showing them. Permissions were checked before, on the roster that a change names.

use async_trait::async_trait;
use kith_wire::{
    Chat, ChatId, ChatList, ChatPin, ChatStatePatch, MEMBERS_INLINE, Message, MessageContent, MessageId, Pin,
    Role, Seq, SystemContent, SystemEvent, TenantId, TimeMs, UnreadCounts, UserId,
};
use rusqlite::{Connection, OptionalExtension, params};

use super::connections::writing::Writing;
use super::messages::Header;
use super::rows::{
    LISTED, MEMBERSHIP, MESSAGE, Membership, id, membership, membership_row, message_of, next_user_version,
    unhidden,
};
use super::store::SqliteStore;
use super::{chat_state, members, messages, unread};
use crate::shared::page_budget::PageBudget;
use crate::{
    ChangeChatError, ChatAccessError, ChatChange, ChatChanged, ChatCursor, ChatEdit, ChatStateSet, Chats,
    CreateChatError, NewGroup, StoreError,
};

#[async_trait]
impl Chats for SqliteStore {
    async fn open_direct(
        &self,
        actor: UserId,
        other: UserId,
        new_id: ChatId,
        at_ms: TimeMs,
    ) -> Result<(ChatId, Option<Seq>), CreateChatError> {
        let told = MessageId::new();
        self.writer.run(move |conn| open_direct(conn, actor, other, new_id, told, at_ms)).await
    }

    async fn create_group(&self, group: NewGroup) -> Result<ChatChanged, CreateChatError> {
        self.writer.run(move |conn| create_group(conn, &group)).await
    }

    async fn change_chat(&self, change: ChatChange) -> Result<ChatChanged, ChangeChatError> {
        self.writer.run(move |conn| change_chat(conn, &change)).await
    }

    async fn chat(&self, actor: UserId, chat_id: ChatId) -> Result<Chat, ChatAccessError> {
        self.readers.scan(*actor.as_bytes(), move |conn| chat(conn, actor, chat_id)).await
    }

    async fn chat_after_change(&self, actor: UserId, chat_id: ChatId) -> Result<Chat, ChatAccessError> {
        self.readers.scan_after(*actor.as_bytes(), move |conn| chat(conn, actor, chat_id)).await
    }

    async fn chat_views(
        &self,
        chat_id: ChatId,
        viewers: Vec<UserId>,
    ) -> Result<Vec<(UserId, Chat)>, StoreError> {
        self.readers.scan_after(*chat_id.as_bytes(), move |conn| chat_views(conn, chat_id, &viewers)).await
    }

    async fn chats(
        &self,
        actor: UserId,
        before: Option<ChatCursor>,
        limit: usize,
    ) -> Result<ChatList, StoreError> {
        self.readers.scan(*actor.as_bytes(), move |conn| chats(conn, actor, before, limit)).await
    }

    async fn set_chat_state(
        &self,
        actor: UserId,
        chat_id: ChatId,
        patch: ChatStatePatch,
    ) -> Result<ChatStateSet, ChatAccessError> {
        self.writer.run(move |conn| chat_state::set_chat_state(conn, actor, chat_id, &patch)).await
    }

    async fn unread_counts(&self, actor: UserId) -> Result<UnreadCounts, StoreError> {
        self.readers.scan(*actor.as_bytes(), move |conn| unread::unread_counts(conn, actor)).await
    }
}

pub fn open_direct(
    conn: &Writing,
    actor: UserId,
    other: UserId,
    new_id: ChatId,
    told: MessageId,
    at_ms: TimeMs,
) -> Result<(ChatId, Option<Seq>), CreateChatError> {
    let tenant = same_tenant(conn, actor, other)?;
    let (low, high) = (actor.min(other), actor.max(other));
    let pair = [low.as_bytes().as_slice(), high.as_bytes()].concat();
    let existing = conn
        .prepare_cached("select id from chats where direct_key = ?1")?
        .query_row([&pair], |row| id(row, 0))
        .optional()?;
    if let Some(existing) = existing {
        return Ok((existing, None));
    }
    let chat = conn
        .prepare_cached(
            "insert into chats (id, tenant_id, kind, direct_key, created_at, active_at)
             values (?1, ?2, 'direct', ?3, ?4, ?4) returning key",
        )?
        .query_row(params![new_id.as_bytes(), tenant.as_bytes(), pair, at_ms], |row| row.get(0))?;
    members::join(conn, chat, low, Role::Member, 0, at_ms)?;
    if high != low {
        members::join(conn, chat, high, Role::Member, 0, at_ms)?;
    }
    let events = begin_disappearing(conn, chat, actor)?.map(|event| (told, event));
    let messages = append_events(conn, chat, new_id, actor, events.as_slice(), at_ms)?;
    Ok((new_id, Some(messages.last().map_or(0, |message| message.seq))))
}

/// Applies the creator's setting for new chats to a new chat. Returns the system message about it.
fn begin_disappearing(
    conn: &Connection,
    chat: i64,
    creator: UserId,
) -> Result<Option<SystemEvent>, StoreError> {
    let disappear_after: Option<i64> = conn
        .prepare_cached("select disappear_after from users where id = ?1")?
        .query_row([creator.as_bytes()], |row| row.get(0))?;
    if disappear_after.is_none() {
        return Ok(None);
    }
    conn.prepare_cached("update chats set disappear_after = ?2 where key = ?1")?
        .execute(params![chat, disappear_after])?;
    Ok(Some(SystemEvent::DisappearAfterChanged { disappear_after }))
}

pub fn create_group(conn: &Writing, group: &NewGroup) -> Result<ChatChanged, CreateChatError> {
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
    members::join(conn, chat, group.creator, Role::Owner, 0, group.at_ms)?;
    for member in group.members.iter().filter(|member| **member != group.creator) {
        members::join(conn, chat, *member, Role::Member, 0, group.at_ms)?;
    }
    let mut events = group.events.clone();
    events.extend(begin_disappearing(conn, chat, group.creator)?.map(|event| (group.disappearing_id, event)));
    let messages = append_events(conn, chat, group.chat_id, group.creator, &events, group.at_ms)?;
    let roster = members::load_roster(conn, chat)?;
    Ok(ChatChanged { messages, roster, removed: Vec::new() })
}

pub fn change_chat(conn: &Writing, change: &ChatChange) -> Result<ChatChanged, ChangeChatError> {
    let actor = membership(conn, change.actor, change.chat_id).map_err(|error| match error {
        ChatAccessError::NotAMember => ChangeChatError::NotAMember,
        ChatAccessError::Store(error) => ChangeChatError::Store(error),
    })?;
    if actor.info_version != change.based_on {
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
            ChatEdit::DisappearAfter(seconds) => {
                conn.prepare_cached("update chats set disappear_after = ?2 where key = ?1")?
                    .execute(params![chat, seconds])?;
            }
            ChatEdit::Add(user) => members::join(conn, chat, *user, Role::Member, actor.head, change.at_ms)?,
            ChatEdit::Remove(user) => {
                let user_version = next_user_version(conn, *user)?;
                let left = conn
                    .prepare_cached(
                        "update members set left_at = ?3, user_version = ?4
                         where chat = ?1 and user_id = ?2 and left_at is null",
                    )?
                    .execute(params![chat, user.as_bytes(), change.at_ms, user_version])?;
                if left > 0 {
                    members::count_members(conn, chat, -1)?;
                }
                removed.push((*user, user_version));
            }
            ChatEdit::Role(user, role) => {
                conn.prepare_cached("update members set role = ?3 where chat = ?1 and user_id = ?2")?
                    .execute(params![chat, user.as_bytes(), <&str>::from(*role)])?;
            }
        }
    }
    let messages = append_events(conn, chat, change.chat_id, change.actor, &change.events, change.at_ms)?;
    Ok(ChatChanged { messages, roster: members::load_roster(conn, chat)?, removed })
}

/// The asker's tenant, if the other person belongs to it too.
fn same_tenant(conn: &Connection, asker: UserId, other: UserId) -> Result<TenantId, CreateChatError> {
    conn.prepare_cached("select a.tenant_id from users a join users b on b.tenant_id = a.tenant_id where a.id = ?1 and b.id = ?2")?
        .query_row(params![asker.as_bytes(), other.as_bytes()], |row| id(row, 0))
        .optional()?
        .ok_or(CreateChatError::UnknownUser(other))
}

/// Appends the system messages of a change, and sets the chat's `info_version` to that of the last one.
fn append_events(
    conn: &Writing,
    chat: i64,
    chat_id: ChatId,
    sender_id: UserId,
    events: &[(MessageId, SystemEvent)],
    at_ms: TimeMs,
) -> Result<Vec<Message>, StoreError> {
    let mut messages = Vec::with_capacity(events.len());
    for (message_id, event) in events {
        let content = MessageContent::System(SystemContent { system: event.clone() });
        let header = Header { chat, chat_id, id: *message_id, sender_id, at_ms };
        messages.push(messages::insert(conn, &header, content)?);
    }
    conn.prepare_cached("update chats set info_version = head where key = ?1")?.execute([chat])?;
    Ok(messages)
}

pub fn chat(conn: &Connection, actor: UserId, chat_id: ChatId) -> Result<Chat, ChatAccessError> {
    let member = membership(conn, actor, chat_id)?;
    Ok(view(conn, member)?)
}

pub fn chat_views(
    conn: &Connection,
    chat_id: ChatId,
    viewers: &[UserId],
) -> Result<Vec<(UserId, Chat)>, StoreError> {
    let mut views = Vec::with_capacity(viewers.len());
    for viewer in viewers {
        match membership(conn, *viewer, chat_id) {
            Ok(member) => views.push((*viewer, view(conn, member)?)),
            Err(ChatAccessError::NotAMember) => {}
            Err(ChatAccessError::Store(error)) => return Err(error),
        }
    }
    Ok(views)
}

/// The chat as this member sees it.
pub fn view(conn: &Connection, member: Membership) -> Result<Chat, StoreError> {
    let members = if member.member_count <= MEMBERS_INLINE {
        Some(members::member_rows(conn, &member, None, MEMBERS_INLINE)?)
    } else {
        None
    };
    let last_message = conn
        .prepare_cached(&format!(
            "select {MESSAGE} from message_rows where key between ?1 and ?2 and {} order by key desc limit 1",
            unhidden("?3")
        ))?
        .query_row(params![member.first_key(), member.last_key(), member.hider()], |row| {
            message_of(row, &member)
        })
        .optional()?;
    let (unread, mentions) = unread::count_unread(conn, &member)?;
    let (state, has_pins) = chat_state::state_of(conn, &member)?;
    let pins = if has_pins { pins(conn, &member)? } else { Vec::new() };
    Ok(Chat {
        id: member.chat_id,
        kind: member.kind,
        title: member.title,
        description: member.description,
        head: member.head,
        pins,
        disappear_after: member.disappear_after,
        created_at: member.created_at,
        role: member.role,
        member_count: member.member_count,
        members,
        last_message,
        unread,
        mentions,
        delivered: member.delivered,
        read: member.read,
        state,
        user_version: member.user_version,
    })
}

/// The pinned messages that the member may see.
fn pins(conn: &Connection, member: &Membership) -> Result<Vec<ChatPin>, StoreError> {
    Ok(conn
        .prepare_cached(&format!(
            "select id, seq, pinned_by, pinned_at, pinned_until from messages
             where chat = ?1 and pinned_at is not null and seq >= ?2 and {} order by pinned_at desc, seq desc",
            unhidden("?3")
        ))?
        .query_map(params![member.chat, member.first_seq, member.hider()], |row| {
            let pin = Pin { by: id(row, 2)?, at: row.get(3)?, until: row.get(4)? };
            Ok(ChatPin { id: id(row, 0)?, seq: row.get(1)?, pin })
        })?
        .collect::<Result<_, _>>()?)
}

pub fn chats(
    conn: &Connection,
    actor: UserId,
    before: Option<ChatCursor>,
    limit: usize,
) -> Result<ChatList, StoreError> {
    let before = before.unwrap_or(ChatCursor { active_at_ms: i64::MAX, chat_id: [0xff; 16].into() });
    let page = conn
        .prepare_cached(&format!(
            "select {MEMBERSHIP}, c.active_at from members m join chats c on c.key = m.chat
             where m.user_id = ?1 and m.left_at is null and (c.active_at, c.id) < (?2, ?3) and {LISTED}
             order by c.active_at desc, c.id desc limit ?4"
        ))?
        .query_map(
            params![actor.as_bytes(), before.active_at_ms, before.chat_id.as_bytes(), limit + 1],
            |row| Ok((membership_row(row)?, row.get::<_, i64>("active_at")?)),
        )?
        .collect::<Result<Vec<_>, _>>()?;
    let (mut chats, mut last, mut next) = (Vec::new(), None, None);
    let mut budget = PageBudget::new(limit);
    for (member, active_at) in page {
        if chats.len() == limit || budget.is_full() {
            next = last;
            break;
        }
        last = Some(ChatCursor { active_at_ms: active_at, chat_id: member.chat_id }.to_string());
        let chat = view(conn, member)?;
        budget.take_chat(&chat);
        chats.push(chat);
    }
    Ok(ChatList { chats, next })
}
