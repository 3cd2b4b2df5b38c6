//! Finding people, chats and messages by a text.

use async_trait::async_trait;
use kith_wire::{Chat, MessageHits, MessageKind, Seq, TenantId, User, UserId};
use rusqlite::{Connection, params};

use super::chats;
use super::rows::{
    LISTED, MEMBERSHIP, MESSAGE, Named, USER, membership, membership_row, message_key, message_of, unhidden,
    user, word_prefix,
};
use super::store::SqliteStore;
use crate::shared::fold::fold;
use crate::shared::fold::fold_into;
use crate::shared::page_budget::PageBudget;
use crate::{ChatAccessError, MessageSearch, Search, StoreError};

#[async_trait]
impl Search for SqliteStore {
    async fn find_users(
        &self,
        asker: UserId,
        tenant_id: TenantId,
        text: &str,
        limit: usize,
    ) -> Result<Vec<User>, StoreError> {
        let text = fold(text);
        self.readers.scan(*asker.as_bytes(), move |conn| find_users(conn, tenant_id, &text, limit)).await
    }

    async fn find_chats(&self, actor: UserId, text: &str, limit: usize) -> Result<Vec<Chat>, StoreError> {
        let text = fold(text);
        self.readers.scan(*actor.as_bytes(), move |conn| find_chats(conn, actor, &text, limit)).await
    }

    async fn search_messages(&self, search: MessageSearch) -> Result<MessageHits, ChatAccessError> {
        self.readers.scan(*search.actor.as_bytes(), move |conn| search_messages(conn, &search)).await
    }
}

pub fn find_users(
    conn: &Connection,
    tenant_id: TenantId,
    folded_text: &str,
    limit: usize,
) -> Result<Vec<User>, StoreError> {
    Ok(conn
        .prepare_cached(&format!(
            "select {USER} from users
             where tenant_id = ?1 and search_key like ?2 escape '\\'
             order by fold(name), id limit ?3"
        ))?
        .query_map(params![tenant_id.as_bytes(), word_prefix(folded_text), limit], user)?
        .collect::<Result<_, _>>()?)
}

pub fn find_chats(
    conn: &Connection,
    actor: UserId,
    folded_text: &str,
    limit: usize,
) -> Result<Vec<Chat>, StoreError> {
    conn.prepare_cached(&format!(
        "select {MEMBERSHIP} from members m join chats c on c.key = m.chat
         where m.user_id = ?1 and m.left_at is null
           and {LISTED} and (' ' || fold(c.title) like ?2 escape '\\' or c.kind = 'direct' and exists (
                select 1 from members o join users u on u.id = o.user_id
                where o.chat = c.key and (o.user_id <> ?1 or c.member_count = 1) and u.search_key like ?2 escape '\\'))
         order by c.active_at desc, c.id desc limit ?3"
    ))?
    .query_map(params![actor.as_bytes(), word_prefix(folded_text), limit], membership_row)?
    .map(|member| chats::view(conn, member?))
    .collect()
}

/// The most messages that one search looks at.
const SEARCHED_MESSAGES: usize = 20_000;

/// The most text that one search looks at, in bytes.
const SEARCHED_BYTES: usize = 4 * 1024 * 1024;

fn search_messages(conn: &Connection, search: &MessageSearch) -> Result<MessageHits, ChatAccessError> {
    let member = membership(conn, search.actor, search.chat_id)?;
    let wanted = fold(&search.text);
    let mut select = conn.prepare_cached(&format!(
        "select {MESSAGE} from message_rows where key >= ?1 and key < ?2 and {} order by key desc limit ?4",
        unhidden("?3")
    ))?;
    let before = message_key(member.chat, search.before.unwrap_or(Seq::MAX));
    let mut rows =
        select.query(params![member.first_key(), before, member.hider(), SEARCHED_MESSAGES + 1])?;
    let mut hits = MessageHits { messages: Vec::new(), more: false, searched_to: None };
    let (mut budget, mut folded, mut last) = (PageBudget::new(search.limit), String::new(), None);
    let (mut messages, mut bytes) = (0, 0);
    while let Some(row) = rows.next()? {
        let spent = messages == SEARCHED_MESSAGES || bytes >= SEARCHED_BYTES;
        let found = !spent && row.get::<_, Named<MessageKind>>("kind")?.0 != MessageKind::System && {
            let text =
                row.get_ref("text")?.as_str_or_null().map_err(rusqlite::Error::from)?.unwrap_or_default();
            bytes += text.len();
            fold_into(text, &mut folded);
            folded.contains(&wanted)
        };
        if spent || found && budget.is_full() {
            // The next page goes on from here.
            (hits.more, hits.searched_to) = (true, last);
            break;
        }
        if found {
            let message = message_of(row, &member)?;
            budget.take_message(&message);
            hits.messages.push(message);
        }
        messages += 1;
        last = Some(row.get("seq")?);
    }
    Ok(hits)
}
