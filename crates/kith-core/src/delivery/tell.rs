//! Telling what is stored: the members of a chat what happened there, and those who see a person that they changed. What
//! must be read for that may fail to be: then it is told later, since whoever repeats the action finds it done, and nobody
//! would hear of it.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kith_store::{ChatChanged, Roster, StoreError};
use kith_wire::{Chat, ChatId, ChatRemoved, Seq, ServerEvent, SharedMessage, User, UserId};
use tokio::sync::Notify;

use crate::delivery::lanes::Ticket;
use crate::seams::bus::publish;
use crate::{Audience, Delivery, Kith};

/// Most that is kept to be told later. Who is not told of the rest finds the gap in the versions, or syncs.
const KEPT: usize = 10_000;

/// Most people who are told at once that somebody changed. Whom this leaves out learns of it by `sync`.
const TOLD: usize = 10_000;

/// Something that happened to a chat, and is durable.
#[derive(Clone)]
pub(crate) enum News {
    /// A message was sent, when the chat's [`Roster::info_version`] was this.
    Message(SharedMessage, Seq),
    /// The chat was made, with these members, and is at this version.
    Created(Vec<UserId>, Seq),
    /// Its name, members or roles changed from how they were on this roster.
    Changed(Roster, ChatChanged),
}

/// How long to wait before what could not be told is told: a database that failed may have recovered by then.
const SOON: Duration = Duration::from_secs(3);

/// What could not be told.
#[derive(Default)]
pub struct Untold {
    kept: Mutex<Kept>,
    /// Rings when something is there.
    some: Notify,
}

#[derive(Default)]
struct Kept {
    /// What happened to chats, in order.
    of_chats: HashMap<ChatId, VecDeque<News>>,
    /// Whose profile changed.
    people: HashSet<UserId>,
}

impl Kept {
    fn is_empty(&self) -> bool {
        self.people.is_empty() && self.of_chats.is_empty()
    }

    fn is_full(&self) -> bool {
        self.people.len() + self.of_chats.values().map(VecDeque::len).sum::<usize>() >= KEPT
    }
}

impl Untold {
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, chat_id: ChatId, news: News) {
        let mut kept = self.lock();
        if !kept.is_full() {
            kept.of_chats.entry(chat_id).or_default().push_back(news);
            self.some.notify_one();
        }
    }

    /// Keeps what was taken, before what came meanwhile.
    fn put_back(&self, chat_id: ChatId, news: News) {
        self.lock().of_chats.entry(chat_id).or_default().push_front(news);
        self.some.notify_one();
    }

    fn take(&self, chat_id: ChatId) -> Option<News> {
        let mut kept = self.lock();
        let untold = kept.of_chats.get_mut(&chat_id)?;
        let first = untold.pop_front();
        if untold.is_empty() {
            kept.of_chats.remove(&chat_id);
        }
        first
    }

    fn keep_person(&self, user_id: UserId) {
        let mut kept = self.lock();
        if !kept.is_full() {
            kept.people.insert(user_id);
            self.some.notify_one();
        }
    }

    /// Whether it is still to be told that this person changed.
    pub fn has_person(&self, user_id: UserId) -> bool {
        self.lock().people.contains(&user_id)
    }
}

/// News that is being told. However the telling ends, by an error or by a panic, it is told later unless it was told.
struct Telling<'a> {
    untold: &'a Untold,
    chat_id: ChatId,
    news: News,
    told: bool,
}

impl Drop for Telling<'_> {
    fn drop(&mut self) {
        if !self.told {
            // An error itself is logged where it is answered.
            tracing::warn!(chat_id = %self.chat_id, "what is stored is told later");
            self.untold.keep(self.chat_id, self.news.clone());
        }
    }
}

impl Kith {
    /// Tells the members, when the ticket's turn comes. Answers the chat as this person sees it now, where views of it were
    /// read. What cannot be told now is kept for [`Kith::tell_untold`].
    pub(crate) async fn tell(
        &self,
        ticket: Ticket<'_>,
        chat_id: ChatId,
        news: News,
        viewer: Option<UserId>,
    ) -> Result<Option<Chat>, StoreError> {
        self.followers.wake();
        let mut telling = Telling { untold: &self.untold, chat_id, news, told: false };
        let seen = self.try_tell(ticket, chat_id, &telling.news, viewer).await?;
        telling.told = true;
        Ok(seen)
    }

    /// Tells those who see the person in a chat of the profile that they have now.
    pub(crate) async fn tell_profile(&self, user: &User) -> Result<(), StoreError> {
        // Until it is told.
        self.untold.keep_person(user.id);
        let told = self.store.acquaintances(user.id, TOLD).await?;
        let event = ServerEvent::UserUpdated(user.clone());
        publish(&*self.bus, Delivery { to: Audience::Users(told.into()), event });
        self.untold.lock().people.remove(&user.id);
        Ok(())
    }

    /// Tells what could not be told, soon after that, and again until it is told. Never ends.
    pub async fn tell_the_untold(self: Arc<Self>) {
        loop {
            self.untold.some.notified().await;
            tokio::time::sleep(SOON).await;
            let kith = self.clone();
            // By itself: what panics when it is told must not end the rest.
            if let Err(error) = tokio::spawn(async move { kith.tell_untold().await }).await {
                tracing::error!(%error, "something that is stored cannot be told");
            }
            if !self.untold.lock().is_empty() {
                self.untold.some.notify_one();
            }
        }
    }

    /// Tells what could not be told before.
    pub async fn tell_untold(&self) {
        if let Err(error) = self.try_tell_untold().await {
            tracing::error!(%error, "what is stored cannot be told yet");
        }
    }

    async fn try_tell_untold(&self) -> Result<(), StoreError> {
        let (chats, people): (Vec<ChatId>, Vec<UserId>) = {
            let kept = self.untold.lock();
            (kept.of_chats.keys().copied().collect(), kept.people.iter().copied().collect())
        };
        for chat_id in chats {
            self.tell_untold_of(chat_id).await?;
        }
        for user_id in people {
            match self.store.me(user_id).await? {
                Some(me) => self.tell_profile(&me.user).await?,
                None => {
                    self.untold.lock().people.remove(&user_id);
                }
            }
        }
        Ok(())
    }

    /// The same for one chat: whoever repeats an action has it told again, if it was not.
    pub(crate) async fn tell_untold_of(&self, chat_id: ChatId) -> Result<(), StoreError> {
        while let Some(news) = self.untold.take(chat_id) {
            self.tell_late(chat_id, news).await?;
        }
        Ok(())
    }

    /// What makes this panic is not told again: it would panic for ever.
    async fn tell_late(&self, chat_id: ChatId, mut news: News) -> Result<(), StoreError> {
        let ticket = self.lanes.enter(&*self.bus, chat_id);
        if let News::Changed(_, changed) = &mut news {
            match self.store.recipients(chat_id).await {
                Ok(roster) => changed.roster = roster,
                Err(error) => {
                    self.untold.put_back(chat_id, news);
                    return Err(error);
                }
            }
            // Who is back by now has been told so, and must not forget the chat.
            changed.removed.retain(|(user_id, _)| changed.roster.member(*user_id).is_none());
        }
        let told = self.try_tell(ticket, chat_id, &news, None).await;
        if told.is_err() {
            self.untold.put_back(chat_id, news);
        }
        told.map(|_| ())
    }

    async fn try_tell(
        &self,
        ticket: Ticket<'_>,
        chat_id: ChatId,
        news: &News,
        viewer: Option<UserId>,
    ) -> Result<Option<Chat>, StoreError> {
        match news {
            News::Message(message, info_version) => {
                // Whether or not its sender is still one of the members.
                let roster = self.rosters.at_least(&*self.store, chat_id, *info_version).await?;
                let event = ServerEvent::MessageNew(message.clone());
                ticket.publish(message.version, vec![Delivery { to: roster.audience(message.seq), event }]);
                Ok(None)
            }
            News::Created(members, version) => {
                let views = self.store.chat_views(chat_id, members.clone()).await?;
                let seen = seen_by(viewer, &views);
                ticket.publish(*version, views.into_iter().map(chat_new).collect());
                Ok(seen)
            }
            News::Changed(before, changed) => self.tell_change(ticket, before, changed, viewer).await,
        }
    }

    async fn tell_change(
        &self,
        ticket: Ticket<'_>,
        before: &Roster,
        changed: &ChatChanged,
        viewer: Option<UserId>,
    ) -> Result<Option<Chat>, StoreError> {
        let chat_id = before.chat_id;
        let roster = self.rosters.keep(changed.roster.clone());
        let everybody = roster.everybody.clone();
        for (user_id, _) in &changed.removed {
            self.part_company(*user_id, &everybody).await;
        }
        let views = self.store.chat_views(chat_id, everybody.to_vec()).await?;
        let seen = seen_by(viewer, &views);
        let mut deliveries = Vec::with_capacity(views.len() + changed.messages.len() + changed.removed.len());
        // Who joins learns of the chat before hearing of what happens in it.
        let (joined, stayed): (Vec<_>, Vec<_>) =
            views.into_iter().partition(|(user_id, _)| before.member(*user_id).is_none());
        deliveries.extend(joined.into_iter().map(chat_new));
        for message in &changed.messages {
            let event = ServerEvent::MessageNew(message.clone().into());
            deliveries.push(Delivery { to: roster.audience(message.seq), event });
        }
        deliveries.extend(stayed.into_iter().map(|(user_id, chat)| {
            let event = ServerEvent::ChatUpdated(Box::new(chat));
            Delivery { to: Audience::user(user_id), event }
        }));
        for (user_id, user_version) in &changed.removed {
            let event = ServerEvent::ChatRemoved(ChatRemoved { chat_id, user_version: *user_version });
            deliveries.push(Delivery { to: Audience::user(*user_id), event });
        }
        ticket.publish(roster.info_version, deliveries);
        Ok(seen)
    }
}

fn seen_by(viewer: Option<UserId>, views: &[(UserId, Chat)]) -> Option<Chat> {
    views.iter().find(|(user, _)| Some(*user) == viewer).map(|(_, chat)| chat.clone())
}

fn chat_new((user_id, chat): (UserId, Chat)) -> Delivery {
    Delivery { to: Audience::user(user_id), event: ServerEvent::ChatNew(Box::new(chat)) }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    #[test]
    fn what_a_panic_kept_from_being_told_is_told_later_in_its_order() {
        let (untold, chat_id) = (Untold::default(), ChatId::new());
        let telling = |version, told| {
            let news = News::Created(Vec::new(), version);
            Telling { untold: &untold, chat_id, news, told }
        };
        drop(telling(1, true));
        for version in [2, 3] {
            let panicked = catch_unwind(AssertUnwindSafe(|| {
                let _telling = telling(version, false);
                panic!("as it was told to");
            }));
            assert!(panicked.is_err());
        }
        let first = untold.take(chat_id).unwrap();
        untold.put_back(chat_id, first);
        let mut versions = Vec::new();
        while let Some(News::Created(_, version)) = untold.take(chat_id) {
            versions.push(version);
        }
        assert_eq!((versions, untold.lock().of_chats.len()), (vec![2, 3], 0));
    }
}
