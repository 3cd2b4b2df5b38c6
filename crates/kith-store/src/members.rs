//! The members of chats.

use async_trait::async_trait;
use kith_wire::{ChatId, ChatKind, MemberList, Role, Seq, TimeMs, UserId};
use thiserror::Error;

use crate::StoreError;

/// The members of chats.
#[async_trait]
pub trait Members: Send + Sync {
    /// The chat's roster.
    async fn roster(&self, actor: UserId, chat_id: ChatId) -> Result<Roster, ChatAccessError>;

    /// The roster of a chat without a membership check: only for publishing to its members, never for an answer.
    async fn recipients(&self, chat_id: ChatId) -> Result<Roster, StoreError>;

    /// The chat's members in the order of their ids, from the one after `after`.
    async fn members(
        &self,
        actor: UserId,
        chat_id: ChatId,
        after: Option<UserId>,
        limit: usize,
    ) -> Result<MemberList, ChatAccessError>;
}

/// The members of a chat at one version. Rules about the chat use it for their decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// The chat.
    pub chat_id: ChatId,
    /// Its kind.
    pub kind: ChatKind,
    /// The chat's head when its name, description, members or roles last changed.
    pub info_version: Seq,
    /// Invariant: sorted by user id.
    pub members: Vec<RosterMember>,
}

/// One line of a [`Roster`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RosterMember {
    /// The person.
    pub user_id: UserId,
    /// Their role.
    pub role: Role,
    /// When they joined.
    pub joined_at_ms: TimeMs,
    /// The first message that they may see.
    pub first_seq: Seq,
}

impl Roster {
    /// The member with this id, if any.
    pub fn member(&self, user_id: UserId) -> Option<&RosterMember> {
        let at = self.members.binary_search_by_key(&user_id, |member| member.user_id).ok()?;
        self.members.get(at)
    }

    /// The ids of all members.
    pub fn user_ids(&self) -> impl Iterator<Item = UserId> + '_ {
        self.members.iter().map(|member| member.user_id)
    }
}

/// The caller is not a member of the chat, or there is no such chat.
#[derive(Debug, Error)]
pub enum ChatAccessError {
    /// The error is the same in both cases, so that nobody can probe ids.
    #[error("not a member of this chat")]
    NotAMember,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}
