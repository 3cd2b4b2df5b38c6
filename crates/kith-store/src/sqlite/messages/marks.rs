//! What messages are to one person alone: with a star, or deleted for themselves.

use kith_wire::{
    ChatId, Hidden, MessageId, MessageKind, Star, StarList, Starred, SyncPage, UserId, UserVersion,
};
use rusqlite::{Connection, OptionalExtension, params};

use crate::shared::page_budget::PageBudget;
use crate::sqlite::connections::writing::Writing;
use crate::sqlite::rows::{
    MEMBERSHIP, MESSAGE, Membership, Named, id, membership, membership_row, message_key, message_of,
    next_user_version,
};
use crate::{
    ChangeMessageError, ChatAccessError, Mark, MessageCursor, MessageMarking, MessagesMarked, StoreError,
};

pub fn mark(conn: &Writing, marking: &MessageMarking) -> Result<MessagesMarked, ChangeMessageError> {
    let member = membership(conn, marking.actor, marking.chat_id)?;
    let mut done = MessagesMarked { changed: Vec::new(), head: member.head, version: 0, user_version: 0 };
    let mut keys = Vec::with_capacity(marking.ids.len());
    // All messages are checked before the first is marked.
    for message_id in &marking.ids {
        let found = markable(conn, &member, *message_id)?.ok_or(ChangeMessageError::NotFound)?;
        let changes = match marking.mark {
            Mark::Hidden => !found.hidden,
            Mark::Star(_) if found.hidden => return Err(ChangeMessageError::NotFound),
            Mark::Star(true) if !found.takes_stars => return Err(ChangeMessageError::NotEditable),
            Mark::Star(on) => on != found.starred,
        };
        done.version = done.version.max(found.version);
        done.user_version = done.user_version.max(found.user_version);
        if changes {
            done.changed.push(*message_id);
            keys.push(found.key);
        }
    }
    if !keys.is_empty() {
        done.user_version = next_user_version(conn, marking.actor)?;
    }
    let (starred_at, hidden) = match marking.mark {
        Mark::Star(on) => (on.then_some(marking.at_ms), None),
        Mark::Hidden => (None, Some(true)),
    };
    for key in &keys {
        conn.prepare_cached(
            "insert into marks (message, user_id, starred_at, hidden, user_version) values (?1, ?2, ?3, ?4, ?5)
             on conflict do update set starred_at = ?3, hidden = ?4, user_version = ?5",
        )?
        .execute(params![key, marking.actor.as_bytes(), starred_at, hidden, done.user_version])?;
    }
    if hidden.is_some() && !keys.is_empty() {
        // The chat has another last message perhaps, or less that is unread.
        conn.prepare_cached(
            "update members set hides = 1, user_version = ?3 where chat = ?1 and user_id = ?2",
        )?
        .execute(params![member.chat, marking.actor.as_bytes(), done.user_version])?;
    }
    Ok(done)
}

/// A message as far as marks depend on it, and its present mark.
struct Markable {
    key: i64,
    version: i64,
    takes_stars: bool,
    starred: bool,
    hidden: bool,
    user_version: UserVersion,
}

fn markable(
    conn: &Connection,
    member: &Membership,
    message_id: MessageId,
) -> Result<Option<Markable>, StoreError> {
    Ok(conn
        .prepare_cached(
            "select m.key, m.version, m.kind, m.deleted_at is null, k.starred_at is not null, k.hidden is not null,
                 ifnull(k.user_version, 0)
             from messages m left join marks k on k.message = m.key and k.user_id = ?4
             where m.id = ?1 and m.chat = ?2 and m.seq >= ?3 and m.undone is null",
        )?
        .query_row(
            params![message_id.as_bytes(), member.chat, member.first_seq, member.user_id.as_bytes()],
            |row| {
                let kind = row.get::<_, Named<MessageKind>>(2)?.0;
                Ok(Markable {
                    key: row.get(0)?,
                    version: row.get(1)?,
                    takes_stars: kind != MessageKind::System && row.get(3)?,
                    starred: row.get(4)?,
                    hidden: row.get(5)?,
                    user_version: row.get(6)?,
                })
            },
        )
        .optional()?)
}

pub fn stars(
    conn: &Connection,
    actor: UserId,
    chat_id: Option<ChatId>,
    before: Option<MessageCursor>,
    limit: usize,
) -> Result<StarList, ChatAccessError> {
    let (first, last) = match chat_id {
        Some(chat_id) => {
            let member = membership(conn, actor, chat_id)?;
            (member.first_key(), member.last_key())
        }
        None => (i64::MIN, i64::MAX),
    };
    let before = before.unwrap_or(MessageCursor { at_ms: i64::MAX, message_id: [0; 16].into() });
    // A page ended at a message that may be gone by now: then what has the same time comes once more.
    let mut select = conn.prepare_cached(&format!(
        "select {MEMBERSHIP}, k.message, k.starred_at from marks k
         join members m on m.chat = k.message >> 32 and m.user_id = k.user_id join chats c on c.key = m.chat
         where k.user_id = ?1 and k.starred_at is not null and k.message between ?2 and ?3 and m.left_at is null
           and (k.starred_at, k.message) < (?4, ifnull((select key from messages where id = ?5), ?6))
         order by k.starred_at desc, k.message desc"
    ))?;
    let mut message = conn.prepare_cached(&format!("select {MESSAGE} from message_rows where key = ?1"))?;
    let mut list = StarList { stars: Vec::new(), next: None };
    let mut budget = PageBudget::new(limit);
    let me = actor.as_bytes();
    let mut rows =
        select.query(params![me, first, last, before.at_ms, before.message_id.as_bytes(), i64::MAX])?;
    while let Some(row) = rows.next()? {
        let member = membership_row(row)?;
        let (key, at): (i64, i64) = (row.get("message")?, row.get("starred_at")?);
        if key < message_key(member.chat, member.first_seq) {
            continue;
        }
        let found = message.query_row([key], |row| message_of(row, &member)).optional()?;
        let Some(found) = found.filter(|message| message.deleted.is_none()) else { continue };
        if budget.is_full() {
            list.next = list
                .stars
                .last()
                .map(|last| MessageCursor { at_ms: last.at, message_id: last.message.id }.to_string());
            break;
        }
        budget.take_message(&found);
        list.stars.push(Starred { at, message: found });
    }
    Ok(list)
}

/// Adds the marks that the page's user counter covers, at least `limit` of them if there are so many: all marks of one
/// request have the same counter, and a page ends between two counters. A client without a counter needs no stars that
/// were taken back.
pub fn sync(
    conn: &Connection,
    actor: UserId,
    since: UserVersion,
    limit: usize,
    page: &mut SyncPage,
) -> Result<(), StoreError> {
    let mut select = conn.prepare_cached(
        "select c.id, p.id, k.starred_at is not null, k.hidden is not null, k.user_version from marks k
         join messages p on p.key = k.message join chats c on c.key = p.chat
         join members m on m.chat = p.chat and m.user_id = k.user_id
         where k.user_id = ?1 and k.user_version > ?2 and k.user_version <= ?3
           and m.left_at is null and p.seq >= m.first_seq and (?2 > 0 or k.starred_at or k.hidden)
         order by k.user_version",
    )?;
    let mut rows = select.query(params![actor.as_bytes(), since, page.user_version])?;
    let (mut taken, mut reached) = (0, since);
    while let Some(row) = rows.next()? {
        let (chat_id, message_id): (ChatId, MessageId) = (id(row, 0)?, id(row, 1)?);
        let (starred, hidden, user_version): (bool, bool, UserVersion) =
            (row.get(2)?, row.get(3)?, row.get(4)?);
        if taken >= limit && user_version > reached {
            page.more = true;
            page.user_version = reached;
            break;
        }
        (taken, reached) = (taken + 1, user_version);
        if !hidden {
            page.stars.push(Star { chat_id, id: message_id, on: starred });
            continue;
        }
        match page.hidden.last_mut().filter(|last| last.chat_id == chat_id) {
            Some(last) => last.ids.push(message_id),
            None => page.hidden.push(Hidden { chat_id, ids: vec![message_id] }),
        }
    }
    Ok(())
}
