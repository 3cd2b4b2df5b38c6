//! Chats: making, changing and showing them.

use async_trait::async_trait;
use kith_wire::{
    Chat, ChatId, ChatList, ChatState, ChatStatePatch, Message, MessageId, Role, Seq, SystemEvent, TimeMs,
    UnreadCounts, UserId, UserVersion,
};
use thiserror::Error;

use crate::{ChatAccessError, ChatCursor, Roster, StoreError};

/// Chats: making, changing and showing them.
#[async_trait]
pub trait Chats: Send + Sync {
    /// Finds or creates the direct chat of two people. Returns its id, and its head if it was created now.
    async fn open_direct(
        &self,
        actor: UserId,
        other: UserId,
        new_id: ChatId,
        at_ms: TimeMs,
    ) -> Result<(ChatId, Option<Seq>), CreateChatError>;

    /// Creates a group with its first members.
    async fn create_group(&self, group: NewGroup) -> Result<ChatChanged, CreateChatError>;

    /// Changes a group: all edits and the system messages that report them, or none.
    async fn change_chat(&self, change: ChatChange) -> Result<ChatChanged, ChangeChatError>;

    /// The chat as the actor sees it.
    async fn chat(&self, actor: UserId, chat_id: ChatId) -> Result<Chat, ChatAccessError>;

    /// Like [`Chats::chat`], for an actor who has just changed the chat. It never returns [`StoreError::Busy`], which
    /// would say that nothing was done.
    async fn chat_after_change(&self, actor: UserId, chat_id: ChatId) -> Result<Chat, ChatAccessError>;

    /// The chat as each of these people sees it, all at one moment; people who are not members are left out.
    async fn chat_views(
        &self,
        chat_id: ChatId,
        viewers: Vec<UserId>,
    ) -> Result<Vec<(UserId, Chat)>, StoreError>;

    /// The actor's chats, latest activity first. `before` is the `next` of an earlier page.
    async fn chats(
        &self,
        actor: UserId,
        before: Option<ChatCursor>,
        limit: usize,
    ) -> Result<ChatList, StoreError>;

    /// Changes the actor's own state of a chat, and stamps their membership. A patch that changes nothing leaves no
    /// stamp.
    async fn set_chat_state(
        &self,
        actor: UserId,
        chat_id: ChatId,
        patch: ChatStatePatch,
    ) -> Result<ChatStateSet, ChatAccessError>;

    /// The actor's unread counts, over all chats. All unread counts stop at [`UNREAD_MOST`](kith_wire::UNREAD_MOST) and
    /// look no further than [`UNREAD_WITHIN`](kith_wire::UNREAD_WITHIN).
    async fn unread_counts(&self, actor: UserId) -> Result<UnreadCounts, StoreError>;
}

/// A group to create.
#[derive(Debug, Clone)]
pub struct NewGroup {
    /// Its id.
    pub chat_id: ChatId,
    /// The person who creates and then owns it.
    pub creator: UserId,
    /// Its name.
    pub title: String,
    /// Its description.
    pub description: Option<String>,
    /// The people to add at once, besides the creator.
    pub members: Vec<UserId>,
    /// The system messages that report it, in order.
    pub events: Vec<(MessageId, SystemEvent)>,
    /// The id of the system message about how long messages stay, if the creator's new chats have messages that
    /// disappear.
    pub disappearing_id: MessageId,
    /// Now.
    pub at_ms: TimeMs,
}

/// A change of a chat, decided on a [`Roster`].
#[derive(Debug, Clone)]
pub struct ChatChange {
    /// The person who changes it.
    pub actor: UserId,
    /// The chat.
    pub chat_id: ChatId,
    /// The roster's `info_version`; the change is refused when the chat has moved on.
    pub based_on: Seq,
    /// The edits, in order. Never empty.
    pub edits: Vec<ChatEdit>,
    /// The system messages that report it, in order. Never empty: each change of a chat takes a value of its head.
    pub events: Vec<(MessageId, SystemEvent)>,
    /// Now.
    pub at_ms: TimeMs,
}

/// One edit of a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChatEdit {
    /// Rename it.
    Title(String),
    /// Describe it; `None` removes the description.
    Description(Option<String>),
    /// Messages that are sent from now on stay this many seconds; `None` for ever.
    DisappearAfter(Option<i64>),
    /// Add this person, as a plain member who sees the messages that are sent from now on.
    Add(UserId),
    /// This person leaves.
    Remove(UserId),
    /// This person gets another role.
    Role(UserId, Role),
}

/// The result of a change of a chat.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatChanged {
    /// The system messages, as stored.
    pub messages: Vec<Message>,
    /// The chat's members now.
    pub roster: Roster,
    /// The removed members, with their user counters.
    pub removed: Vec<(UserId, i64)>,
}

/// The result of changing the state of a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatStateSet {
    /// The whole state, as it is now.
    pub state: ChatState,
    /// The chat's head then.
    pub head: Seq,
    /// The person's user counter; `None` when nothing changed.
    pub user_version: Option<UserVersion>,
}

/// Why a chat cannot be created.
#[derive(Debug, Error)]
pub enum CreateChatError {
    /// One of the people is not in the creator's tenant.
    #[error("no such user: {0}")]
    UnknownUser(UserId),
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a chat cannot be changed.
#[derive(Debug, Error)]
pub enum ChangeChatError {
    /// See [`ChatAccessError::NotAMember`].
    #[error("not a member of this chat")]
    NotAMember,
    /// The chat has changed since the roster that the change was decided on: decide again.
    #[error("the chat has changed meanwhile")]
    Stale,
    /// One of the people to add is not in the chat's tenant.
    #[error("no such user: {0}")]
    UnknownUser(UserId),
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}
