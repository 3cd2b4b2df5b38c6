//! Editing one's own message.

use kith_store::MessageEditing;
use kith_wire::{ChatId, EditMessage, MessageContent, MessageEdited, MessageEdits, MessageId};

use crate::{Actor, Kith, Refusal};

impl Kith {
    /// Changes the text of a message. A repeat gets the same answer.
    pub async fn edit_message(&self, actor: Actor, request: EditMessage) -> Result<MessageEdited, Refusal> {
        let content = MessageContent::Text(self.checked_text(Some(request.text), request.mentions)?);
        let edit = MessageEditing::Content { content, within_ms: self.settings.edit_ms };
        let message = self.change_message(actor, request.chat_id, request.id, edit).await?;
        Ok(MessageEdited {
            version: message.version,
            edited_at: message.edited_at.unwrap_or(message.sent_at),
        })
    }

    /// The texts of a message before each of its edits.
    pub async fn message_edits(
        &self,
        actor: Actor,
        chat_id: ChatId,
        id: MessageId,
    ) -> Result<MessageEdits, Refusal> {
        self.rates.request(actor.user_id)?;
        Ok(MessageEdits { edits: self.store.message_edits(actor.user_id, chat_id, id).await? })
    }
}
