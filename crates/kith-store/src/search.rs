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

    /// The actor's chats whose title, or the name or user name of the other person in a direct chat, has a word that
    /// begins with `text`. Latest activity first, at most `limit`.
    async fn find_chats(&self, actor: UserId, text: &str, limit: usize) -> Result<Vec<Chat>, StoreError>;

    /// Messages of one chat that hold a text, newest first. It looks at so many only, and says where it ended: see
    /// [`MessageHits`].
    async fn search_messages(&self, search: MessageSearch) -> Result<MessageHits, ChatAccessError>;
}

/// A search in one chat.
#[derive(Debug, Clone)]
pub struct MessageSearch {
    /// Who searches.
    pub actor: UserId,
    /// Where.
    pub chat_id: ChatId,
    /// What: found anywhere in the text, without regard to case.
    pub text: String,
    /// Only messages with a lower `seq`.
    pub before: Option<Seq>,
    /// At most so many.
    pub limit: usize,
}
