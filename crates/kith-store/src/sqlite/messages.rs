//! The message log.

use kith_wire::{
    ChatId, Mention, Message, MessageHits, MessageId, MessageKind, MessagePage, Seq, TimeMs, UserId,
};
use rusqlite::{Connection, OptionalExtension, params};

use super::rows::{Body, MESSAGE, Named, id, membership, message as message_row};
use crate::{
    AppendError, Appended, ChatAccessError, MessageAccessError, MessageSearch, NewMessage, PageAt,
    StoreError, fold,
};

pub fn append(conn: &Connection, new: &NewMessage) -> Result<Appended, AppendError> {
    let existing = conn
        .prepare_cached(
            "select c.id, c.info_version, x.sender_id, x.chat, x.seq from messages x join chats c on c.key = x.chat
             where x.id = ?1",
        )?
        .query_row([new.id.as_bytes()], |row| {
            Ok((id::<ChatId>(row, 0)?, row.get(1)?, id::<UserId>(row, 2)?, row.get::<_, i64>(3)?, row.get::<_, Seq>(4)?))
        })
        .optional()?;
    if let Some((chat_id, info_version, sender_id, chat, seq)) = existing
        && chat_id == new.chat_id
        && sender_id == new.sender_id
    {
        let message = conn
            .prepare_cached(&format!("select {MESSAGE} from messages where chat = ?1 and seq = ?2"))?
            .query_row([chat, seq], |row| message_row(row, chat_id))?;
        // Once it was changed, what was first sent is no longer known: the id and the sender are proof enough.
        let unchanged = message.version == message.seq;
        if unchanged && (message.kind != new.kind || message.text != new.text) {
            return Err(AppendError::Conflict);
        }
        return Ok(Appended { message, repeated: true, info_version });
    }
    let seat = membership(conn, new.sender_id, new.chat_id).map_err(|error| match error {
        ChatAccessError::NotAMember => AppendError::NotAMember,
        ChatAccessError::Store(error) => AppendError::Store(error),
    })?;
    if existing.is_some() {
        return Err(AppendError::Conflict);
    }
    let mentions = present_members(conn, seat.chat, &new.mentions)?;
    let place = Place {
        chat: seat.chat,
        chat_id: new.chat_id,
        id: new.id,
        sender_id: new.sender_id,
        at_ms: new.at_ms,
    };
    let message = insert(conn, &place, new.kind, new.text.clone(), Body { mentions, system: None })?;
    Ok(Appended { message, repeated: false, info_version: seat.info_version })
}

fn present_members(conn: &Connection, chat: i64, mentions: &[Mention]) -> Result<Vec<Mention>, StoreError> {
    let mut present = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let counts = match mention {
            Mention::All(_) => true,
            Mention::User(user) => conn
                .prepare_cached("select 1 from members where chat = ?1 and user_id = ?2 and left_at is null")?
                .exists(params![chat, user.as_bytes()])?,
        };
        if counts && !present.contains(mention) {
            present.push(*mention);
        }
    }
    Ok(present)
}

/// Where a message goes, once it is known that it may.
pub struct Place {
    pub chat: i64,
    pub chat_id: ChatId,
    pub id: MessageId,
    pub sender_id: UserId,
    pub at_ms: TimeMs,
}

/// Gives a message the chat's next `seq` and stores it.
pub fn insert(
    conn: &Connection,
    place: &Place,
    kind: MessageKind,
    text: Option<String>,
    body: Body,
) -> Result<Message, StoreError> {
    let seq: Seq = conn
        .prepare_cached(
            "update chats set head = head + 1, active_at = max(active_at, ?2) where key = ?1 returning head",
        )?
        .query_row(params![place.chat, place.at_ms], |row| row.get(0))?;
    conn.prepare_cached(
        "insert into messages (chat, seq, version, id, sender_id, kind, text, body, sent_at)
         values (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        place.chat,
        seq,
        place.id.as_bytes(),
        place.sender_id.as_bytes(),
        kind.as_str(),
        text,
        body.encode()?,
        place.at_ms
    ])?;
    for mention in &body.mentions {
        let user = match mention {
            Mention::All(_) => &[][..],
            Mention::User(user) => user.as_bytes(),
        };
        conn.prepare_cached("insert into mentions (chat, user_id, seq, sender_id) values (?1, ?2, ?3, ?4)")?
            .execute(params![place.chat, user, seq, place.sender_id.as_bytes()])?;
    }
    Ok(Message {
        id: place.id,
        chat_id: place.chat_id,
        seq,
        version: seq,
        sender_id: place.sender_id,
        kind,
        text,
        mentions: if body.mentions.is_empty() { None } else { Some(body.mentions) },
        system: body.system,
        reactions: Vec::new(),
        sent_at: place.at_ms,
    })
}

pub fn message(
    conn: &Connection,
    actor: UserId,
    chat_id: ChatId,
    message_id: MessageId,
) -> Result<Message, MessageAccessError> {
    let seat = membership(conn, actor, chat_id)?;
    conn.prepare_cached(&format!("select {MESSAGE} from messages where id = ?1 and chat = ?2 and seq >= ?3"))?
        .query_row(params![message_id.as_bytes(), seat.chat, seat.first_seq], |row| message_row(row, chat_id))
        .optional()?
        .ok_or(MessageAccessError::NotFound)
}

pub fn page(
    conn: &Connection,
    actor: UserId,
    chat_id: ChatId,
    at: PageAt,
    limit: usize,
) -> Result<MessagePage, ChatAccessError> {
    let seat = membership(conn, actor, chat_id)?;
    let (range, order, from) = match at {
        PageAt::Latest => ("seq < ?2", "desc", Seq::MAX),
        PageAt::Before(seq) => ("seq < ?2", "desc", seq),
        PageAt::After(seq) => ("seq > ?2", "asc", seq),
    };
    let mut messages = conn
        .prepare_cached(&format!(
            "select {MESSAGE} from messages where chat = ?1 and {range} and seq >= ?3 order by seq {order} limit ?4"
        ))?
        .query_map(params![seat.chat, from, seat.first_seq, limit + 1], |row| message_row(row, chat_id))?
        .collect::<Result<Vec<_>, _>>()?;
    let more = messages.len() > limit;
    messages.truncate(limit);
    if order == "desc" {
        messages.reverse();
    }
    Ok(MessagePage { messages, more })
}

pub fn search(conn: &Connection, search: &MessageSearch) -> Result<MessageHits, ChatAccessError> {
    let seat = membership(conn, search.actor, search.chat_id)?;
    let mut messages = conn
        .prepare_cached(&format!(
            "select {MESSAGE} from messages
             where chat = ?1 and seq < ?2 and seq >= ?3 and kind <> 'system' and instr(fold(text), ?4) > 0
             order by seq desc limit ?5"
        ))?
        .query_map(
            params![
                seat.chat,
                search.before.unwrap_or(Seq::MAX),
                seat.first_seq,
                fold(&search.text),
                search.limit + 1
            ],
            |row| message_row(row, search.chat_id),
        )?
        .collect::<Result<Vec<_>, _>>()?;
    let more = messages.len() > search.limit;
    messages.truncate(search.limit);
    Ok(MessageHits { messages, more })
}

/// The place, sender and kind of a message that a member may see.
pub fn sender_of(
    conn: &Connection,
    chat: i64,
    message_id: MessageId,
) -> Result<Option<(Seq, UserId, MessageKind, TimeMs)>, StoreError> {
    Ok(conn
        .prepare_cached("select seq, sender_id, kind, sent_at from messages where id = ?1 and chat = ?2")?
        .query_row(params![message_id.as_bytes(), chat], |row| {
            Ok((row.get(0)?, id(row, 1)?, row.get::<_, Named<MessageKind>>(2)?.0, row.get(3)?))
        })
        .optional()?)
}
