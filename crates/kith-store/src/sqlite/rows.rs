//! How rows become values: the conversions that several operations share.

use std::str::FromStr;

use kith_wire::{
    ChatId, ChatKind, Deleted, Forwarded, Mention, Message, MessageId, MessageKind, Pin, Quote, Role, Seq,
    TimeMs, User, UserId, UserVersion,
};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::shared::content::{Columns, content};
use crate::{ChatAccessError, StoreError};

/// Parses a column that contains an id.
pub struct Id<T>(pub T);

impl<T: From<[u8; 16]>> FromSql for Id<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        <[u8; 16]>::column_result(value).map(|bytes| Self(bytes.into()))
    }
}

/// An id in a column.
pub fn id<T: From<[u8; 16]>>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    row.get::<_, Id<T>>(column).map(|id| id.0)
}

/// Parses a column that contains the name of an enum's value.
pub struct Named<T>(pub T);

impl<T: FromStr> FromSql for Named<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map(Self).map_err(|_| FromSqlError::InvalidType)
    }
}

/// The last position that a message can have in a chat.
const LAST_SEQ: Seq = 0xffff_ffff;

/// The key of the message at a position in a chat, or of the nearest one.
pub fn message_key(chat: i64, seq: Seq) -> i64 {
    chat << 32 | seq.clamp(0, LAST_SEQ)
}

/// The chat and the position of a key.
pub fn message_place(key: i64) -> (i64, Seq) {
    (key >> 32, key & LAST_SEQ)
}

/// The columns of the view `message_rows` that [`message`] reads, in its order.
pub const MESSAGE: &str = "id, seq, version, sender_id, kind, text, body, sent_at, reactions, edited_at, deleted_at, \
     deleted_by, quote_id, quote_seq, quote_sender_id, quote_kind, quote_text, quote_deleted_at, state, forwarded, silent, \
     pinned_at, pinned_by, pinned_until, expires_at, quote_expires_at, undone";

/// A message from the columns [`MESSAGE`], as it is for all who may see its quoted message.
pub fn message(row: &Row<'_>, chat_id: ChatId) -> rusqlite::Result<Message> {
    let unreadable = |column| {
        move |error: serde_json::Error| {
            rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, error.into())
        }
    };
    let reactions = row.get_ref(8)?.as_str_or_null()?;
    let deleted = match row.get(10)? {
        Some(at) => Some(Deleted { at, by: id(row, 11)?, trace: row.get::<_, Option<bool>>(26)?.is_none() }),
        None => None,
    };
    let columns = Columns {
        kind: row.get::<_, Named<MessageKind>>(4)?.0,
        text: row.get(5)?,
        body: row.get_ref(6)?.as_str_or_null()?,
        state: row.get_ref(18)?.as_str_or_null()?,
        deleted: deleted.is_some(),
    };
    let quote = match row.get::<_, Option<Id<MessageId>>>(12)? {
        Some(Id(quoted)) => Some(Box::new(Quote {
            id: quoted,
            seq: row.get(13)?,
            sender_id: id(row, 14)?,
            kind: row.get::<_, Named<MessageKind>>(15)?.0,
            text: row.get(16)?,
            expires_at: row.get(25)?,
            deleted: row.get::<_, Option<TimeMs>>(17)?.is_some(),
        })),
        None => None,
    };
    Ok(Message {
        id: id(row, 0)?,
        chat_id,
        seq: row.get(1)?,
        version: row.get(2)?,
        sender_id: id(row, 3)?,
        content: content(columns).map_err(unreadable(6))?,
        reply_to: quote,
        forwarded: row.get::<_, Option<u32>>(19)?.map(|times| Forwarded { times }),
        silent: row.get::<_, Option<bool>>(20)?.unwrap_or(false),
        pinned: match row.get(21)? {
            Some(at) => Some(Pin { by: id(row, 22)?, at, until: row.get(23)? }),
            None => None,
        },
        expires_at: row.get(24)?,
        reactions: reactions.map_or_else(|| Ok(Vec::new()), serde_json::from_str).map_err(unreadable(8))?,
        sent_at: row.get(7)?,
        edited_at: row.get(9)?,
        deleted,
    })
}

/// A message from the columns [`MESSAGE`], as this member sees it.
pub fn message_of(row: &Row<'_>, member: &Membership) -> rusqlite::Result<Message> {
    message(row, member.chat_id).map(|message| message.seen_from(member.joined_seq))
}

/// The columns that [`user`] reads, in its order.
pub const USER: &str = "id, username, name, about, profile_version";

/// A user from the columns [`USER`].
pub fn user(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User {
        id: id(row, 0)?,
        username: row.get(1)?,
        name: row.get(2)?,
        about: row.get(3)?,
        version: row.get(4)?,
    })
}

/// A chat, and a person's membership in it.
#[derive(Clone)]
pub struct Membership {
    pub chat: i64,
    pub chat_id: ChatId,
    pub user_id: UserId,
    pub kind: ChatKind,
    pub title: Option<String>,
    pub description: Option<String>,
    pub member_count: usize,
    pub head: Seq,
    pub info_version: Seq,
    pub created_at: TimeMs,
    pub disappear_after: Option<i64>,
    pub role: Role,
    /// The member was in the chat from here on.
    pub joined_seq: Seq,
    /// The first message that the member may see: after the last one that they cleared.
    pub first_seq: Seq,
    /// Whether the member has deleted messages of the chat for themselves.
    pub hides: bool,
    pub delivered: Seq,
    pub read: Seq,
    /// The part of `read` that was ever shown to others.
    pub read_shown: Seq,
    pub user_version: UserVersion,
}

impl Membership {
    /// The key of the first message that the member may see.
    pub fn first_key(&self) -> i64 {
        message_key(self.chat, self.first_seq)
    }

    /// The key of the first such message after a position.
    pub fn key_after(&self, seq: Seq) -> i64 {
        message_key(self.chat, self.first_seq.max(seq.saturating_add(1)))
    }

    /// The value for [`unhidden`].
    pub fn hider(&self) -> Option<&[u8; 16]> {
        self.hides.then(|| self.user_id.as_bytes())
    }

    /// The key of the last message that the chat can have.
    pub fn last_key(&self) -> i64 {
        message_key(self.chat, LAST_SEQ)
    }
}

/// The columns that [`membership_row`] reads, of chats `c` and members `m`.
pub const MEMBERSHIP: &str = "c.key, c.id, m.user_id, c.kind, c.title, c.description, c.member_count, c.head, \
     c.info_version, c.created_at, m.role, m.first_seq, m.delivered, m.read, m.read_shown, \
     m.user_version, c.disappear_after, m.cleared, m.hides";

/// The condition that a person has not deleted the message with this column `key` for themselves. The parameter is the
/// person, or null if they have deleted none.
pub fn unhidden(parameter: &str) -> String {
    format!(
        "({parameter} is null or not exists (select 1 from marks where message = key and user_id = {parameter} and hidden))"
    )
}

/// The condition that the chat of a member `m` is in the member's list.
pub const LISTED: &str = "(not m.unlisted or exists (
     select 1 from messages x where x.key > (m.chat << 32 | max(m.cleared, m.first_seq - 1))
     and x.key < (m.chat + 1) << 32 and x.undone is null
     and not exists (select 1 from marks h where h.message = x.key and h.user_id = m.user_id and h.hidden)))";

/// A membership from the columns [`MEMBERSHIP`].
pub fn membership_row(row: &Row<'_>) -> rusqlite::Result<Membership> {
    let joined_seq: Seq = row.get(11)?;
    Ok(Membership {
        chat: row.get(0)?,
        chat_id: id(row, 1)?,
        user_id: id(row, 2)?,
        kind: row.get::<_, Named<ChatKind>>(3)?.0,
        title: row.get(4)?,
        description: row.get(5)?,
        member_count: row.get(6)?,
        head: row.get(7)?,
        info_version: row.get(8)?,
        created_at: row.get(9)?,
        role: row.get::<_, Named<Role>>(10)?.0,
        joined_seq,
        first_seq: joined_seq.max(row.get::<_, Seq>(17)? + 1),
        hides: row.get(18)?,
        delivered: row.get(12)?,
        read: row.get(13)?,
        read_shown: row.get(14)?,
        user_version: row.get(15)?,
        disappear_after: row.get(16)?,
    })
}

/// The check that every operation on a chat begins with: the person's membership, or a refusal.
pub fn membership(
    conn: &Connection,
    user_id: UserId,
    chat_id: ChatId,
) -> Result<Membership, ChatAccessError> {
    conn.prepare_cached(&format!(
        "select {MEMBERSHIP} from chats c join members m on m.chat = c.key
         where c.id = ?1 and m.user_id = ?2 and m.left_at is null"
    ))?
    .query_row(params![chat_id.as_bytes(), user_id.as_bytes()], membership_row)
    .optional()?
    .ok_or(ChatAccessError::NotAMember)
}

/// The valid ones of the mentions: of members, each once.
pub fn present_members(
    conn: &Connection,
    chat: i64,
    mentions: &[Mention],
) -> Result<Vec<Mention>, StoreError> {
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

/// Takes the next value of a person's counter.
pub fn next_user_version(conn: &Connection, user_id: UserId) -> rusqlite::Result<UserVersion> {
    conn.prepare_cached("update users set version = version + 1 where id = ?1 returning version")?
        .query_row([user_id.as_bytes()], |row| row.get(0))
}

/// A `like` pattern (escape `\`) for texts with a word that begins with `text`, where each word follows a space.
pub fn word_prefix(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("% {escaped}%")
}
