//! Telling the members of a chat what is stored. What must be read for that may fail to be: then it is told later, since
//! whoever repeats the action finds it done, and nobody would hear of it.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use kith_store::{ChatChanged, Roster, StoreError};
use kith_wire::{Chat, ChatId, ChatRemoved, Message, Seq, ServerEvent, UserId};

use crate::lanes::Ticket;
use crate::{Audience, Delivery, Kith};

/// Most that is kept to be told later. Who is not told of the rest finds the gap in the versions, or syncs.
const KEPT: usize = 10_000;

/// Something that happened to a chat, and is durable.
pub(crate) enum News {
    /// A message was sent, when the chat's [`Roster::info_version`] was this.
    Message(Message, Seq),
    /// The chat was made, with these members, and is at this version.
    Created(Vec<UserId>, Seq),
    /// Its name, members or roles changed from how they were on this roster.
    Changed(Roster, ChatChanged),
}

/// What could not be told.
#[derive(Default)]
pub struct Untold(Mutex<HashMap<ChatId, Vec<News>>>);

impl Untold {
    fn lock(&self) -> MutexGuard<'_, HashMap<ChatId, Vec<News>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, chat_id: ChatId, news: News) {
        let mut untold = self.lock();
        if untold.values().map(Vec::len).sum::<usize>() < KEPT {
            untold.entry(chat_id).or_default().push(news);
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
        match self.try_tell(ticket, chat_id, &news, viewer).await {
            Ok(seen) => Ok(seen),
            Err(error) => {
                // The error itself is logged where it is answered.
                tracing::warn!(%chat_id, "what is stored is told later");
                self.untold.keep(chat_id, news);
                Err(error)
            }
        }
    }

    /// Tells what could not be told before. To be called every few seconds.
    pub async fn tell_untold(&self) {
        let chats: Vec<ChatId> = self.untold.lock().keys().copied().collect();
        for chat_id in chats {
            if let Err(error) = self.tell_untold_of(chat_id).await {
                tracing::error!(%error, "what is stored cannot be told yet");
                return;
            }
        }
    }

    /// The same for one chat: whoever repeats an action has it told again, if it was not.
    pub(crate) async fn tell_untold_of(&self, chat_id: ChatId) -> Result<(), StoreError> {
        let Some(news) = self.untold.lock().remove(&chat_id) else { return Ok(()) };
        let mut told = Ok(());
        for news in news {
            match told {
                Ok(()) => told = self.tell_late(chat_id, news).await,
                Err(_) => self.untold.keep(chat_id, news),
            }
        }
        told
    }

    async fn tell_late(&self, chat_id: ChatId, mut news: News) -> Result<(), StoreError> {
        let ticket = self.lanes.enter(&*self.bus, chat_id);
        if let News::Changed(_, changed) = &mut news {
            match self.store.recipients(chat_id).await {
                Ok(roster) => changed.roster = roster,
                Err(error) => {
                    self.untold.keep(chat_id, news);
                    return Err(error);
                }
            }
            // Who is back by now has been told so, and must not forget the chat.
            changed.removed.retain(|(user_id, _)| changed.roster.member(*user_id).is_none());
        }
        self.tell(ticket, chat_id, news, None).await.map(|_| ())
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
            let event = ServerEvent::MessageNew(message.clone());
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
