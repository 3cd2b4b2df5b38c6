//! Reading messages.

use kith_store::PageAt;
use kith_wire::{ChatId, Message, MessageId, MessageInfo, MessagePage};

use crate::{Actor, Kith, Refusal};

impl Kith {
    /// A page of a chat's history, ascending by `seq`.
    pub async fn messages(
        &self,
        actor: Actor,
        chat_id: ChatId,
        at: PageAt,
        limit: usize,
    ) -> Result<MessagePage, Refusal> {
        self.rates.request(actor.user_id)?;
        Ok(self.store.message_page(actor.user_id, chat_id, at, limit.clamp(1, 200)).await?)
    }

    /// One message.
    pub async fn message(&self, actor: Actor, chat_id: ChatId, id: MessageId) -> Result<Message, Refusal> {
        self.rates.request(actor.user_id)?;
        Ok(self.store.message(actor.user_id, chat_id, id).await?)
    }

    /// Who has received and read one's own message, and when.
    pub async fn message_info(
        &self,
        actor: Actor,
        chat_id: ChatId,
        id: MessageId,
    ) -> Result<MessageInfo, Refusal> {
        self.rates.request(actor.user_id)?;
        Ok(self.store.message_info(actor.user_id, chat_id, id).await?)
    }
}
