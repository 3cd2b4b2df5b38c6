//! Delivered and read watermarks, and what they say of a single message.

use kith_wire::{ChatId, MessageId, MessageInfo, MessageKind, MessageReceipt, Seq, TimeMs, UserId};
use rusqlite::{Connection, OptionalExtension, params};

use super::rows::{Membership, id, membership, message_key, next_user_version};
use super::{messages, views};
use crate::{ChatAccessError, MessageAccessError, ReceiptTold, StoreError, WatermarkMove, WatermarkMoved};

const DELIVERED: i64 = 0;
const READ: i64 = 1;

/// The granularity of the times that are kept, in milliseconds.
const MINUTE: i64 = 60_000;

/// How long times are kept, in milliseconds. An older message has the time of the oldest row that is left.
const KEPT: i64 = 90 * 24 * 60 * MINUTE;

pub fn move_watermark(
    conn: &Connection,
    wanted: &WatermarkMove,
) -> Result<Option<WatermarkMoved>, ChatAccessError> {
    let mut seat = membership(conn, wanted.user_id, wanted.chat_id)?;
    let read = wanted.read.min(seat.head).max(seat.read);
    let delivered = wanted.delivered.max(wanted.read).min(seat.head).max(seat.delivered);
    if read == seat.read && delivered == seat.delivered {
        return Ok(None);
    }
    let passed_from = match (read > seat.read, delivered > seat.delivered) {
        (true, true) => seat.read.min(seat.delivered),
        (true, false) => seat.read,
        (false, _) => seat.delivered,
    };
    let passed_to = read.max(delivered);
    let shows_reads = views::sees_reads(conn, wanted.user_id)?;
    let user_version = next_user_version(conn, wanted.user_id)?;
    let (read_shown, marked_unread): (Seq, bool) = conn
        .prepare_cached(
            "update members set delivered = ?3, read = ?4, read_shown = iif(?5, ?4, read_shown), user_version = ?6,
                 marked_unread = iif(?4 > read, 0, marked_unread)
             where chat = ?1 and user_id = ?2 returning read_shown, marked_unread",
        )?
        .query_row(
            params![seat.chat, wanted.user_id.as_bytes(), delivered, read, shows_reads, user_version],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
    if delivered > seat.delivered {
        note_time(conn, &seat, DELIVERED, delivered, wanted.at_ms)?;
    }
    if read > seat.read && shows_reads {
        note_time(conn, &seat, READ, read, wanted.at_ms)?;
    }
    let told = tell_senders(conn, &seat, passed_from, passed_to, read_shown)?;
    seat.read = read;
    let (unread, mentions) = views::count_unread(conn, &seat)?;
    Ok(Some(WatermarkMoved {
        head: seat.head,
        delivered,
        read,
        unread,
        mentions,
        marked_unread,
        user_version,
        told,
    }))
}

/// Keeps when a watermark moved: in the row of this minute if there is one, so that a busy chat costs a row a minute.
fn note_time(
    conn: &Connection,
    seat: &Membership,
    kind: i64,
    seq: Seq,
    at_ms: TimeMs,
) -> rusqlite::Result<()> {
    let user = seat.user_id.as_bytes();
    let same_minute = conn
        .prepare_cached(
            "update receipt_times set seq = ?4
             where chat = ?1 and user_id = ?2 and kind = ?3 and at > ?5 - ?6
               and seq = (select max(seq) from receipt_times where chat = ?1 and user_id = ?2 and kind = ?3)",
        )?
        .execute(params![seat.chat, user, kind, seq, at_ms, MINUTE])?;
    if same_minute == 0 {
        conn.prepare_cached(
            "delete from receipt_times where chat = ?1 and user_id = ?2 and kind = ?3 and at < ?4",
        )?
        .execute(params![seat.chat, user, kind, at_ms - KEPT])?;
        conn.prepare_cached(
            "insert or replace into receipt_times (chat, user_id, kind, seq, at) values (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![seat.chat, user, kind, seq, at_ms])?;
    }
    Ok(())
}

/// Stamps the seats of those who sent what the watermarks passed: what they see of the chat has changed.
fn tell_senders(
    conn: &Connection,
    seat: &Membership,
    passed_from: Seq,
    passed_to: Seq,
    read_shown: Seq,
) -> Result<Vec<ReceiptTold>, StoreError> {
    let (from, to) = (message_key(seat.chat, passed_from), message_key(seat.chat, passed_to));
    let senders: Vec<UserId> = conn
        .prepare_cached(
            "select distinct x.sender_id from messages x
             join members m on m.chat = ?1 and m.user_id = x.sender_id and m.left_at is null
             where x.key > ?2 and x.key <= ?3 and x.kind <> 'system' and x.sender_id <> ?4",
        )?
        .query_map(params![seat.chat, from, to, seat.user_id.as_bytes()], |row| id(row, 0))?
        .collect::<Result<_, _>>()?;
    let mut told = Vec::with_capacity(senders.len());
    for user_id in senders {
        let user_version = next_user_version(conn, user_id)?;
        conn.prepare_cached("update members set user_version = ?3 where chat = ?1 and user_id = ?2")?
            .execute(params![seat.chat, user_id.as_bytes(), user_version])?;
        let read = if views::sees_reads(conn, user_id)? { read_shown } else { 0 };
        told.push(ReceiptTold { user_id, user_version, read });
    }
    Ok(told)
}

pub fn message_info(
    conn: &Connection,
    actor: UserId,
    chat_id: ChatId,
    message_id: MessageId,
) -> Result<MessageInfo, MessageAccessError> {
    let seat = membership(conn, actor, chat_id)?;
    let (seq, _, _, sent_at) = messages::sender_of(conn, seat.chat, message_id)?
        .filter(|(seq, sender, kind, _)| {
            *sender == actor && *kind != MessageKind::System && *seq >= seat.first_seq
        })
        .ok_or(MessageAccessError::NotFound)?;
    let sees_reads = views::sees_reads(conn, actor)?;
    let members = conn
        .prepare_cached(
            "select user_id, delivered, read_shown from members
             where chat = ?1 and user_id <> ?2 and left_at is null and first_seq <= ?3 order by user_id",
        )?
        .query_map(params![seat.chat, actor.as_bytes(), seq], |row| {
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
                .query_row(params![seat.chat, user_id.as_bytes(), kind, seq], |row| row.get(0))
                .optional()?;
            // A row's time is that of its minute's first move, which may lie before the message.
            Ok(Some(at.unwrap_or(sent_at).max(sent_at)))
        };
        let read_at = if sees_reads { time(READ, read)? } else { None };
        receipts.push(MessageReceipt { user_id, delivered_at: time(DELIVERED, delivered)?, read_at });
    }
    Ok(MessageInfo { receipts })
}
