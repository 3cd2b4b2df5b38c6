//! The one way in which messages change: the store's rule and transaction, then `message:updated` through the chat's lane.

use kith_store::{MessageChange, MessageEditing};
use kith_wire::{ChatId, Message, MessageId, SharedMessage};

use crate::clock::now_ms;
use crate::delivery::unpublished::News;
use crate::{Actor, Kith, Refusal};

impl Kith {
    /// Changes messages, all or none; answers how they are now, in the order of the ids.
    pub(super) async fn change_messages<const N: usize>(
        &self,
        actor: Actor,
        chat_id: ChatId,
        ids: [MessageId; N],
        edit: MessageEditing,
    ) -> Result<[Message; N], Refusal> {
        let messages = self.change_many(actor, chat_id, ids.to_vec(), edit).await?;
        messages.try_into().map_err(|_| Refusal::NotFound("message"))
    }

    /// The same for any number.
    pub(super) async fn change_many(
        &self,
        actor: Actor,
        chat_id: ChatId,
        ids: Vec<MessageId>,
        edit: MessageEditing,
    ) -> Result<Vec<Message>, Refusal> {
        self.rates.message(actor.user_id)?;
        let ticket = self.lanes.enter(&*self.bus, chat_id);
        let change = MessageChange { actor: actor.user_id, chat_id, ids, edit, at_ms: now_ms() };
        let done = self.store.change_messages(change).await?;
        if done.changed.is_empty() {
            drop(ticket);
            self.publish_unpublished_of(chat_id).await?;
        } else {
            let changed = done.changed.into_iter().map(SharedMessage::from).collect();
            self.publish(ticket, chat_id, News::MessagesUpdated(changed, done.info_version), None).await?;
            self.bus.settled(chat_id).await;
        }
        Ok(done.messages)
    }
}
