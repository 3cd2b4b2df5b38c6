//! The one way in which messages change: the store's rule and transaction, then `message:updated` through the chat's lane.

use kith_store::{MessageChange, MessageEditing, MessagesChanged};
use kith_wire::{ChatId, Message, MessageChanged, MessageId, SharedMessage};

use crate::clock::now_ms;
use crate::delivery::unpublished::News;
use crate::{Actor, Kith, Refusal};

impl Kith {
    /// Changes messages, all or none.
    pub(super) async fn change_many(
        &self,
        actor: Actor,
        chat_id: ChatId,
        ids: Vec<MessageId>,
        edit: MessageEditing,
    ) -> Result<MessagesChanged, Refusal> {
        self.rates.message(actor.user_id)?;
        let ticket = self.lanes.enter(&*self.bus, chat_id);
        let change = MessageChange { actor: actor.user_id, chat_id, ids, edit, at_ms: now_ms() };
        let done = self.store.change_messages(change).await?;
        if done.changed.is_empty() {
            drop(ticket);
            self.publish_unpublished_of(chat_id).await?;
        } else {
            let changed = done.changed.iter().cloned().map(SharedMessage::from).collect();
            self.publish(ticket, chat_id, News::MessagesUpdated(changed, done.info_version), None).await?;
            self.bus.settled(chat_id).await;
        }
        Ok(done)
    }

    /// Changes one message; returns its present state.
    pub(super) async fn change_message(
        &self,
        actor: Actor,
        chat_id: ChatId,
        id: MessageId,
        edit: MessageEditing,
    ) -> Result<Message, Refusal> {
        let done = self.change_many(actor, chat_id, vec![id], edit).await?;
        done.messages.into_iter().next().ok_or(Refusal::NotFound("message"))
    }
}

/// The answer to a change: the version of the last changed message.
pub(super) fn answer(done: &MessagesChanged) -> MessageChanged {
    let version = done.messages.iter().map(|message| message.version).max().unwrap_or(0);
    MessageChanged { version, user_version: None }
}
