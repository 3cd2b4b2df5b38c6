//! Deleting messages.

use kith_store::MessageEditing;
use kith_wire::{DeleteFor, DeleteMessages, MessageChanged};

use super::change::answer;
use crate::{Actor, Kith, Refusal};

/// Most messages that one request deletes.
const AT_ONCE: usize = 100;

impl Kith {
    /// Deletes messages, for everyone or for oneself: all of them, or none. A repeat gets the same answer.
    pub async fn delete_messages(
        &self,
        actor: Actor,
        request: DeleteMessages,
    ) -> Result<MessageChanged, Refusal> {
        let DeleteMessages { chat_id, mut ids, for_whom } = request;
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() || ids.len() > AT_ONCE {
            return Err(Refusal::Invalid(format!("ids: 1 to {AT_ONCE}")));
        }
        match for_whom {
            DeleteFor::Everyone => {
                let edit = MessageEditing::Delete { undo_within_ms: self.settings.undo_ms };
                Ok(answer(&self.change_many(actor, chat_id, ids, edit).await?))
            }
            DeleteFor::Me => self.hide(actor, chat_id, ids).await,
        }
    }
}
