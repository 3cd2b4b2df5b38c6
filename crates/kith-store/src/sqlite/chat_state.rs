//! Members' own state of their chats.

use kith_wire::{ChatId, ChatState, ChatStatePatch, UserId};
use rusqlite::{Connection, params};

use super::rows::{Membership, membership, next_user_version};
use crate::shared::patch::patched;
use crate::{ChatAccessError, ChatStateSet};

pub fn set_chat_state(
    conn: &Connection,
    actor: UserId,
    chat_id: ChatId,
    patch: &ChatStatePatch,
) -> Result<ChatStateSet, ChatAccessError> {
    let member = membership(conn, actor, chat_id)?;
    let (before, _) = state_of(conn, &member)?;
    let state = patched(&before, patch, member.head);
    if state == before {
        return Ok(ChatStateSet { state, head: member.head, user_version: None });
    }
    let user_version = next_user_version(conn, actor)?;
    conn.prepare_cached(
        "update members set muted_until = ?3, pinned = ?4, archived = ?5, marked_unread = ?6, draft = ?7,
             cleared = ?8, unlisted = ?9, user_version = ?10
         where chat = ?1 and user_id = ?2",
    )?
    .execute(params![
        member.chat,
        actor.as_bytes(),
        state.muted_until,
        state.pinned,
        state.archived,
        state.marked_unread,
        state.draft,
        state.cleared,
        state.unlisted,
        user_version
    ])?;
    Ok(ChatStateSet { state, head: member.head, user_version: Some(user_version) })
}

/// The member's state of the chat, and whether the chat has pins. Read apart from the membership, which every operation
/// on a chat reads: drafts may be long.
pub fn state_of(conn: &Connection, member: &Membership) -> rusqlite::Result<(ChatState, bool)> {
    conn.prepare_cached(
        "select muted_until, pinned, archived, marked_unread, draft, cleared, unlisted,
             exists (select 1 from messages x where x.chat = ?1 and x.pinned_at is not null)
         from members where chat = ?1 and user_id = ?2",
    )?
    .query_row(params![member.chat, member.user_id.as_bytes()], |row| {
        let state = ChatState {
            muted_until: row.get(0)?,
            pinned: row.get(1)?,
            archived: row.get(2)?,
            marked_unread: row.get(3)?,
            draft: row.get(4)?,
            cleared: row.get(5)?,
            unlisted: row.get(6)?,
        };
        Ok((state, row.get(7)?))
    })
}
