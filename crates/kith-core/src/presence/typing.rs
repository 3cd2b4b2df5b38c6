//! Who is writing. None of it is stored.

use std::time::{Duration, Instant};

use kith_store::Roster;
use kith_wire::{Activity, ChatId, ServerEvent, Typing, TypingEvent, UserId};

use super::typing_desk::Writing;
use crate::{Actor, Audience, Delivery, Kith, Refusal};

/// How long a person counts as writing after a typing event.
const LASTS: Duration = Duration::from_secs(8);

impl Kith {
    /// Tells the other members that the person writes (or records).
    pub async fn start_typing(&self, actor: Actor, typing: Typing) -> Result<(), Refusal> {
        self.rates.signal(actor.user_id)?;
        let others = self.others(actor, typing.chat_id).await?;
        let writing = Writing { until: Instant::now() + LASTS, others: others.clone() };
        if self.typing.lock().insert((typing.chat_id, actor.user_id), writing).is_none() {
            self.typing.some.notify_one();
        }
        self.publish_typing(typing.chat_id, actor.user_id, others, Some(typing.activity));
        Ok(())
    }

    /// Tells the other members that the person has stopped.
    pub async fn stop_typing(&self, actor: Actor, typing: Typing) -> Result<(), Refusal> {
        self.rates.signal(actor.user_id)?;
        let others = self.others(actor, typing.chat_id).await?;
        if self.typing.lock().remove(&(typing.chat_id, actor.user_id)).is_some() {
            self.publish_typing(typing.chat_id, actor.user_id, others, None);
        }
        Ok(())
    }

    /// Ends typing that has lasted too long, within a second. Sleeps while nobody writes, and never ends.
    pub async fn expire_typing_in_time(&self) {
        loop {
            self.typing.some.notified().await;
            while self.typing.entries() > 0 {
                tokio::time::sleep(Duration::from_secs(1)).await;
                self.expire_typing();
            }
        }
    }

    /// Ends typing that has lasted too long.
    pub fn expire_typing(&self) {
        let now = Instant::now();
        self.end_typing(|_, writing| writing.until <= now);
    }

    /// Ends all typing of the person: their last connection is gone.
    pub(crate) fn end_typing_of(&self, user_id: UserId) {
        self.end_typing(|user, _| user == user_id);
    }

    /// The message itself says that its sender no longer writes it.
    pub(crate) fn stop_typing_silently(&self, sender: UserId, chat_id: ChatId) {
        self.typing.lock().remove(&(chat_id, sender));
    }

    fn end_typing(&self, ends: impl Fn(UserId, &Writing) -> bool) {
        let ended: Vec<_> =
            self.typing.lock().extract_if(|(_, user), writing| ends(*user, writing)).collect();
        for ((chat_id, user_id), writing) in ended {
            self.publish_typing(chat_id, user_id, writing.others, None);
        }
    }

    async fn others(&self, actor: Actor, chat_id: ChatId) -> Result<Audience, Refusal> {
        let roster = self.rosters.of_member(&*self.store, actor.user_id, chat_id).await?;
        Ok(Audience::Users(others(&roster, actor.user_id)))
    }

    fn publish_typing(&self, chat_id: ChatId, user_id: UserId, to: Audience, activity: Option<Activity>) {
        self.bus
            .publish(Delivery { to, event: ServerEvent::Typing(TypingEvent { chat_id, user_id, activity }) });
    }
}

fn others(roster: &Roster, user_id: UserId) -> std::sync::Arc<[UserId]> {
    roster.user_ids().filter(|other| *other != user_id).collect()
}
