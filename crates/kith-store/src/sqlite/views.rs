//! Chats as their members see them.

use kith_wire::{
    Chat, ChatId, ChatKind, ChatList, MEMBERS_INLINE, Member, MemberList, Role, UNREAD_MOST, UNREAD_WITHIN,
    UnreadCounts, UserId,
};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::chat_state::state_of;
use super::page_budget::PageBudget;
use super::rows::{
    MEMBERSHIP, MESSAGE, Membership, Named, id, membership, membership_row, message, message_key, word_prefix,
};
use crate::{ChatAccessError, ChatCursor, Roster, RosterMember, StoreError};

pub fn roster(conn: &Connection, actor: UserId, chat_id: ChatId) -> Result<Roster, ChatAccessError> {
    let seat = membership(conn, actor, chat_id)?;
    Ok(load_roster(conn, seat.chat)?)
}

pub fn recipients(conn: &Connection, chat_id: ChatId) -> Result<Roster, StoreError> {
    let chat = conn
        .prepare_cached("select key from chats where id = ?1")?
        .query_row([chat_id.as_bytes()], |row| row.get(0))?;
    load_roster(conn, chat)
}

/// Who is in a chat; what leads to an answer checks membership first.
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

pub fn chat(conn: &Connection, actor: UserId, chat_id: ChatId) -> Result<Chat, ChatAccessError> {
    let seat = membership(conn, actor, chat_id)?;
    Ok(view(conn, seat)?)
}

pub fn chat_views(
    conn: &Connection,
    chat_id: ChatId,
    viewers: &[UserId],
) -> Result<Vec<(UserId, Chat)>, StoreError> {
    let mut views = Vec::with_capacity(viewers.len());
    for viewer in viewers {
        match membership(conn, *viewer, chat_id) {
            Ok(seat) => views.push((*viewer, view(conn, seat)?)),
            Err(ChatAccessError::NotAMember) => {}
            Err(ChatAccessError::Store(error)) => return Err(error),
        }
    }
    Ok(views)
}

/// The chat as this member sees it.
pub fn view(conn: &Connection, seat: Membership) -> Result<Chat, StoreError> {
    let members = if seat.member_count <= MEMBERS_INLINE {
        Some(member_rows(conn, &seat, None, MEMBERS_INLINE)?)
    } else {
        None
    };
    let last_message = conn
        .prepare_cached(&format!(
            "select {MESSAGE} from messages where key between ?1 and ?2 order by key desc limit 1"
        ))?
        .query_row([seat.first_key(), seat.last_key()], |row| message(row, seat.chat_id))
        .optional()?;
    let (unread, mentions) = count_unread(conn, &seat)?;
    let state = state_of(conn, &seat)?;
    Ok(Chat {
        id: seat.chat_id,
        kind: seat.kind,
        title: seat.title,
        description: seat.description,
        head: seat.head,
        created_at: seat.created_at,
        role: seat.role,
        member_count: seat.member_count,
        members,
        last_message,
        unread,
        mentions,
        delivered: seat.delivered,
        read: seat.read,
        state,
        user_version: seat.user_version,
    })
}

/// Messages from others after the member's read watermark, and how many of them mention the member: up to
/// [`UNREAD_MOST`], among the next [`UNREAD_WITHIN`].
pub fn count_unread(conn: &Connection, seat: &Membership) -> Result<(i64, i64), StoreError> {
    if seat.read >= seat.head {
        return Ok((0, 0));
    }
    let me = seat.user_id.as_bytes();
    let last = seat.read + UNREAD_WITHIN;
    // A member's read watermark never lies before their first message, so it alone bounds what counts.
    let unread = conn
        .prepare_cached(
            "select count(*) from (select 1 from messages where key between ?1 and ?2
                                   and sender_id <> ?3 and kind <> 'system' limit ?4)",
        )?
        .query_row(
            params![seat.key_after(seat.read), message_key(seat.chat, last), me, UNREAD_MOST],
            |row| row.get(0),
        )?;
    let mentions = conn
        .prepare_cached(
            "select count(*) from (select distinct seq from mentions where chat = ?1 and user_id in (?2, x'')
                                   and seq > ?3 and seq <= ?4 and sender_id <> ?2 limit ?5)",
        )?
        .query_row(params![seat.chat, me, seat.read, last, UNREAD_MOST], |row| row.get(0))?;
    Ok((unread, mentions))
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
             where m.user_id = ?1 and m.left_at is null and (c.active_at, c.id) < (?2, ?3)
             order by c.active_at desc, c.id desc limit ?4"
        ))?
        .query_map(
            params![actor.as_bytes(), before.active_at_ms, before.chat_id.as_bytes(), limit + 1],
            |row| Ok((membership_row(row)?, row.get::<_, i64>("active_at")?)),
        )?
        .collect::<Result<Vec<_>, _>>()?;
    let (mut chats, mut last, mut next) = (Vec::new(), None, None);
    let mut budget = PageBudget::new(limit);
    for (seat, active_at) in page {
        if chats.len() == limit || budget.is_full() {
            next = last;
            break;
        }
        last = Some(ChatCursor { active_at_ms: active_at, chat_id: seat.chat_id }.to_string());
        let chat = view(conn, seat)?;
        budget.take_chat(&chat);
        chats.push(chat);
    }
    Ok(ChatList { chats, next })
}

pub fn find_chats(
    conn: &Connection,
    actor: UserId,
    folded_text: &str,
    limit: usize,
) -> Result<Vec<Chat>, StoreError> {
    conn.prepare_cached(&format!(
        "select {MEMBERSHIP} from members m join chats c on c.key = m.chat
         where m.user_id = ?1 and m.left_at is null
           and (' ' || fold(c.title) like ?2 escape '\\' or c.kind = 'direct' and exists (
                select 1 from members o join users u on u.id = o.user_id
                where o.chat = c.key and (o.user_id <> ?1 or c.member_count = 1) and u.search_key like ?2 escape '\\'))
         order by c.active_at desc, c.id desc limit ?3"
    ))?
    .query_map(params![actor.as_bytes(), word_prefix(folded_text), limit], membership_row)?
    .map(|seat| view(conn, seat?))
    .collect()
}

pub fn members(
    conn: &Connection,
    actor: UserId,
    chat_id: ChatId,
    after: Option<UserId>,
    limit: usize,
) -> Result<MemberList, ChatAccessError> {
    let seat = membership(conn, actor, chat_id)?;
    let mut members = member_rows(conn, &seat, after, limit + 1)?;
    let more = members.len() > limit;
    members.truncate(limit);
    let next = members.last().filter(|_| more).map(|member| member.user_id);
    Ok(MemberList { members, next })
}

fn member_rows(
    conn: &Connection,
    seat: &Membership,
    after: Option<UserId>,
    limit: usize,
) -> Result<Vec<Member>, StoreError> {
    let sees_reads = sees_reads(conn, seat.user_id)?;
    let after = after.as_ref().map_or(&[][..], |user| user.as_bytes());
    Ok(conn
        .prepare_cached(
            "select user_id, role, joined_at, delivered, read_shown from members
             where chat = ?1 and user_id > ?2 and left_at is null order by user_id limit ?3",
        )?
        .query_map(params![seat.chat, after, limit], |row| member_row(row, seat, sees_reads))?
        .collect::<Result<_, _>>()?)
}

fn member_row(row: &Row<'_>, seat: &Membership, sees_reads: bool) -> rusqlite::Result<Member> {
    let user_id: UserId = id(row, 0)?;
    let read = if user_id == seat.user_id {
        seat.read
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

/// Whether a person shows what they read, and so sees it of others.
pub fn sees_reads(conn: &Connection, user_id: UserId) -> rusqlite::Result<bool> {
    conn.prepare_cached("select read_receipts from users where id = ?1")?
        .query_row([user_id.as_bytes()], |row| row.get(0))
}

pub fn unread_counts(conn: &Connection, actor: UserId) -> Result<UnreadCounts, StoreError> {
    let mut counts = UnreadCounts { unread: 0, mentions: 0, chats: 0 };
    let mut select = conn.prepare_cached(&format!(
        "select {MEMBERSHIP} from members m join chats c on c.key = m.chat
         where m.user_id = ?1 and m.left_at is null and m.read < c.head limit ?2"
    ))?;
    for seat in select.query_map(params![actor.as_bytes(), UNREAD_MOST], membership_row)? {
        let (unread, mentions) = count_unread(conn, &seat?)?;
        counts.unread = UNREAD_MOST.min(counts.unread + unread);
        counts.mentions = UNREAD_MOST.min(counts.mentions + mentions);
        counts.chats += i64::from(unread > 0);
    }
    Ok(counts)
}
