//! Voting in polls, and closing them.

use kith_store::MessageEditing;
use kith_wire::{MeUpdated, MessageChanged, MessageRef, ServerEvent, Vote};

use super::change::answer;
use crate::seams::bus::publish;
use crate::{Actor, Audience, Delivery, Kith, Refusal};

impl Kith {
    /// Chooses options of a poll, in place of the person's earlier choice. A repeat gets the same answer.
    pub async fn vote(&self, actor: Actor, vote: Vote) -> Result<MessageChanged, Refusal> {
        let Vote { chat_id, id, options } = vote.clone();
        let done = self.change_many(actor, chat_id, vec![id], MessageEditing::Vote(options)).await?;
        if let Some(user_version) = done.user_version {
            let event = MeUpdated { vote: Some(vote), ..MeUpdated::of(user_version) };
            let to = Audience::user(actor.user_id);
            publish(&*self.bus, Delivery { to, event: ServerEvent::MeUpdated(Box::new(event)) });
        }
        Ok(answer(&done))
    }

    /// Closes a poll before its time: one's own, or another person's in a group where one is an admin.
    pub async fn close_poll(&self, actor: Actor, poll: MessageRef) -> Result<MessageChanged, Refusal> {
        Ok(answer(&self.change_many(actor, poll.chat_id, vec![poll.id], MessageEditing::ClosePoll).await?))
    }
}
