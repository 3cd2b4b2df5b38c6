//! The difference between what a client has and what is: state, not events, so that applying it twice is harmless.

use std::collections::{HashMap, HashSet};

use kith_wire::{ChatId, Message, Seq, SyncPage, UserId};
use rusqlite::{Connection, params};

use super::room::Room;
use super::rows::{MEMBERSHIP, MESSAGE, Membership, membership_row, message};
use super::{accounts, views};
use crate::{StoreError, SyncLimits};

/// A page takes the chats that have something new in the order of the stamps on their seats, each with the next of its
/// messages, until a limit is reached. The client then names what it got, so each page begins where the last one ended.
pub fn changes_since(
    conn: &Connection,
    actor: UserId,
    user_version: i64,
    heads: &HashMap<ChatId, Seq>,
    limits: SyncLimits,
) -> Result<SyncPage, StoreError> {
    let (newest, me_version) = conn
        .prepare_cached("select version, me_version from users where id = ?1")?
        .query_row([actor.as_bytes()], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
    let seats = conn
        .prepare_cached(&format!(
            "select {MEMBERSHIP} from members m join chats c on c.key = m.chat
             where m.user_id = ?1 and m.left_at is null order by m.user_version"
        ))?
        .query_map([actor.as_bytes()], membership_row)?
        .collect::<Result<Vec<_>, _>>()?;

    // What a client knows of a chat from before it was left and joined again is not the beginning of what it may see
    // now: it forgets the chat, and gets it like a new one.
    let joined_anew = |seat: &Membership| {
        heads.get(&seat.chat_id).is_some_and(|known| *known > 0 && seat.first_seq > known + 1)
    };
    let known = |seat: &Membership| heads.get(&seat.chat_id).filter(|_| !joined_anew(seat)).copied();
    let kept: HashSet<ChatId> =
        seats.iter().filter(|seat| !joined_anew(seat)).map(|seat| seat.chat_id).collect();
    let removed = heads.keys().filter(|chat| !kept.contains(chat)).copied().collect();

    let mut changed = seats
        .into_iter()
        .filter(|seat| {
            seat.user_version > user_version
                || heads.get(&seat.chat_id).is_none_or(|known| seat.head > *known)
        })
        .peekable();
    let mut page = SyncPage {
        user_version: newest,
        me: if me_version > user_version { accounts::me(conn, actor)? } else { None },
        chats: Vec::new(),
        removed,
        messages: Vec::new(),
        more: false,
    };
    let mut room = Room::new(limits.messages);
    while let Some(seat) = changed.peek() {
        if page.chats.len() >= limits.chats || room.is_full() {
            break;
        }
        let more = match known(seat) {
            Some(known) => {
                let (mut messages, more) = messages_since(conn, seat, known, &mut room)?;
                page.messages.append(&mut messages);
                more
            }
            None => false,
        };
        let stamp = seat.user_version;
        let Some(seat) = changed.next() else { break };
        let chat = views::view(conn, seat)?;
        room.take_chat(&chat);
        page.chats.push(chat);
        if more {
            page.more = true;
            page.user_version = stamp - 1;
            break;
        }
    }
    // What is left is newer than all that was taken, except where its seat is old and only its messages are new: those
    // come again by their heads, whatever the stamp says.
    if let Some(next) = changed.peek() {
        page.more = true;
        page.user_version = page.user_version.min(next.user_version - 1);
    }
    page.user_version = page.user_version.max(user_version);
    Ok(page)
}

/// Messages that are newer than a version of the chat, oldest version first, and whether there are more.
fn messages_since(
    conn: &Connection,
    seat: &Membership,
    known: Seq,
    room: &mut Room,
) -> Result<(Vec<Message>, bool), StoreError> {
    let mut select = conn.prepare_cached(&format!(
        "select * from (select {MESSAGE} from messages
                        where key between ?1 and ?2 and version = seq order by key limit ?6)
         union all
         select * from (select {MESSAGE} from messages
                        where chat = ?3 and version > ?4 and seq >= ?5 and version > seq order by version limit ?6)
         order by version limit ?6"
    ))?;
    let (from, to) = (seat.key_after(known), seat.last_key());
    let found = params![from, to, seat.chat, known, seat.first_seq, room.rows()];
    Ok(room.take(select.query_map(found, |row| message(row, seat.chat_id))?)?)
}
