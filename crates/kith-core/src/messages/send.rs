//! Sending a message.

use kith_store::NewMessage;
use kith_wire::{SendMessage, SharedMessage, UserId};

use crate::clock::now_ms;
use crate::delivery::unpublished::News;
use crate::{Actor, Kith, Refusal};

/// A message that is durable.
#[derive(Debug, Clone, PartialEq)]
pub struct SendOutcome {
    /// The message as stored.
    pub message: SharedMessage,
    /// Whether it was stored before: the same id was sent earlier.
    pub repeated: bool,
}

impl Kith {
    /// Stores a message and tells every member. Retrying with the same id is always safe: it gets the same answer.
    ///
    /// Up to the store there is no await, so messages that one device sends in a row keep their order.
    pub async fn send_message(&self, actor: Actor, request: SendMessage) -> Result<SendOutcome, Refusal> {
        let message = self.checked(actor.user_id, request)?;
        self.rates.message(actor.user_id)?;
        self.deliver(message).await
    }

    /// The same on behalf of a person who is not connected: a message that they have scheduled.
    pub(crate) async fn send_as(&self, sender: UserId, request: SendMessage) -> Result<SendOutcome, Refusal> {
        self.deliver(self.checked(sender, request)?).await
    }

    async fn deliver(&self, message: NewMessage) -> Result<SendOutcome, Refusal> {
        let NewMessage { chat_id, sender_id, .. } = message;
        let ticket = self.lanes.enter(&*self.bus, chat_id);
        let appended = self.store.append_message(message).await?;
        if appended.expires_next {
            self.look_for_jobs();
        }
        let message = SharedMessage::from(appended.message);
        if appended.repeated {
            drop(ticket);
            self.publish_unpublished_of(chat_id).await?;
        } else {
            let news = News::Message(message.clone(), appended.info_version);
            self.publish(ticket, chat_id, news, None).await?;
            self.stop_typing_silently(sender_id, chat_id);
            self.bus.settled(chat_id).await;
        }
        Ok(SendOutcome { message, repeated: appended.repeated })
    }

    /// The checks that need no store.
    fn checked(&self, sender_id: UserId, request: SendMessage) -> Result<NewMessage, Refusal> {
        let SendMessage { id, chat_id, reply_to, silent, .. } = request;
        let at_ms = now_ms();
        let content = self.checked_content(request, at_ms)?;
        Ok(NewMessage { id, chat_id, sender_id, content, reply_to, silent, at_ms })
    }
}
