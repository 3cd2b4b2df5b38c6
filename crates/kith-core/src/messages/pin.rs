//! Pinning messages in their chat, for all members.

use kith_store::MessageEditing;
use kith_wire::{MessageChanged, PinMessage};

use super::change::answer;
use crate::clock::now_ms;
use crate::{Actor, Kith, Refusal, validate};

/// Most pinned messages of a chat.
const MOST: usize = 3;

impl Kith {
    /// Pins a message, or unpins it. A repeat gets the same answer.
    pub async fn pin_message(&self, actor: Actor, request: PinMessage) -> Result<MessageChanged, Refusal> {
        let PinMessage { chat_id, id, on, until } = request;
        let edit = if on {
            until.map(|until| validate::within_a_year(until, now_ms(), "until")).transpose()?;
            MessageEditing::Pin { until, most: MOST }
        } else {
            MessageEditing::Unpin
        };
        Ok(answer(&self.change_many(actor, chat_id, vec![id], edit).await?))
    }
}
