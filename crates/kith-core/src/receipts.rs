//! Receipts: reporting which messages have arrived and been read.

use kith_store::WatermarkMove;
use kith_wire::{Receipt, ServerEvent, Watermark};

use crate::clock::now_ms;
use crate::{Actor, Audience, Delivery, Kith, Refusal};

impl Kith {
    /// Reports that all messages up to `seq` have reached one of the person's devices.
    pub async fn mark_delivered(&self, actor: Actor, mark: Watermark) -> Result<(), Refusal> {
        self.move_watermark(actor, mark, 0).await
    }

    /// Reports that the person has read all messages up to `seq` (so they have arrived, too).
    pub async fn mark_read(&self, actor: Actor, mark: Watermark) -> Result<(), Refusal> {
        self.move_watermark(actor, mark, mark.seq).await
    }

    /// Moves the watermarks, and tells the person's devices and the senders of the passed messages. A mark that moves
    /// nothing is no error: devices repeat themselves.
    async fn move_watermark(&self, actor: Actor, mark: Watermark, read: i64) -> Result<(), Refusal> {
        if mark.seq < 0 {
            return Err(Refusal::Invalid("seq: is negative".into()));
        }
        self.rates.signal(actor.user_id)?;
        let ticket = self.lanes.enter(&*self.bus, mark.chat_id);
        let moved = self
            .store
            .move_watermark(WatermarkMove {
                user_id: actor.user_id,
                chat_id: mark.chat_id,
                delivered: mark.seq,
                read,
                at_ms: now_ms(),
            })
            .await?;
        let Some(moved) = moved else { return Ok(()) };

        let own = Receipt {
            chat_id: mark.chat_id,
            user_id: actor.user_id,
            delivered: moved.delivered,
            read: moved.read,
            user_version: moved.user_version,
            unread: Some(moved.unread),
            mentions: Some(moved.mentions),
            marked_unread: Some(moved.marked_unread),
        };
        let mut deliveries =
            vec![Delivery { to: Audience::user(actor.user_id), event: ServerEvent::Receipt(own) }];
        deliveries.extend(moved.senders.iter().map(|sender| {
            let receipt = Receipt {
                chat_id: mark.chat_id,
                user_id: actor.user_id,
                delivered: moved.delivered,
                read: sender.read,
                user_version: sender.user_version,
                unread: None,
                mentions: None,
                marked_unread: None,
            };
            Delivery { to: Audience::user(sender.user_id), event: ServerEvent::Receipt(receipt) }
        }));
        // The unread count was read at this head: the receipt goes after the messages that it counts, and before later
        // ones.
        ticket.publish_behind(moved.head, moved.user_version, deliveries);
        Ok(())
    }
}
