//! Changes of messages after they were sent: each takes the chat's next `head` in its own transaction.

use kith_wire::{
    ChatId, Message, MessageContent, MessageEdit, MessageId, ReactionPage, TextContent, TimeMs, UserId,
    UserReaction, UserVersion,
};
use rusqlite::{Connection, OptionalExtension, params};

use super::expiry::delete_mentions;
use crate::shared::content::{body, state};
use crate::shared::message_change::{Change, Choice, Editor, change_of, count_reactions, count_votes};
use crate::sqlite::connections::writing::Writing;
use crate::sqlite::rows::{
    MESSAGE, Membership, id, membership, message, message_key, next_user_version, present_members, unhidden,
};
use crate::{
    ChangeMessageError, MessageAccessError, MessageChange, MessageEditing, MessagesChanged, StoreError,
};

pub fn change(conn: &Writing, change: &MessageChange) -> Result<MessagesChanged, ChangeMessageError> {
    let member = membership(conn, change.actor, change.chat_id)?;
    let edit = among_members(conn, &member, &change.edit)?;
    let pinning = matches!(edit, MessageEditing::Pin { .. });
    let (mut pins, ended) = if pinning { pins(conn, &member, change.at_ms)? } else { Default::default() };
    pins.retain(|pinned| !change.ids.contains(pinned));
    let mut found = Vec::with_capacity(change.ids.len());
    // What was taken back is deleted already; to all other changes it is not there.
    let view =
        if matches!(edit, MessageEditing::Delete { .. }) { "all_message_rows" } else { "message_rows" };
    // All messages are checked before the first is changed.
    for message_id in &change.ids {
        let message = one_of(conn, &member, *message_id, view)?.ok_or(ChangeMessageError::NotFound)?;
        let editor = Editor {
            user_id: member.user_id,
            role: member.role,
            has_reacted: has_reacted(conn, &member, &message, &edit)?,
            vote: vote(conn, &member, &message, &edit)?,
            pins: pins.len(),
            others_read: others_read(conn, &member, &message, &edit)?,
            at_ms: change.at_ms,
        };
        found.push((change_of(&message, &editor, &edit)?, message));
    }
    let mut done = MessagesChanged {
        messages: Vec::new(),
        changed: Vec::new(),
        info_version: member.info_version,
        user_version: None,
    };
    // Ended pins do not count: they are removed when the next message is pinned.
    for message_id in ended.into_iter().filter(|message_id| !change.ids.contains(message_id)) {
        if let Some(message) =
            seen_by(conn, &Membership { first_seq: 0, hides: false, ..member.clone() }, message_id)?
        {
            apply(conn, &member, &message, Change::Unpin, None)?;
            done.changed.push(stamped(conn, &member, &message)?);
        }
    }
    for (change, message) in found {
        let message = match change {
            Some(change) => {
                if let Change::Vote { .. } = change {
                    done.user_version = Some(next_user_version(conn, member.user_id)?);
                }
                apply(conn, &member, &message, change, done.user_version)?;
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
    one_of(conn, member, message_id, "message_rows")
}

/// A message in one of the views.
fn one_of(
    conn: &Connection,
    member: &Membership,
    message_id: MessageId,
    view: &str,
) -> Result<Option<Message>, StoreError> {
    Ok(conn
        .prepare_cached(&format!(
            "select {MESSAGE} from {view} where id = ?1 and chat = ?2 and seq >= ?3 and {}",
            unhidden("?4")
        ))?
        .query_row(params![message_id.as_bytes(), member.chat, member.first_seq, member.hider()], |row| {
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
        .prepare_cached(&format!("select {MESSAGE} from all_message_rows where key = ?1"))?
        .query_row([key], |row| message(row, member.chat_id))?)
}

/// The edit with mentions of members only.
fn among_members(
    conn: &Connection,
    member: &Membership,
    edit: &MessageEditing,
) -> Result<MessageEditing, StoreError> {
    Ok(match edit {
        MessageEditing::Content { content: MessageContent::Text(new), within_ms } => {
            let mentions = present_members(conn, member.chat, &new.mentions)?;
            let content = MessageContent::Text(TextContent { text: new.text.clone(), mentions });
            MessageEditing::Content { content, within_ms: *within_ms }
        }
        edit => edit.clone(),
    })
}

/// Whether the member has reacted with the emoji that the edit names.
fn has_reacted(
    conn: &Connection,
    member: &Membership,
    message: &Message,
    edit: &MessageEditing,
) -> Result<bool, StoreError> {
    let (MessageEditing::React { emoji, .. } | MessageEditing::TakeReactionBack(emoji)) = edit else {
        return Ok(false);
    };
    let key = message_key(member.chat, message.seq);
    Ok(conn
        .prepare_cached("select 1 from reactions where message = ?1 and emoji = ?2 and user_id = ?3")?
        .exists(params![key, emoji, member.user_id.as_bytes()])?)
}

/// Whether somebody else has read the message, if that matters.
fn others_read(
    conn: &Connection,
    member: &Membership,
    message: &Message,
    edit: &MessageEditing,
) -> Result<bool, StoreError> {
    let MessageEditing::Delete { .. } = edit else { return Ok(false) };
    Ok(conn
        .prepare_cached(
            "select 1 from members where chat = ?1 and user_id <> ?2 and left_at is null and read >= ?3",
        )?
        .exists(params![member.chat, member.user_id.as_bytes(), message.seq])?)
}

/// The pinned messages of the chat: those with a valid pin, and those whose pin has ended.
fn pins(
    conn: &Connection,
    member: &Membership,
    at_ms: TimeMs,
) -> Result<(Vec<MessageId>, Vec<MessageId>), StoreError> {
    let pinned = conn
        .prepare_cached("select id, pinned_until from messages where chat = ?1 and pinned_at is not null")?
        .query_map([member.chat], |row| Ok((id(row, 0)?, row.get::<_, Option<TimeMs>>(1)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    let (ended, still): (Vec<_>, Vec<_>) =
        pinned.into_iter().partition(|(_, until)| until.is_some_and(|until| until <= at_ms));
    let ids = |pins: Vec<(MessageId, _)>| pins.into_iter().map(|(message_id, _)| message_id).collect();
    Ok((ids(still), ids(ended)))
}

/// The member's choice in the poll, if the edit is a vote.
fn vote(
    conn: &Connection,
    member: &Membership,
    message: &Message,
    edit: &MessageEditing,
) -> Result<Choice, StoreError> {
    let MessageEditing::Vote(_) = edit else { return Ok(0) };
    let key = message_key(member.chat, message.seq);
    Ok(conn
        .prepare_cached("select options from votes where message = ?1 and user_id = ?2")?
        .query_row(params![key, member.user_id.as_bytes()], |row| row.get(0))
        .optional()?
        .unwrap_or(0))
}

/// `user_version` is the value of the member's counter, if the change takes one.
fn apply(
    conn: &Connection,
    member: &Membership,
    message: &Message,
    change: Change,
    user_version: Option<UserVersion>,
) -> Result<(), StoreError> {
    let (key, by) = (message_key(member.chat, message.seq), member.user_id);
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
        Change::Delete { at_ms, trace } => {
            conn.prepare_cached(
                "update messages set text = null, body = null, state = null, reply_to = null, forwarded = null,
                     reactions = null, edited_at = null, pinned_at = null, pinned_by = null, pinned_until = null,
                     deleted_at = ?2, deleted_by = ?3, undone = ?4
                 where key = ?1",
            )?
            .execute(params![key, at_ms, by.as_bytes(), (!trace).then_some(true)])?;
            conn.prepare_cached("delete from reactions where message = ?1")?.execute([key])?;
            conn.prepare_cached("delete from edits where message = ?1")?.execute([key])?;
            conn.prepare_cached("delete from votes where message = ?1")?.execute([key])?;
            if !trace {
                delete_mentions(conn, member.chat, message.seq, message.content.mentions())?;
            }
        }
        Change::React { emoji, at_ms } => {
            conn.prepare_cached(
                "insert into reactions (message, emoji, user_id, at) values (?1, ?2, ?3, ?4)",
            )?
            .execute(params![key, emoji, by.as_bytes(), at_ms])?;
            write_reactions(conn, key)?;
        }
        Change::TakeReactionBack(emoji) => {
            conn.prepare_cached("delete from reactions where message = ?1 and emoji = ?2 and user_id = ?3")?
                .execute(params![key, emoji, by.as_bytes()])?;
            write_reactions(conn, key)?;
        }
        Change::Pin(pin) => {
            conn.prepare_cached(
                "update messages set pinned_at = ?2, pinned_by = ?3, pinned_until = ?4 where key = ?1",
            )?
            .execute(params![key, pin.at, pin.by.as_bytes(), pin.until])?;
        }
        Change::Unpin => {
            conn.prepare_cached(
                "update messages set pinned_at = null, pinned_by = null, pinned_until = null where key = ?1",
            )?
            .execute([key])?;
        }
        Change::Vote { choice, at_ms } => {
            conn.prepare_cached(
                "insert into votes (message, user_id, options, at, user_version) values (?1, ?2, ?3, ?4, ?5)
                 on conflict do update set options = ?3, at = ?4, user_version = ?5",
            )?
            .execute(params![key, by.as_bytes(), choice, at_ms, user_version])?;
            let given = conn
                .prepare_cached(
                    "select user_id, options from votes where message = ?1 and options <> 0 order by at, user_id",
                )?
                .query_map([key], |row| Ok((id(row, 0)?, row.get(1)?)))?
                .collect::<Result<Vec<_>, _>>()?;
            write_state(conn, key, &count_votes(&message.content, &given))?;
        }
        Change::State(content) => write_state(conn, key, &content)?,
    }
    Ok(())
}

fn write_state(conn: &Connection, key: i64, content: &MessageContent) -> Result<(), StoreError> {
    conn.prepare_cached("update messages set state = ?2 where key = ?1")?
        .execute(params![key, state(content)?])?;
    Ok(())
}

/// Rewrites the list of people who reacted.
fn write_reactions(conn: &Connection, key: i64) -> Result<(), StoreError> {
    let given = conn
        .prepare_cached(
            "select emoji, user_id from reactions where message = ?1 order by at, user_id, emoji",
        )?
        .query_map([key], |row| Ok((row.get(0)?, id(row, 1)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    let reactions = count_reactions(given.into_iter());
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
