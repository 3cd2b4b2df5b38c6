//! Finding people, chats and messages.

use async_trait::async_trait;
use kith_wire::{Chat, ChatId, MessageHits, Seq, TenantId, User, UserId};

use crate::{ChatAccessError, StoreError};

/// Finding people, chats and messages.
#[async_trait]
pub trait Search: Send + Sync {
    /// People of the tenant with a word of their name, or their user name, that begins with `text`; everybody
    /// when it is empty. By name, at most `limit`.
    async fn find_users(
        &self,
        asker: UserId,
        tenant_id: TenantId,
        text: &str,
        limit: usize,
    ) -> Result<Vec<User>, StoreError>;

    /// The actor's chats with a word that begins with `text` in their title or, for a direct chat, in the other
    /// person's name or user name. Latest activity first, at most `limit`.
    async fn find_chats(&self, actor: UserId, text: &str, limit: usize) -> Result<Vec<Chat>, StoreError>;

    /// Messages of one chat that contain a text, newest first. It looks at a limited number, and returns where it
    /// ended: see [`MessageHits`].
    async fn search_messages(&self, search: MessageSearch) -> Result<MessageHits, ChatAccessError>;
}

/// A search in one chat.
#[derive(Debug, Clone)]
pub struct MessageSearch {
    /// The person who searches.
    pub actor: UserId,
    /// The chat.
    pub chat_id: ChatId,
    /// The text to find: anywhere in a message's text, without regard to case.
    pub text: String,
    /// Only messages with a lower `seq`.
    pub before: Option<Seq>,
    /// The most hits.
    pub limit: usize,
}
