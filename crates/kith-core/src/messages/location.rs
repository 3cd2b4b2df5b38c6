//! Live locations: the sender's position while they move.

use kith_store::MessageEditing;
use kith_wire::{LocationMoved, MessageChanged, MessageRef, ServerEvent, UpdateLocation};

use super::change::answer;
use super::content::place;
use crate::clock::now_ms;
use crate::{Actor, Delivery, Kith, Refusal};

impl Kith {
    /// Shows the members of the chat where the person is. The store keeps one position every half a minute; those
    /// between only go to connected devices.
    pub async fn update_location(&self, actor: Actor, update: UpdateLocation) -> Result<(), Refusal> {
        let UpdateLocation { chat_id, id, latitude, longitude, accuracy } = update;
        place(latitude, longitude, accuracy)?;
        let edit = MessageEditing::Move { latitude, longitude, accuracy };
        let done = self.change_many(actor, chat_id, vec![id], edit).await?;
        let roster = self.rosters.at_least(&*self.store, chat_id, done.info_version).await?;
        if let Some(message) = done.messages.first().filter(|_| done.changed.is_empty()) {
            let moved = LocationMoved { chat_id, id, latitude, longitude, accuracy, at: now_ms() };
            let to = roster.audience(message.seq);
            self.bus.publish(Delivery { to, event: ServerEvent::LocationMoved(moved) });
        }
        Ok(())
    }

    /// Ends a live location before its time.
    pub async fn stop_location(&self, actor: Actor, location: MessageRef) -> Result<MessageChanged, Refusal> {
        let MessageRef { chat_id, id } = location;
        Ok(answer(&self.change_many(actor, chat_id, vec![id], MessageEditing::StopLocation).await?))
    }
}
