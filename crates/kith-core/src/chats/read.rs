//! Reading chats and their members.

use kith_store::ChatCursor;
use kith_wire::{Chat, ChatId, ChatList, MemberList, UnreadCounts, UserId};

use crate::{Actor, Kith, Refusal};

impl Kith {
    /// The actor's chats, latest activity first.
    pub async fn chats(
        &self,
        actor: Actor,
        before: Option<String>,
        limit: usize,
    ) -> Result<ChatList, Refusal> {
        let before = before.map(|place| place.parse::<ChatCursor>()).transpose();
        let before = before.map_err(|error| Refusal::Invalid(format!("before: {error}")))?;
        self.rates.request(actor.user_id)?;
        Ok(self.store.chats(actor.user_id, before, limit.clamp(1, 100)).await?)
    }

    /// One chat.
    pub async fn chat(&self, actor: Actor, chat_id: ChatId) -> Result<Chat, Refusal> {
        self.rates.request(actor.user_id)?;
        Ok(self.store.chat(actor.user_id, chat_id).await?)
    }

    /// A chat's members.
    pub async fn members(
        &self,
        actor: Actor,
        chat_id: ChatId,
        after: Option<UserId>,
        limit: usize,
    ) -> Result<MemberList, Refusal> {
        self.rates.request(actor.user_id)?;
        Ok(self.store.members(actor.user_id, chat_id, after, limit.clamp(1, 1024)).await?)
    }

    /// The unread counts, over all chats.
    pub async fn unread_counts(&self, actor: Actor) -> Result<UnreadCounts, Refusal> {
        self.rates.request(actor.user_id)?;
        Ok(self.store.unread_counts(actor.user_id).await?)
    }
}
