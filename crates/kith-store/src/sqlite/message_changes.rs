//! What becomes of a message after it was sent: each change takes the chat's next `head` in the transaction that makes it.

use std::collections::HashMap;

use kith_wire::{
    ChatId, Message, MessageContent, MessageEdit, MessageId, MessageKind, Reaction, ReactionPage, Role,
    TextContent, TimeMs, UserId, UserReaction,
};
use rusqlite::{Connection, OptionalExtension, params};

use super::connections::writing::Writing;
use super::rows::{MESSAGE, Membership, id, membership, message, message_key, present_members};
use crate::shared::content::body;
use crate::{
    ChangeMessageError, MessageAccessError, MessageChange, MessageEditing, MessagesChanged, StoreError,
};

/// How many of those who reacted with an emoji a message names.
const NAMED: usize = 20;

pub fn change(conn: &Writing, change: &MessageChange) -> Result<MessagesChanged, ChangeMessageError> {
    let member = membership(conn, change.actor, change.chat_id)?;
    let mut found = Vec::with_capacity(change.ids.len());
    // All are looked at before the first is changed.
    for message_id in &change.ids {
        let message = seen_by(conn, &member, *message_id)?.ok_or(ChangeMessageError::NotFound)?;
        found.push((change_of(conn, &member, &message, change)?, message));
    }
    let mut done =
        MessagesChanged { messages: Vec::new(), changed: Vec::new(), info_version: member.info_version };
    for (change, message) in found {
        let message = match change {
            Some(change) => {
                apply(conn, message_key(member.chat, message.seq), member.user_id, change)?;
                let changed = stamped(conn, &member, &message)?;
                done.changed.push(changed.clone());
                changed
            }
            None => message,
        };
        done.messages.push(message);
    }
    Ok(done)
}

fn seen_by(
    conn: &Connection,
    member: &Membership,
    message_id: MessageId,
) -> Result<Option<Message>, StoreError> {
    Ok(conn
        .prepare_cached(&format!(
            "select {MESSAGE} from message_rows where id = ?1 and chat = ?2 and seq >= ?3"
        ))?
        .query_row(params![message_id.as_bytes(), member.chat, member.first_seq], |row| {
            message(row, member.chat_id)
        })
        .optional()?)
}

/// Gives the changed message the chat's next version, and reads it again.
fn stamped(conn: &Writing, member: &Membership, was: &Message) -> Result<Message, StoreError> {
    let version = conn
        .prepare_cached("update chats set head = head + 1 where key = ?1 returning head")?
        .query_row([member.chat], |row| row.get(0))?;
    let key = message_key(member.chat, was.seq);
    conn.prepare_cached("update messages set version = ?2 where key = ?1")?.execute(params![key, version])?;
    conn.changed(member.chat, version);
    Ok(conn
        .prepare_cached(&format!("select {MESSAGE} from message_rows where key = ?1"))?
        .query_row([key], |row| message(row, member.chat_id))?)
}

/// What is to be done to one message.
enum Change {
    Content { content: MessageContent, edited_at: TimeMs },
    Delete { at_ms: TimeMs },
    React { emoji: String, at_ms: TimeMs },
    TakeReactionBack(String),
}

/// The rules: what becomes of this message, or nothing when that was done already.
fn change_of(
    conn: &Connection,
    member: &Membership,
    found: &Message,
    change: &MessageChange,
) -> Result<Option<Change>, ChangeMessageError> {
    let is_own = found.sender_id == member.user_id;
    if found.content.kind() == MessageKind::System {
        return Err(ChangeMessageError::NotEditable);
    }
    match &change.edit {
        MessageEditing::Content { content, within_ms } => {
            if !is_own {
                return Err(ChangeMessageError::NotYours);
            }
            let MessageContent::Text(new) = content else { return Err(ChangeMessageError::NotEditable) };
            if found.deleted.is_some() || found.content.kind() != content.kind() {
                return Err(ChangeMessageError::NotEditable);
            }
            let mentions = present_members(conn, member.chat, &new.mentions)?;
            let content = MessageContent::Text(TextContent { text: new.text.clone(), mentions });
            if found.content == content {
                return Ok(None);
            }
            if change.at_ms >= found.sent_at + within_ms {
                return Err(ChangeMessageError::WindowOver);
            }
            // Clocks are set back; the edits of a message stay in their order.
            let edited_at = change.at_ms.max(found.edited_at.unwrap_or(found.sent_at));
            Ok(Some(Change::Content { content, edited_at }))
        }
        MessageEditing::Delete => {
            if !is_own && member.role == Role::Member {
                return Err(ChangeMessageError::NotYours);
            }
            let at_ms = change.at_ms.max(found.sent_at);
            Ok(found.deleted.is_none().then_some(Change::Delete { at_ms }))
        }
        MessageEditing::React { emoji, most } => {
            if found.deleted.is_some() {
                return Err(ChangeMessageError::NotEditable);
            }
            if has_reacted(conn, member, found, emoji)? {
                return Ok(None);
            }
            let is_new = found.reactions.iter().all(|reaction| reaction.emoji != *emoji);
            if is_new && found.reactions.len() >= *most {
                return Err(ChangeMessageError::TooManyReactions);
            }
            Ok(Some(Change::React { emoji: emoji.clone(), at_ms: change.at_ms }))
        }
        MessageEditing::TakeReactionBack(emoji) => {
            let reacted = has_reacted(conn, member, found, emoji)?;
            Ok(reacted.then(|| Change::TakeReactionBack(emoji.clone())))
        }
    }
}

fn has_reacted(
    conn: &Connection,
    member: &Membership,
    message: &Message,
    emoji: &str,
) -> Result<bool, StoreError> {
    let key = message_key(member.chat, message.seq);
    Ok(conn
        .prepare_cached("select 1 from reactions where message = ?1 and emoji = ?2 and user_id = ?3")?
        .exists(params![key, emoji, member.user_id.as_bytes()])?)
}

fn apply(conn: &Connection, key: i64, by: UserId, change: Change) -> Result<(), StoreError> {
    match change {
        Change::Content { content, edited_at } => {
            conn.prepare_cached(
                "insert into edits (message, place, text, edited_at)
                 select ?1, (select count(*) from edits where message = ?1), text, ?2 from messages where key = ?1",
            )?
            .execute(params![key, edited_at])?;
            conn.prepare_cached("update messages set text = ?2, body = ?3, edited_at = ?4 where key = ?1")?
                .execute(params![key, content.text(), body(&content)?, edited_at])?;
        }
        Change::Delete { at_ms } => {
            conn.prepare_cached(
                "update messages set text = null, body = null, reply_to = null, reactions = null, edited_at = null,
                     deleted_at = ?2, deleted_by = ?3
                 where key = ?1",
            )?
            .execute(params![key, at_ms, by.as_bytes()])?;
            conn.prepare_cached("delete from reactions where message = ?1")?.execute([key])?;
            conn.prepare_cached("delete from edits where message = ?1")?.execute([key])?;
        }
        Change::React { emoji, at_ms } => {
            conn.prepare_cached(
                "insert into reactions (message, emoji, user_id, at) values (?1, ?2, ?3, ?4)",
            )?
            .execute(params![key, emoji, by.as_bytes(), at_ms])?;
            count_reactions(conn, key)?;
        }
        Change::TakeReactionBack(emoji) => {
            conn.prepare_cached("delete from reactions where message = ?1 and emoji = ?2 and user_id = ?3")?
                .execute(params![key, emoji, by.as_bytes()])?;
            count_reactions(conn, key)?;
        }
    }
    Ok(())
}

/// Writes down anew who reacted. The most used emoji come first; of those that are used as often, the one that was used first.
fn count_reactions(conn: &Connection, key: i64) -> Result<(), StoreError> {
    let mut select = conn.prepare_cached(
        "select emoji, user_id from reactions where message = ?1 order by at, user_id, emoji",
    )?;
    let mut reactions: Vec<Reaction> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in select.query_map([key], |row| Ok((row.get::<_, String>(0)?, id::<UserId>(row, 1)?)))? {
        let (emoji, user_id) = row?;
        let place = *places.entry(emoji.clone()).or_insert(reactions.len());
        if place == reactions.len() {
            reactions.push(Reaction { emoji, count: 0, user_ids: Vec::new() });
        }
        if let Some(reaction) = reactions.get_mut(place) {
            reaction.count += 1;
            if reaction.user_ids.len() < NAMED {
                reaction.user_ids.push(user_id);
            }
        }
    }
    reactions.sort_by_key(|reaction| std::cmp::Reverse(reaction.count));
    let json =
        serde_json::to_string(&reactions).map_err(|_| StoreError::Corrupt { what: "messages.reactions" })?;
    conn.prepare_cached("update messages set reactions = ?2 where key = ?1")?
        .execute(params![key, (!reactions.is_empty()).then_some(json)])?;
    Ok(())
}

pub fn edits(
    conn: &Connection,
    actor: UserId,
    chat_id: ChatId,
    message_id: MessageId,
) -> Result<Vec<MessageEdit>, MessageAccessError> {
    let member = membership(conn, actor, chat_id)?;
    let found = seen_by(conn, &member, message_id)?.ok_or(MessageAccessError::NotFound)?;
    Ok(conn
        .prepare_cached("select text, edited_at from edits where message = ?1 order by place")?
        .query_map([message_key(member.chat, found.seq)], |row| {
            Ok(MessageEdit { text: row.get(0)?, edited_at: row.get(1)? })
        })?
        .collect::<Result<_, _>>()?)
}

pub fn reactions(
    conn: &Connection,
    actor: UserId,
    chat_id: ChatId,
    message_id: MessageId,
    after: Option<(String, Option<UserId>)>,
    limit: usize,
) -> Result<ReactionPage, MessageAccessError> {
    let member = membership(conn, actor, chat_id)?;
    let found = seen_by(conn, &member, message_id)?.ok_or(MessageAccessError::NotFound)?;
    let (emoji, user_id) = after.unwrap_or_default();
    let user = user_id.as_ref().map_or(&[][..], |user| user.as_bytes());
    let mut reactions = conn
        .prepare_cached(
            "select emoji, user_id, at from reactions where message = ?1 and (emoji, user_id) > (?2, ?3)
             order by emoji, user_id limit ?4",
        )?
        .query_map(params![message_key(member.chat, found.seq), emoji, user, limit + 1], |row| {
            Ok(UserReaction { emoji: row.get(0)?, user_id: id(row, 1)?, at: row.get(2)? })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let more = reactions.len() > limit;
    reactions.truncate(limit);
    Ok(ReactionPage { reactions, more })
}
