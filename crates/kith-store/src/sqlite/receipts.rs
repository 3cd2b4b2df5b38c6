//! Delivered and read watermarks, and their meaning for a single message.

use async_trait::async_trait;
use kith_wire::{
    ChatId, MEMBERS_INLINE, MessageId, MessageInfo, MessageKind, MessageReceipt, Seq, TimeMs, UserId,
};
use rusqlite::{Connection, OptionalExtension, params};

use super::rows::{Membership, id, membership, message_key, next_user_version};
use super::store::SqliteStore;
use super::{accounts, messages, unread};
use crate::{
    ChatAccessError, MessageAccessError, Receipts, SenderReceipt, StoreError, WatermarkMove, WatermarkMoved,
};

#[async_trait]
impl Receipts for SqliteStore {
    async fn move_watermark(&self, moved: WatermarkMove) -> Result<Option<WatermarkMoved>, ChatAccessError> {
        self.writer.run(move |conn| move_watermark(conn, &moved)).await
    }

    async fn message_info(
        &self,
        actor: UserId,
        chat_id: ChatId,
        id: MessageId,
    ) -> Result<MessageInfo, MessageAccessError> {
        self.readers.scan(*actor.as_bytes(), move |conn| message_info(conn, actor, chat_id, id)).await
    }
}

const DELIVERED: i64 = 0;

const READ: i64 = 1;

/// The granularity of the stored times, in milliseconds.
const MINUTE: i64 = 60_000;

/// How long times are kept, in milliseconds. An older message gets the time of the oldest row that is left.
const KEPT: i64 = 90 * 24 * 60 * MINUTE;

/// Most outdated rows that are deleted when one is added: more than one, so that their number shrinks.
const FORGOTTEN: i64 = 8;

/// Most messages that are looked at for the senders of the messages that a watermark passed.
const LOOKED_AT: i64 = 1000;

pub fn move_watermark(
    conn: &Connection,
    wanted: &WatermarkMove,
) -> Result<Option<WatermarkMoved>, ChatAccessError> {
    let mut member = membership(conn, wanted.user_id, wanted.chat_id)?;
    let read = wanted.read.min(member.head).max(member.read);
    let delivered = wanted.delivered.max(wanted.read).min(member.head).max(member.delivered);
    if read == member.read && delivered == member.delivered {
        return Ok(None);
    }
    let shows_reads = accounts::sees_reads(conn, wanted.user_id)?;
    // Reads that were hidden show with the next move.
    let read_shown = if shows_reads { read } else { member.read_shown };
    let user_version = next_user_version(conn, wanted.user_id)?;
    let marked_unread: bool = conn
        .prepare_cached(
            "update members set delivered = ?3, read = ?4, read_shown = ?5, user_version = ?6,
                 marked_unread = iif(?4 > read, 0, marked_unread)
             where chat = ?1 and user_id = ?2 returning marked_unread",
        )?
        .query_row(
            params![member.chat, wanted.user_id.as_bytes(), delivered, read, read_shown, user_version],
            |row| row.get(0),
        )?;
    if delivered > member.delivered {
        note_time(conn, &member, DELIVERED, delivered, wanted.at_ms)?;
    }
    if read_shown > member.read_shown {
        note_time(conn, &member, READ, read_shown, wanted.at_ms)?;
    }
    let senders =
        stamp_senders(conn, &member, (member.delivered, delivered), (member.read_shown, read_shown))?;
    member.read = read;
    let (unread, mentions) = unread::count_unread(conn, &member)?;
    Ok(Some(WatermarkMoved {
        head: member.head,
        delivered,
        read,
        unread,
        mentions,
        marked_unread,
        user_version,
        senders,
    }))
}

/// Stores when a watermark moved: in the row of this minute if there is one, so that a busy chat costs a row a minute.
fn note_time(
    conn: &Connection,
    member: &Membership,
    kind: i64,
    seq: Seq,
    at_ms: TimeMs,
) -> rusqlite::Result<()> {
    let user = member.user_id.as_bytes();
    let same_minute = conn
        .prepare_cached(
            "update receipt_times set seq = ?4
             where chat = ?1 and user_id = ?2 and kind = ?3 and at > ?5 - ?6
               and seq = (select max(seq) from receipt_times where chat = ?1 and user_id = ?2 and kind = ?3)",
        )?
        .execute(params![member.chat, user, kind, seq, at_ms, MINUTE])?;
    if same_minute == 0 {
        conn.prepare_cached(
            "delete from receipt_times where chat = ?1 and user_id = ?2 and kind = ?3 and at < ?4
                 and seq in (select seq from receipt_times where chat = ?1 and user_id = ?2 and kind = ?3
                             order by seq limit ?5)",
        )?
        .execute(params![member.chat, user, kind, at_ms - KEPT, FORGOTTEN])?;
        conn.prepare_cached(
            "insert or replace into receipt_times (chat, user_id, kind, seq, at) values (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![member.chat, user, kind, seq, at_ms])?;
    }
    Ok(())
}

/// Stamps the memberships of the senders whose messages a watermark passed, if they may see that. Nobody else gets a
/// receipt: the mere event would reveal a hidden read.
///
/// A chat with more members than a [`Chat`](kith_wire::Chat) holds shows no watermarks, so nothing is stamped there;
/// clients ask for the message's info.
fn stamp_senders(
    conn: &Connection,
    member: &Membership,
    delivered: (Seq, Seq),
    read_shown: (Seq, Seq),
) -> Result<Vec<SenderReceipt>, StoreError> {
    if member.member_count > MEMBERS_INLINE {
        return Ok(Vec::new());
    }
    // A read message was delivered before: a watermark that did not move adds nothing to the range of the other.
    let from = if read_shown.1 > read_shown.0 { read_shown.0 } else { delivered.0 };
    let to = if delivered.1 > delivered.0 { delivered.1 } else { read_shown.1 };
    let senders = if to - from > LOOKED_AT {
        others(conn, member, delivered.1 > delivered.0)?
    } else {
        senders_between(conn, member, (from, to), delivered.0, read_shown.1)?
    };
    let mut receipts = Vec::with_capacity(senders.len());
    for (user_id, was_delivered) in senders {
        let sees_reads = accounts::sees_reads(conn, user_id)?;
        if !was_delivered && !sees_reads {
            continue;
        }
        let user_version = next_user_version(conn, user_id)?;
        conn.prepare_cached("update members set user_version = ?3 where chat = ?1 and user_id = ?2")?
            .execute(params![member.chat, user_id.as_bytes(), user_version])?;
        receipts.push(SenderReceipt {
            user_id,
            user_version,
            read: if sees_reads { read_shown.1 } else { 0 },
        });
    }
    Ok(receipts)
}

/// The senders of the messages in the range, each with whether any of their messages was only delivered now.
fn senders_between(
    conn: &Connection,
    member: &Membership,
    (from, to): (Seq, Seq),
    delivered_before: Seq,
    read_shown: Seq,
) -> rusqlite::Result<Vec<(UserId, bool)>> {
    let key = |seq| message_key(member.chat, seq);
    conn.prepare_cached(
        "select x.sender_id, max(x.key > ?5) from messages x
         join members m on m.chat = ?1 and m.user_id = x.sender_id and m.left_at is null
         where x.key > ?3 and x.key <= ?4 and (x.key > ?5 or x.key <= ?6)
           and x.kind <> 'system' and x.sender_id <> ?2
         group by x.sender_id",
    )?
    .query_map(
        params![
            member.chat,
            member.user_id.as_bytes(),
            key(from),
            key(to),
            key(delivered_before),
            key(read_shown)
        ],
        |row| Ok((id(row, 0)?, row.get(1)?)),
    )?
    .collect()
}

/// All other members: any of them may have sent one of very many messages.
fn others(conn: &Connection, member: &Membership, delivered: bool) -> rusqlite::Result<Vec<(UserId, bool)>> {
    conn.prepare_cached("select user_id from members where chat = ?1 and user_id <> ?2 and left_at is null")?
        .query_map(params![member.chat, member.user_id.as_bytes()], |row| Ok((id(row, 0)?, delivered)))?
        .collect()
}

pub fn message_info(
    conn: &Connection,
    actor: UserId,
    chat_id: ChatId,
    message_id: MessageId,
) -> Result<MessageInfo, MessageAccessError> {
    let member = membership(conn, actor, chat_id)?;
    let (seq, _, _, sent_at) = messages::sender_of(conn, &member, message_id)?
        .filter(|(_, sender, kind, _)| *sender == actor && *kind != MessageKind::System)
        .ok_or(MessageAccessError::NotFound)?;
    let sees_reads = accounts::sees_reads(conn, actor)?;
    let members = conn
        .prepare_cached(
            "select user_id, delivered, read_shown from members
             where chat = ?1 and user_id <> ?2 and left_at is null and first_seq <= ?3 order by user_id",
        )?
        .query_map(params![member.chat, actor.as_bytes(), seq], |row| {
            Ok((id::<UserId>(row, 0)?, row.get::<_, Seq>(1)?, row.get::<_, Seq>(2)?))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let mut receipts = Vec::with_capacity(members.len());
    for (user_id, delivered, read) in members {
        let time = |kind, watermark: Seq| -> Result<Option<TimeMs>, StoreError> {
            if watermark < seq {
                return Ok(None);
            }
            let at: Option<TimeMs> = conn
                .prepare_cached(
                    "select at from receipt_times
                     where chat = ?1 and user_id = ?2 and kind = ?3 and seq >= ?4 order by seq limit 1",
                )?
                .query_row(params![member.chat, user_id.as_bytes(), kind, seq], |row| row.get(0))
                .optional()?;
            // A row's time is that of its minute's first move, which may lie before the message.
            Ok(Some(at.unwrap_or(sent_at).max(sent_at)))
        };
        let read_at = if sees_reads { time(READ, read)? } else { None };
        receipts.push(MessageReceipt { user_id, delivered_at: time(DELIVERED, delivered)?, read_at });
    }
    Ok(MessageInfo { receipts })
}
