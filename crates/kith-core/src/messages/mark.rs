//! What messages are to one person alone: stars, and messages that one has deleted for oneself. Only the person's own
//! devices learn of it.

use kith_store::{Mark, MessageCursor, MessageMarking, MessagesMarked};
use kith_wire::{
    ChatId, Hidden, MeUpdated, MentionList, MessageChanged, MessageId, ServerEvent, Star, StarChanged,
    StarList,
};

use crate::clock::now_ms;
use crate::delivery::lanes::Ticket;
use crate::{Actor, Audience, Delivery, Kith, Refusal};

impl Kith {
    /// Gives a message a star, or takes it back.
    pub async fn star(&self, actor: Actor, star: Star) -> Result<StarChanged, Refusal> {
        let Star { chat_id, id, on } = star;
        let (ticket, done) = self.mark(actor, chat_id, vec![id], Mark::Star(on)).await?;
        let user_version = done.user_version;
        if !done.changed.is_empty() {
            let change = MeUpdated { star: Some(star), ..MeUpdated::of(user_version) };
            let event = ServerEvent::MeUpdated(Box::new(change));
            let to = Audience::user(actor.user_id);
            ticket.publish_behind(done.head, user_version, vec![Delivery { to, event }]);
        }
        Ok(StarChanged { user_version })
    }

    /// Deletes messages for the person alone.
    pub(super) async fn hide(
        &self,
        actor: Actor,
        chat_id: ChatId,
        ids: Vec<MessageId>,
    ) -> Result<MessageChanged, Refusal> {
        let (ticket, done) = self.mark(actor, chat_id, ids, Mark::Hidden).await?;
        let MessagesMarked { changed, head, version, user_version } = done;
        if !changed.is_empty() {
            let hidden = Some(Hidden { chat_id, ids: changed });
            let event = MeUpdated { hidden, ..MeUpdated::of(user_version) };
            // Without them, the chat may have another last message, and less that is unread.
            self.publish_own_view(ticket, actor.user_id, chat_id, head, event).await?;
        }
        Ok(MessageChanged { version, user_version: Some(user_version) })
    }

    /// The ticket is that of the chat's lane: a `chat:updated` on its way was read before the mark, and must not come
    /// after it.
    async fn mark(
        &self,
        actor: Actor,
        chat_id: ChatId,
        ids: Vec<MessageId>,
        mark: Mark,
    ) -> Result<(Ticket<'_>, MessagesMarked), Refusal> {
        self.rates.message(actor.user_id)?;
        let ticket = self.lanes.enter(&*self.bus, chat_id);
        let marking = MessageMarking { actor: actor.user_id, chat_id, ids, mark, at_ms: now_ms() };
        Ok((ticket, self.store.mark_messages(marking).await?))
    }

    /// The messages with the person's star, the star given last first.
    pub async fn stars(
        &self,
        actor: Actor,
        chat_id: Option<ChatId>,
        before: Option<String>,
        limit: usize,
    ) -> Result<StarList, Refusal> {
        let before = cursor(before)?;
        self.rates.request(actor.user_id)?;
        Ok(self.store.stars(actor.user_id, chat_id, before, limit.clamp(1, 100)).await?)
    }

    /// Messages of others that mention the person, newest first.
    pub async fn mentions_of(
        &self,
        actor: Actor,
        before: Option<String>,
        limit: usize,
    ) -> Result<MentionList, Refusal> {
        let before = cursor(before)?;
        self.rates.request(actor.user_id)?;
        Ok(self.store.mentions_of(actor.user_id, before, limit.clamp(1, 100)).await?)
    }
}

fn cursor(before: Option<String>) -> Result<Option<MessageCursor>, Refusal> {
    let place = before.map(|place| place.parse()).transpose();
    place.map_err(|error: kith_store::NotAMessageCursor| Refusal::Invalid(format!("before: {error}")))
}
