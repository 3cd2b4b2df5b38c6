//! Sending a message.

use kith_store::NewMessage;
use kith_wire::{Mention, MessageContent, SendMessage, SharedMessage, TextContent};

use crate::clock::now_ms;
use crate::delivery::unpublished::News;
use crate::{Actor, Kith, Refusal, legible, validate};

/// Most people that one message mentions by name; beyond that it means everybody.
const MENTIONS: usize = 100;

/// A message that is durable.
#[derive(Debug, Clone, PartialEq)]
pub struct SendOutcome {
    /// As stored.
    pub message: SharedMessage,
    /// Whether it was there already: the same id was sent before.
    pub repeated: bool,
}

impl Kith {
    /// Stores a message and tells every member. Retrying with the same id is always safe: it gets the same answer.
    ///
    /// Up to the store there is no await, so messages that one device sends in a row keep their order.
    pub async fn send_message(&self, actor: Actor, request: SendMessage) -> Result<SendOutcome, Refusal> {
        let chat_id = request.chat_id;
        let message = self.checked(actor, request)?;
        self.rates.message(actor.user_id)?;

        let ticket = self.lanes.enter(&*self.bus, chat_id);
        let appended = self.store.append_message(message).await?;
        let message = SharedMessage::from(appended.message);
        if appended.repeated {
            drop(ticket);
            self.publish_unpublished_of(chat_id).await?;
        } else {
            let news = News::Message(message.clone(), appended.info_version);
            self.publish(ticket, chat_id, news, None).await?;
            self.stop_typing_silently(actor, chat_id);
            self.bus.settled(chat_id).await;
        }
        Ok(SendOutcome { message, repeated: appended.repeated })
    }

    /// What can be refused without asking the store.
    fn checked(&self, actor: Actor, request: SendMessage) -> Result<NewMessage, Refusal> {
        let SendMessage { id, chat_id, kind, text, mentions, reply_to } = request;
        let content = match kind.as_str() {
            "text" => MessageContent::Text(self.checked_text(text, mentions)?),
            _ => return Err(Refusal::UnknownKind),
        };
        Ok(NewMessage { id, chat_id, sender_id: actor.user_id, content, reply_to, at_ms: now_ms() })
    }

    pub(super) fn checked_text(
        &self,
        text: Option<String>,
        mentions: Option<Vec<Mention>>,
    ) -> Result<TextContent, Refusal> {
        let text = text.filter(|text| legible::shows(text)).ok_or(Refusal::EmptyMessage)?;
        validate::text(&text, self.settings.message_bytes)?;
        let mentions = mentions.unwrap_or_default();
        if mentions.len() > MENTIONS {
            return Err(Refusal::Invalid(format!("mentions: at most {MENTIONS}")));
        }
        Ok(TextContent { text, mentions })
    }
}
