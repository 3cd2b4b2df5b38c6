//! Messages that mention a person, over all chats.

use kith_wire::{MentionList, MessageId, Seq, TimeMs, UserId};
use rusqlite::{Connection, params};

use super::moment::first_sent_at;
use crate::shared::page_budget::PageBudget;
use crate::sqlite::rows::{
    LISTED, MEMBERSHIP, MESSAGE, Membership, id, membership_row, message_of, unhidden,
};
use crate::{MessageCursor, StoreError};

/// Goes through the chats from the one that was written to last, and ends at the first in which nothing can be newer
/// than what it has. Times never go back within a chat, so a place in it stands for a time.
pub fn mentions_of(
    conn: &Connection,
    actor: UserId,
    before: Option<MessageCursor>,
    limit: usize,
) -> Result<MentionList, StoreError> {
    let before = before.unwrap_or(MessageCursor { at_ms: TimeMs::MAX, message_id: [0; 16].into() });
    let mut select = conn.prepare_cached(&format!(
        "select {MEMBERSHIP}, c.active_at from members m join chats c on c.key = m.chat
         where m.user_id = ?1 and m.left_at is null and {LISTED}
           and exists (select 1 from mentions x where x.chat = m.chat and x.user_id in (?1, x''))
         order by c.active_at desc"
    ))?;
    let mut found: Vec<Found> = Vec::new();
    let mut rows = select.query([actor.as_bytes()])?;
    while let Some(row) = rows.next()? {
        let active_at: TimeMs = row.get("active_at")?;
        if found.len() > limit && found.last().is_some_and(|oldest| oldest.sent_at > active_at) {
            break;
        }
        found.append(&mut in_chat(conn, membership_row(row)?, before, limit + 1)?);
        found.sort_by_key(|one| std::cmp::Reverse((one.sent_at, one.id)));
        found.truncate(limit + 1);
    }
    let mut message = conn.prepare_cached(&format!("select {MESSAGE} from message_rows where key = ?1"))?;
    let mut list = MentionList { messages: Vec::new(), next: None };
    let mut budget = PageBudget::new(limit);
    for one in found {
        if budget.is_full() {
            list.next = list
                .messages
                .last()
                .map(|last| MessageCursor { at_ms: last.sent_at, message_id: last.id }.to_string());
            break;
        }
        let message = message.query_row([one.key], |row| message_of(row, &one.member))?;
        budget.take_message(&message);
        list.messages.push(message);
    }
    Ok(list)
}

struct Found {
    sent_at: TimeMs,
    id: MessageId,
    key: i64,
    member: Membership,
}

/// The newest mentions in one chat before a message of any chat.
fn in_chat(
    conn: &Connection,
    member: Membership,
    before: MessageCursor,
    limit: usize,
) -> Result<Vec<Found>, StoreError> {
    let from_here_too_new: Seq = match before.at_ms.checked_add(1) {
        Some(later) => first_sent_at(conn, &member, later)?,
        None => Seq::MAX,
    };
    let mut select = conn.prepare_cached(&format!(
        "select distinct p.sent_at, p.id, p.key from mentions x join messages p on p.key = x.chat << 32 | x.seq
         where x.chat = ?1 and x.user_id in (?2, x'') and x.sender_id <> ?2 and x.seq >= ?3 and x.seq < ?4
           and (p.sent_at, p.id) < (?5, ?6) and p.deleted_at is null and {}
         order by x.seq desc limit ?8",
        unhidden("?7")
    ))?;
    let me = member.user_id.as_bytes();
    let found = params![
        member.chat,
        me,
        member.first_seq,
        from_here_too_new,
        before.at_ms,
        before.message_id.as_bytes(),
        member.hider(),
        limit
    ];
    Ok(select
        .query_map(found, |row| {
            Ok(Found { sent_at: row.get(0)?, id: id(row, 1)?, key: row.get(2)?, member: member.clone() })
        })?
        .collect::<Result<_, _>>()?)
}
