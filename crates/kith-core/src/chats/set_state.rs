//! A person's own state of a chat, unseen by others: muted, pinned, archived, marked as unread, the draft, and how much
//! of it is cleared.

use kith_wire::{Chat, ChatId, ChatStateNow, ChatStatePatch, MeUpdated, ServerEvent};

use crate::{Actor, Audience, Delivery, Kith, Refusal, legible, validate};

impl Kith {
    /// Applies the patch, and tells the person's own devices. Returns the chat as the person sees it now.
    pub async fn set_chat_state(
        &self,
        actor: Actor,
        chat_id: ChatId,
        mut patch: ChatStatePatch,
    ) -> Result<Chat, Refusal> {
        if let Some(Some(until_ms)) = patch.muted_until {
            validate::moment(until_ms)?;
        }
        if let Some(Some(draft)) = &patch.draft {
            validate::text(draft, self.settings.message_bytes)?;
            if !legible::shows(draft) {
                patch.draft = Some(None);
            }
        }
        if patch.cleared.is_some_and(|seq| seq < 0) {
            return Err(Refusal::Invalid("cleared: the seq of a message".into()));
        }
        let clears = patch.cleared.is_some();
        self.rates.request(actor.user_id)?;

        let ticket = self.lanes.enter(&*self.bus, chat_id);
        let set = self.store.set_chat_state(actor.user_id, chat_id, patch).await?;
        if let Some(user_version) = set.user_version {
            let chat = Some(ChatStateNow { id: chat_id, state: set.state });
            let event = MeUpdated { chat, ..MeUpdated::of(user_version) };
            if clears {
                // With less to see, the chat has another last message, fewer pins, and less that is unread.
                return Ok(self.publish_own_view(ticket, actor.user_id, chat_id, set.head, event).await?);
            }
            let event = ServerEvent::MeUpdated(Box::new(event));
            let to = Audience::user(actor.user_id);
            // Published in the chat's lane: a `chat:updated` on its way was read before this change, and must not
            // undo it.
            ticket.publish_behind(set.head, user_version, vec![Delivery { to, event }]);
            return Ok(self.store.chat_after_change(actor.user_id, chat_id).await?);
        }
        drop(ticket);
        Ok(self.store.chat(actor.user_id, chat_id).await?)
    }
}
