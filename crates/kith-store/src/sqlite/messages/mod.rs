//! The message log.

mod changes;
mod expiry;
mod marks;
mod mentions;
mod moment;

pub use marks::sync as sync_marks;

use async_trait::async_trait;
use kith_wire::{
    ChatId, Contact, ContactContent, Forwarded, Mention, MentionList, Message, MessageContent, MessageEdit,
    MessageId, MessageKind, MessagePage, MessageRef, QUOTE_CHARACTERS, Quote, ReactionPage, Seq, StarList,
    TextContent, TimeMs, UserId,
};
use rusqlite::{Connection, OptionalExtension, params};

use self::moment::first_sent_at;
use super::connections::writing::Writing;
use super::rows::{
    MESSAGE, Membership, Named, id, membership, message as message_row, message_key, message_of,
    present_members, unhidden,
};
use super::store::SqliteStore;
use crate::shared::content::body;
use crate::shared::forward::copy_of;
use crate::shared::page_budget::PageBudget;
use crate::shared::sent_hash::{SentHash, sent_hash};
use crate::{
    AppendError, Appended, ChangeMessageError, ChatAccessError, MessageAccessError, MessageChange,
    MessageCursor, MessageMarking, Messages, MessagesChanged, MessagesMarked, NewContent, NewMessage, PageAt,
    StoreError,
};

#[async_trait]
impl Messages for SqliteStore {
    async fn append_message(&self, message: NewMessage) -> Result<Appended, AppendError> {
        let hash = sent_hash(&message.content, message.reply_to, message.silent)?;
        self.writer.run(move |conn| append(conn, &message, &hash)).await
    }

    async fn change_messages(&self, change: MessageChange) -> Result<MessagesChanged, ChangeMessageError> {
        self.writer.run(move |conn| changes::change(conn, &change)).await
    }

    async fn mark_messages(&self, marking: MessageMarking) -> Result<MessagesMarked, ChangeMessageError> {
        self.writer.run(move |conn| marks::mark(conn, &marking)).await
    }

    async fn stars(
        &self,
        actor: UserId,
        chat_id: Option<ChatId>,
        before: Option<MessageCursor>,
        limit: usize,
    ) -> Result<StarList, ChatAccessError> {
        self.readers
            .scan(*actor.as_bytes(), move |conn| marks::stars(conn, actor, chat_id, before, limit))
            .await
    }

    async fn mentions_of(
        &self,
        actor: UserId,
        before: Option<MessageCursor>,
        limit: usize,
    ) -> Result<MentionList, StoreError> {
        self.readers
            .scan(*actor.as_bytes(), move |conn| mentions::mentions_of(conn, actor, before, limit))
            .await
    }

    async fn expire_messages(&self, now_ms: TimeMs, limit: usize) -> Result<usize, StoreError> {
        self.writer.run(move |conn| expiry::expire(conn, now_ms, limit)).await
    }

    async fn message_edits(
        &self,
        actor: UserId,
        chat_id: ChatId,
        id: MessageId,
    ) -> Result<Vec<MessageEdit>, MessageAccessError> {
        self.readers.scan(*actor.as_bytes(), move |conn| changes::edits(conn, actor, chat_id, id)).await
    }

    async fn reactions(
        &self,
        actor: UserId,
        chat_id: ChatId,
        id: MessageId,
        after: Option<(String, Option<UserId>)>,
        limit: usize,
    ) -> Result<ReactionPage, MessageAccessError> {
        self.readers
            .scan(*actor.as_bytes(), move |conn| changes::reactions(conn, actor, chat_id, id, after, limit))
            .await
    }

    async fn message(
        &self,
        actor: UserId,
        chat_id: ChatId,
        id: MessageId,
    ) -> Result<Message, MessageAccessError> {
        self.readers.point(move |conn| message(conn, actor, chat_id, id)).await
    }

    async fn message_page(
        &self,
        actor: UserId,
        chat_id: ChatId,
        at: PageAt,
        limit: usize,
    ) -> Result<MessagePage, ChatAccessError> {
        self.readers.scan(*actor.as_bytes(), move |conn| page(conn, actor, chat_id, at, limit)).await
    }
}

/// Tries the usual case first: a member sends an id that is new.
pub fn append(conn: &Writing, new: &NewMessage, hash: &SentHash) -> Result<Appended, AppendError> {
    let Some(chat) = chat_of_sender(conn, new)? else {
        // A person who left the chat may still repeat an earlier send.
        return existing(conn, new, hash)?.ok_or(AppendError::NotAMember);
    };
    let header = Header {
        chat: chat.key,
        chat_id: new.chat_id,
        id: new.id,
        sender_id: new.sender_id,
        // `sent_at` follows the order of the messages: clocks may be set back, and a later sender may have read its
        // clock earlier.
        at_ms: new.at_ms.max(chat.active_at),
    };
    let (content, forwarded) = match &new.content {
        NewContent::Said(content) => (among_people(conn, chat.key, content)?, None),
        NewContent::Copy(source) => match copy(conn, new, source) {
            Ok((content, forwarded)) => (content, Some(forwarded)),
            // The source of a copy may be gone when the send is repeated.
            Err(error) => return existing(conn, new, hash)?.ok_or(error),
        },
    };
    let quote = match new.reply_to {
        Some(quoted) => Some(quote(conn, &chat, new.sender_id, quoted)?),
        None => None,
    };
    let expires_at = chat.disappear_after.map(|seconds| header.at_ms + seconds * 1000);
    let sent = Sent { expires_at, quote, forwarded, silent: new.silent, hash: Some(hash) };
    match insert_at(conn, &header, chat.head + 1, content, sent)? {
        Some(message) => {
            conn.prepare_cached("update chats set head = ?2, active_at = ?3 where key = ?1")?
                .execute(params![chat.key, message.seq, message.sent_at])?;
            let expires_next = match message.expires_at {
                Some(expires_at) => expiry::bring_forward(conn, expires_at)?,
                None => false,
            };
            Ok(Appended { message, repeated: false, info_version: chat.info_version, expires_next })
        }
        None => existing(conn, new, hash)?.ok_or(AppendError::Conflict),
    }
}

/// The content, without people who are not members and accounts that do not exist.
fn among_people(
    conn: &Connection,
    chat: i64,
    content: &MessageContent,
) -> Result<MessageContent, StoreError> {
    Ok(match content {
        MessageContent::Text(TextContent { text, mentions }) => MessageContent::Text(TextContent {
            text: text.clone(),
            mentions: present_members(conn, chat, mentions)?,
        }),
        MessageContent::Contact(ContactContent { contact: Some(Contact { user_id: Some(user_id), .. }) })
            if !user_exists(conn, *user_id)? =>
        {
            let mut content = content.clone();
            if let MessageContent::Contact(ContactContent { contact: Some(contact) }) = &mut content {
                contact.user_id = None;
            }
            content
        }
        content => content.clone(),
    })
}

fn user_exists(conn: &Connection, user_id: UserId) -> Result<bool, StoreError> {
    Ok(conn.prepare_cached("select 1 from users where id = ?1")?.exists([user_id.as_bytes()])?)
}

/// The content of a message that the sender sees, and how many times it has been forwarded.
fn copy(
    conn: &Connection,
    new: &NewMessage,
    source: &MessageRef,
) -> Result<(MessageContent, Forwarded), AppendError> {
    match message(conn, new.sender_id, source.chat_id, source.id) {
        Ok(source) => copy_of(&source, new.at_ms).ok_or(AppendError::NotCopied),
        Err(MessageAccessError::NotAMember | MessageAccessError::NotFound) => Err(AppendError::UnknownSource),
        Err(MessageAccessError::Store(error)) => Err(error.into()),
    }
}

/// The columns of the sender's chat that a send needs.
struct SenderChat {
    key: i64,
    head: Seq,
    info_version: Seq,
    active_at: TimeMs,
    disappear_after: Option<i64>,
    /// The sender sees messages from here on.
    first_seq: Seq,
    /// Whether the sender has deleted messages of the chat for themselves.
    hides: bool,
}

fn chat_of_sender(conn: &Connection, new: &NewMessage) -> Result<Option<SenderChat>, StoreError> {
    Ok(conn
        .prepare_cached(
            "select c.key, c.head, c.info_version, c.active_at, max(m.first_seq, m.cleared + 1), c.disappear_after,
                 m.hides
             from chats c join members m on m.chat = c.key
             where c.id = ?1 and m.user_id = ?2 and m.left_at is null",
        )?
        .query_row(params![new.chat_id.as_bytes(), new.sender_id.as_bytes()], |row| {
            Ok(SenderChat {
                key: row.get(0)?,
                head: row.get(1)?,
                info_version: row.get(2)?,
                active_at: row.get(3)?,
                first_seq: row.get(4)?,
                disappear_after: row.get(5)?,
                hides: row.get(6)?,
            })
        })
        .optional()?)
}

/// The quote of a message that the sender may see; system messages cannot be quoted.
fn quote(
    conn: &Connection,
    chat: &SenderChat,
    sender: UserId,
    quoted: MessageId,
) -> Result<Quote, AppendError> {
    let hider = chat.hides.then(|| sender.as_bytes());
    let (id_bytes, most) = (quoted.as_bytes(), QUOTE_CHARACTERS as i64);
    conn.prepare_cached(&format!(
        "select seq, sender_id, kind, substr(text, 1, ?4), deleted_at is not null, expires_at from messages
         where id = ?1 and chat = ?2 and seq >= ?3 and kind <> 'system' and undone is null and {}",
        unhidden("?5")
    ))?
    .query_row(params![id_bytes, chat.key, chat.first_seq, most, hider], |row| {
        Ok(Quote {
            id: quoted,
            seq: row.get(0)?,
            sender_id: id(row, 1)?,
            kind: row.get::<_, Named<MessageKind>>(2)?.0,
            text: row.get(3)?,
            deleted: row.get(4)?,
            expires_at: row.get(5)?,
        })
    })
    .optional()?
    .ok_or(AppendError::UnknownQuote)
}

/// The message that this person sent to this chat with this id before, if it can be the same.
fn existing(conn: &Connection, new: &NewMessage, hash: &SentHash) -> Result<Option<Appended>, AppendError> {
    let found = conn
        .prepare_cached(&format!(
            "select {MESSAGE}, sent_hash, (select c.info_version from chats c where c.key = chat) as info_version
             from all_message_rows where id = ?1 and chat = (select key from chats where id = ?2) and sender_id = ?3"
        ))?
        .query_row(params![new.id.as_bytes(), new.chat_id.as_bytes(), new.sender_id.as_bytes()], |row| {
            let message = message_row(row, new.chat_id)?;
            let sent: Option<SentHash> = row.get("sent_hash")?;
            let info_version = row.get("info_version")?;
            Ok((Appended { message, repeated: true, info_version, expires_next: false }, sent))
        })
        .optional()?;
    let Some((found, sent)) = found else { return Ok(None) };
    let differs = match sent {
        Some(sent) => sent != *hash,
        // The message is older than the hashes. If it was changed, its first content is no longer known: the id and the
        // sender are proof enough.
        None => {
            let Message { version, seq, content, .. } = &found.message;
            let NewContent::Said(said) = &new.content else { return Err(AppendError::Conflict) };
            version == seq && (content.kind(), content.text()) != (said.kind(), said.text())
        }
    };
    if differs { Err(AppendError::Conflict) } else { Ok(Some(found)) }
}

/// The columns of a new message besides its position and content.
pub struct Header {
    pub chat: i64,
    pub chat_id: ChatId,
    pub id: MessageId,
    pub sender_id: UserId,
    pub at_ms: TimeMs,
}

/// The columns that only people's messages have.
#[derive(Default)]
struct Sent<'a> {
    expires_at: Option<TimeMs>,
    quote: Option<Quote>,
    forwarded: Option<Forwarded>,
    silent: bool,
    hash: Option<&'a SentHash>,
}

/// Gives a system message the chat's next `seq` and stores it.
pub fn insert(conn: &Writing, header: &Header, content: MessageContent) -> Result<Message, StoreError> {
    let (seq, sent_at): (Seq, TimeMs) = conn
        .prepare_cached(
            "update chats set head = head + 1, active_at = max(active_at, ?2) where key = ?1
             returning head, active_at",
        )?
        .query_row(params![header.chat, header.at_ms], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let header = &Header { at_ms: sent_at, ..*header };
    insert_at(conn, header, seq, content, Sent::default())?.ok_or(StoreError::Corrupt { what: "messages.id" })
}

/// Stores a message at this position, unless its id exists.
fn insert_at(
    conn: &Writing,
    header: &Header,
    seq: Seq,
    content: MessageContent,
    sent: Sent<'_>,
) -> Result<Option<Message>, StoreError> {
    let Sent { expires_at, quote, forwarded, silent, hash } = sent;
    let inserted = conn
        .prepare_cached(
            "insert into messages (key, version, id, sender_id, kind, text, body, sent_at, sent_hash, reply_to, forwarded,
                 silent, expires_at)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) on conflict (id) do nothing",
        )?
        .execute(params![
            message_key(header.chat, seq),
            seq,
            header.id.as_bytes(),
            header.sender_id.as_bytes(),
            content.kind().as_str(),
            content.text(),
            body(&content)?,
            header.at_ms,
            hash,
            quote.as_ref().map(|quote| message_key(header.chat, quote.seq)),
            forwarded.map(|forwarded| forwarded.times),
            silent.then_some(true),
            expires_at
        ])?;
    if inserted == 0 {
        return Ok(None);
    }
    conn.changed(header.chat, seq);
    for mention in content.mentions() {
        let user = match mention {
            Mention::All(_) => &[][..],
            Mention::User(user) => user.as_bytes(),
        };
        conn.prepare_cached("insert into mentions (chat, user_id, seq, sender_id) values (?1, ?2, ?3, ?4)")?
            .execute(params![header.chat, user, seq, header.sender_id.as_bytes()])?;
    }
    Ok(Some(Message {
        id: header.id,
        chat_id: header.chat_id,
        seq,
        version: seq,
        sender_id: header.sender_id,
        content,
        reply_to: quote.map(Box::new),
        forwarded,
        silent,
        reactions: Vec::new(),
        sent_at: header.at_ms,
        edited_at: None,
        pinned: None,
        expires_at,
        deleted: None,
    }))
}

pub fn message(
    conn: &Connection,
    actor: UserId,
    chat_id: ChatId,
    message_id: MessageId,
) -> Result<Message, MessageAccessError> {
    let member = membership(conn, actor, chat_id)?;
    conn.prepare_cached(&format!(
        "select {MESSAGE} from message_rows where id = ?1 and chat = ?2 and seq >= ?3 and {}",
        unhidden("?4")
    ))?
    .query_row(params![message_id.as_bytes(), member.chat, member.first_seq, member.hider()], |row| {
        message_of(row, &member)
    })
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
    let member = membership(conn, actor, chat_id)?;
    let page = match at {
        PageAt::Latest => page_before(conn, &member, Seq::MAX, limit),
        PageAt::Before(seq) => page_before(conn, &member, seq, limit),
        PageAt::After(seq) => page_after(conn, &member, seq, limit),
        PageAt::Around(seq) => page_around(conn, &member, seq, limit),
        PageAt::At(at_ms) => page_around(conn, &member, first_sent_at(conn, &member, at_ms)?, limit),
    };
    Ok(page?)
}

fn page_before(
    conn: &Connection,
    member: &Membership,
    seq: Seq,
    limit: usize,
) -> Result<MessagePage, StoreError> {
    let (mut messages, more) = older(conn, member, seq, limit)?;
    messages.reverse();
    Ok(MessagePage { messages, more, more_after: None })
}

fn page_after(
    conn: &Connection,
    member: &Membership,
    seq: Seq,
    limit: usize,
) -> Result<MessagePage, StoreError> {
    let (messages, more) = newer(conn, member, seq, limit)?;
    Ok(MessagePage { messages, more, more_after: None })
}

fn page_around(
    conn: &Connection,
    member: &Membership,
    seq: Seq,
    limit: usize,
) -> Result<MessagePage, StoreError> {
    let (mut before, more_before) = older(conn, member, seq, limit)?;
    let (mut from_here, more_after) = newer(conn, member, seq.saturating_sub(1), limit)?;
    let kept_before = before.len().min((limit / 2).max(limit.saturating_sub(from_here.len())));
    let kept_after = from_here.len().min(limit - kept_before);
    let more = more_before || before.len() > kept_before;
    let more_after = Some(more_after || from_here.len() > kept_after);
    before.truncate(kept_before);
    from_here.truncate(kept_after);
    before.reverse();
    before.append(&mut from_here);
    Ok(MessagePage { messages: before, more, more_after })
}

/// At most `limit` messages before a position, newest first, and whether there are more.
fn older(
    conn: &Connection,
    member: &Membership,
    before: Seq,
    limit: usize,
) -> Result<(Vec<Message>, bool), StoreError> {
    let mut select = conn.prepare_cached(&format!(
        "select {MESSAGE} from message_rows where key >= ?1 and key < ?2 and {} order by key desc limit ?4",
        unhidden("?3")
    ))?;
    let mut budget = PageBudget::new(limit);
    let found = params![member.first_key(), message_key(member.chat, before), member.hider(), budget.rows()];
    Ok(budget.take(select.query_map(found, |row| message_of(row, member))?)?)
}

/// At most `limit` messages after a position, oldest first, and whether there are more.
fn newer(
    conn: &Connection,
    member: &Membership,
    after: Seq,
    limit: usize,
) -> Result<(Vec<Message>, bool), StoreError> {
    let mut select = conn.prepare_cached(&format!(
        "select {MESSAGE} from message_rows where key between ?1 and ?2 and {} order by key limit ?4",
        unhidden("?3")
    ))?;
    let mut budget = PageBudget::new(limit);
    let found = params![member.key_after(after), member.last_key(), member.hider(), budget.rows()];
    Ok(budget.take(select.query_map(found, |row| message_of(row, member))?)?)
}

/// The position, sender and kind of a message that a member may see.
pub fn sender_of(
    conn: &Connection,
    member: &Membership,
    message_id: MessageId,
) -> Result<Option<(Seq, UserId, MessageKind, TimeMs)>, StoreError> {
    Ok(conn
        .prepare_cached(&format!(
            "select seq, sender_id, kind, sent_at from messages
             where id = ?1 and chat = ?2 and seq >= ?3 and undone is null and {}",
            unhidden("?4")
        ))?
        .query_row(params![message_id.as_bytes(), member.chat, member.first_seq, member.hider()], |row| {
            Ok((row.get(0)?, id(row, 1)?, row.get::<_, Named<MessageKind>>(2)?.0, row.get(3)?))
        })
        .optional()?)
}
