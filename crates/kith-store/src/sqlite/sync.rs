//! The difference between the client's state and the store's: state, not events, so that applying it twice is harmless.

use std::collections::HashSet;

use async_trait::async_trait;
use kith_wire::{ChatId, Message, Seq, SyncPage, SyncRequest, TimeMs, UserId, UserVersion, Vote};
use rusqlite::{Connection, params};

use super::rows::{MEMBERSHIP, MESSAGE, Membership, id, membership_row, message, message_of};
use super::store::SqliteStore;
use super::{accounts, chats, messages, people, plans};
use crate::shared::message_change::chosen;
use crate::shared::page_budget::PageBudget;
use crate::{StoreError, SyncLimits, Syncing};

#[async_trait]
impl Syncing for SqliteStore {
    async fn changes_since(
        &self,
        actor: UserId,
        request: SyncRequest,
        limits: SyncLimits,
        at_ms: TimeMs,
    ) -> Result<SyncPage, StoreError> {
        self.readers
            .scan(*actor.as_bytes(), move |conn| changes_since(conn, actor, &request, limits, at_ms))
            .await
    }
}

/// A page takes the chats with changes in the order of the stamps on their memberships, each with the next of its
/// messages, until a limit is reached. The client then names the new versions, so each page begins where the last one
/// ended.
pub fn changes_since(
    conn: &Connection,
    actor: UserId,
    request: &SyncRequest,
    limits: SyncLimits,
    at_ms: TimeMs,
) -> Result<SyncPage, StoreError> {
    let user_version = request.user_version;
    // No id lies below the first bound or above the second.
    let after = request.after.as_ref().map_or(&[][..], |chat| chat.as_bytes());
    let up_to = request.up_to.as_ref().map_or(&[0xff; 16], |chat| chat.as_bytes());
    let heads = |chat: &ChatId| {
        let bytes = chat.as_bytes().as_slice();
        request.heads.get(chat).copied().filter(|_| bytes > after && bytes <= up_to.as_slice())
    };
    let (newest, me_version) = conn
        .prepare_cached("select version, me_version from users where id = ?1")?
        .query_row([actor.as_bytes()], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
    let memberships = conn
        .prepare_cached(&format!(
            "select {MEMBERSHIP} from members m join chats c on c.key = m.chat
             where m.user_id = ?1 and m.left_at is null and c.id > ?2 and c.id <= ?3 order by m.user_version"
        ))?
        .query_map(params![actor.as_bytes(), after, up_to], membership_row)?
        .collect::<Result<Vec<_>, _>>()?;

    // A person who left a chat and joined it again may not see the client's messages from before: the client drops the
    // chat, and gets it like a new one.
    let joined_anew = |member: &Membership| {
        heads(&member.chat_id).is_some_and(|known| known > 0 && member.joined_seq - 1 > known)
    };
    let known = |member: &Membership| heads(&member.chat_id).filter(|_| !joined_anew(member));
    let kept: HashSet<ChatId> =
        memberships.iter().filter(|member| !joined_anew(member)).map(|member| member.chat_id).collect();
    let named = request.heads.keys().filter(|chat| heads(chat).is_some());
    let removed = named.filter(|chat| !kept.contains(chat)).copied().collect();

    let mut changed = memberships
        .into_iter()
        .filter(|member| {
            member.user_version > user_version
                || heads(&member.chat_id).is_none_or(|known| member.head > known)
        })
        .peekable();
    let mut budget = PageBudget::new(limits.messages);
    let (users, people, more_people) =
        people::changed(conn, actor, request.people, limits.people, &mut budget)?;
    let mut page = SyncPage {
        user_version: newest,
        me: if me_version > user_version { accounts::me(conn, actor)? } else { None },
        chats: Vec::new(),
        removed,
        messages: Vec::new(),
        users,
        people,
        more: more_people,
        votes: Vec::new(),
        stars: Vec::new(),
        hidden: Vec::new(),
        scheduled: Vec::new(),
        reminders: Vec::new(),
        server_time: at_ms,
    };
    plans::sync(conn, actor, user_version, &mut page)?;
    while let Some(member) = changed.peek() {
        if page.chats.len() >= limits.chats || budget.is_full() {
            break;
        }
        let more = match known(member) {
            Some(known) => {
                let (mut messages, more) = messages_since(conn, member, known, &mut budget)?;
                page.messages.append(&mut messages);
                more
            }
            None => false,
        };
        let stamp = member.user_version;
        let Some(member) = changed.next() else { break };
        let chat = chats::view(conn, member)?;
        budget.take_chat(&chat);
        page.chats.push(chat);
        if more {
            page.more = true;
            page.user_version = page.user_version.min(stamp - 1);
            break;
        }
    }
    // The remaining chats have newer stamps than those in the page. A chat with an old stamp and new messages comes again
    // in the next page by its head, whatever its stamp.
    if let Some(next) = changed.peek() {
        page.more = true;
        page.user_version = page.user_version.min(next.user_version - 1);
    }
    page.user_version = page.user_version.max(user_version);
    take_votes(conn, actor, user_version, limits.messages, &mut page)?;
    messages::sync_marks(conn, actor, user_version, limits.messages, &mut page)?;
    Ok(page)
}

/// Adds the votes that the page's user counter covers. The page ends earlier, between two votes, if they are too many.
fn take_votes(
    conn: &Connection,
    actor: UserId,
    since: UserVersion,
    limit: usize,
    page: &mut SyncPage,
) -> Result<(), StoreError> {
    let mut select = conn.prepare_cached(
        "select c.id, p.key, v.options, v.user_version from votes v
         join messages p on p.key = v.message join chats c on c.key = p.chat
         join members m on m.chat = p.chat and m.user_id = v.user_id
         where v.user_id = ?1 and v.user_version > ?2 and v.user_version <= ?3
               and m.left_at is null and p.seq >= m.first_seq
         order by v.user_version limit ?4",
    )?;
    let mut poll = conn.prepare_cached(&format!("select {MESSAGE} from message_rows where key = ?1"))?;
    let mut rows = select.query(params![actor.as_bytes(), since, page.user_version, limit + 1])?;
    let mut reached = since;
    while let Some(row) = rows.next()? {
        if page.votes.len() == limit {
            page.more = true;
            page.user_version = reached;
            break;
        }
        let chat_id = id(row, 0)?;
        let choice = row.get(2)?;
        reached = row.get(3)?;
        let found = poll.query_row([row.get::<_, i64>(1)?], |row| message(row, chat_id))?;
        page.votes.push(Vote { chat_id, id: found.id, options: chosen(&found.content, choice) });
    }
    Ok(())
}

/// Messages that changed after a version of the chat, oldest version first, and whether there are more.
fn messages_since(
    conn: &Connection,
    member: &Membership,
    known: Seq,
    budget: &mut PageBudget,
) -> Result<(Vec<Message>, bool), StoreError> {
    // Two queries that read in order: one over both would sort, and copy every row for that.
    let mut select = conn.prepare_cached(&format!(
        "select {MESSAGE} from message_rows where key between ?1 and ?2 and version = seq order by key limit ?3"
    ))?;
    let mut select_changed = conn.prepare_cached(&format!(
        "select {MESSAGE} from all_message_rows where chat = ?1 and version > ?2 and seq >= ?3 and version > seq
         order by version limit ?4"
    ))?;
    let rows = budget.rows();
    let found = params![member.key_after(known), member.last_key(), rows];
    let mut new = select.query_map(found, |row| message_of(row, member))?.peekable();
    let mut not_looked_for = Some(&mut select_changed);
    let mut changed = None;
    let mut reached = known;
    let by_version = std::iter::from_fn(|| {
        let next = new.peek().and_then(|next| next.as_ref().ok()).map(|next| next.version);
        if changed.is_none() {
            // While the new messages have all versions, none is left for a changed one.
            if next == Some(reached.saturating_add(1)) || next.is_none() && reached == member.head {
                reached = reached.saturating_add(1);
                return new.next();
            }
            // Of what the member cleared, too: messages behind it may quote it.
            let found = params![member.chat, known, member.joined_seq, rows];
            match not_looked_for.take()?.query_map(found, |row| message_of(row, member)) {
                Ok(rows) => changed = Some(rows.peekable()),
                Err(error) => return Some(Err(error)),
            }
        }
        let changed = changed.as_mut()?;
        match (next, changed.peek()) {
            (Some(next), Some(Ok(other))) if other.version < next => changed.next(),
            (None, _) if new.peek().is_none() => changed.next(),
            _ => new.next(),
        }
    });
    Ok(budget.take(by_version)?)
}
