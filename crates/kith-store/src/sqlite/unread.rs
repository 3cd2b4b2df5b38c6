//! A member's unread messages.

use kith_wire::{UNREAD_MOST, UNREAD_WITHIN, UnreadCounts, UserId};
use rusqlite::{Connection, params};

use super::rows::{MEMBERSHIP, Membership, membership_row, message_key, message_place, unhidden};
use crate::StoreError;

pub fn unread_counts(conn: &Connection, actor: UserId) -> Result<UnreadCounts, StoreError> {
    let mut counts = UnreadCounts { unread: 0, mentions: 0, chats: 0 };
    let mut select = conn.prepare_cached(&format!(
        "select {MEMBERSHIP} from members m join chats c on c.key = m.chat
         where m.user_id = ?1 and m.left_at is null and m.read < c.head limit ?2"
    ))?;
    for member in select.query_map(params![actor.as_bytes(), UNREAD_MOST], membership_row)? {
        let (unread, mentions) = count_unread(conn, &member?)?;
        counts.unread = UNREAD_MOST.min(counts.unread + unread);
        counts.mentions = UNREAD_MOST.min(counts.mentions + mentions);
        counts.chats += i64::from(unread > 0);
    }
    Ok(counts)
}

/// Messages from others after the member's read watermark, and how many of them mention the member: up to
/// [`UNREAD_MOST`], among the next [`UNREAD_WITHIN`].
pub fn count_unread(conn: &Connection, member: &Membership) -> Result<(i64, i64), StoreError> {
    if member.read >= member.head {
        return Ok((0, 0));
    }
    let me = member.user_id.as_bytes();
    let last = member.read + UNREAD_WITHIN;
    let (from, to) = (member.key_after(member.read), message_key(member.chat, last));
    let unread = conn
        .prepare_cached(&format!(
            "select count(*) from (select 1 from messages where key between ?1 and ?2 and sender_id <> ?3
                                   and kind <> 'system' and undone is null and {} limit ?5)",
            unhidden("?4")
        ))?
        .query_row(params![from, to, me, member.hider(), UNREAD_MOST], |row| row.get(0))?;
    let mentions = conn
        .prepare_cached(&format!(
            "select count(*) from (select distinct chat << 32 | seq as key from mentions
                                   where chat = ?1 and user_id in (?2, x'') and seq >= ?3 and seq <= ?4
                                   and sender_id <> ?2 and {} limit ?6)",
            unhidden("?5")
        ))?
        .query_row(
            params![member.chat, me, message_place(from).1, last, member.hider(), UNREAD_MOST],
            |row| row.get(0),
        )?;
    Ok((unread, mentions))
}
