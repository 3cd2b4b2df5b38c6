//! Publishes stored changes: those of a chat to its members, those of a person to everybody who sees the person.

use std::sync::Arc;
use std::time::Duration;

use kith_store::{ChatAccessError, ChatChanged, Roster, StoreError};
use kith_wire::{Chat, ChatId, ChatRemoved, MeUpdated, Seq, ServerEvent, User, UserId};

use super::lanes::Ticket;
use super::messages::{message_new, message_updated};
use super::unpublished::{News, Publishing};
use crate::seams::bus::publish;
use crate::{Audience, Delivery, Kith};

/// Most people who get a person's change at once. The others learn of it by `sync`.
const NOTIFIED: usize = 10_000;

/// The pause before the next attempt: a database that failed may have recovered by then.
const SOON: Duration = Duration::from_secs(3);

impl Kith {
    /// Publishes news of a chat to its members, when the ticket's turn comes. Returns the chat as the viewer sees it
    /// now, if views of it had to be read. News that cannot be published now is kept for [`Kith::publish_unpublished`].
    pub(crate) async fn publish(
        &self,
        ticket: Ticket<'_>,
        chat_id: ChatId,
        news: News,
        viewer: Option<UserId>,
    ) -> Result<Option<Chat>, StoreError> {
        self.followers.wake();
        let publishing = Publishing::new(&self.unpublished, chat_id, news);
        let seen = self.try_publish(ticket, chat_id, publishing.news(), viewer).await?;
        publishing.done();
        Ok(seen)
    }

    /// Publishes a change of what a person alone sees of a chat to their devices, and behind it the chat as they see it
    /// now. Where that cannot be read, they still get the change.
    pub(crate) async fn publish_own_view(
        &self,
        ticket: Ticket<'_>,
        user_id: UserId,
        chat_id: ChatId,
        head: Seq,
        change: MeUpdated,
    ) -> Result<Chat, ChatAccessError> {
        let user_version = change.user_version;
        let event = ServerEvent::MeUpdated(Box::new(change));
        let mut deliveries = vec![Delivery { to: Audience::user(user_id), event }];
        let chat = self.store.chat_after_change(user_id, chat_id).await;
        deliveries.extend(chat.as_ref().ok().map(|chat| chat_updated((user_id, chat.clone()))));
        ticket.publish_behind(head, user_version, deliveries);
        chat
    }

    /// Publishes a person's profile to those who share a chat with them.
    pub(crate) async fn publish_profile(&self, user: &User) -> Result<(), StoreError> {
        // Kept until it is published.
        self.unpublished.keep_person(user.id);
        let knowing = self.store.acquaintances(user.id, NOTIFIED).await?;
        let event = ServerEvent::UserUpdated(user.clone());
        publish(&*self.bus, Delivery { to: Audience::Users(knowing.into()), event });
        self.unpublished.forget_person(user.id);
        Ok(())
    }

    /// Publishes the kept news soon after it was kept, and again until it succeeds. Never ends.
    pub async fn retry_unpublished(self: Arc<Self>) {
        loop {
            self.unpublished.added().await;
            while self.unpublished.all() != (Vec::new(), Vec::new()) {
                tokio::time::sleep(SOON).await;
                let kith = self.clone();
                // In a task of its own, so that a panic while publishing does not end this loop.
                if let Err(error) = tokio::spawn(async move { kith.publish_unpublished().await }).await {
                    tracing::error!(%error, "something that is stored cannot be published");
                }
            }
        }
    }

    /// Publishes the kept news.
    pub async fn publish_unpublished(&self) {
        if let Err(error) = self.try_publish_unpublished().await {
            tracing::error!(%error, "what is stored cannot be published yet");
        }
    }

    async fn try_publish_unpublished(&self) -> Result<(), StoreError> {
        let (chats, people) = self.unpublished.all();
        for chat_id in chats {
            self.publish_unpublished_of(chat_id).await?;
        }
        for user_id in people {
            match self.store.me(user_id).await? {
                Some(me) => self.publish_profile(&me.user).await?,
                None => self.unpublished.forget_person(user_id),
            }
        }
        Ok(())
    }

    /// Publishes the kept news of one chat: a repeated action publishes the news that its first attempt did not.
    pub(crate) async fn publish_unpublished_of(&self, chat_id: ChatId) -> Result<(), StoreError> {
        while let Some(news) = self.unpublished.take(chat_id) {
            self.publish_late(chat_id, news).await?;
        }
        Ok(())
    }

    /// News that makes this panic is lost: otherwise it would panic for ever.
    async fn publish_late(&self, chat_id: ChatId, mut news: News) -> Result<(), StoreError> {
        let ticket = self.lanes.enter(&*self.bus, chat_id);
        if let News::Changed(_, changed) = &mut news {
            match self.store.recipients(chat_id).await {
                Ok(roster) => changed.roster = roster,
                Err(error) => {
                    self.unpublished.put_back(chat_id, news);
                    return Err(error);
                }
            }
            // A person who has returned by now has got `chat:new`, and must not forget the chat.
            changed.removed.retain(|(user_id, _)| changed.roster.member(*user_id).is_none());
        }
        let done = self.try_publish(ticket, chat_id, &news, None).await;
        if done.is_err() {
            self.unpublished.put_back(chat_id, news);
        }
        done.map(|_| ())
    }

    async fn try_publish(
        &self,
        ticket: Ticket<'_>,
        chat_id: ChatId,
        news: &News,
        viewer: Option<UserId>,
    ) -> Result<Option<Chat>, StoreError> {
        match news {
            News::Message(message, info_version) => {
                // Goes to the members, whether or not the sender is still one of them.
                let roster = self.rosters.at_least(&*self.store, chat_id, *info_version).await?;
                ticket.publish(message.version, message_new(&roster, message));
                Ok(None)
            }
            News::MessagesUpdated(messages, info_version) => {
                let roster = self.rosters.at_least(&*self.store, chat_id, *info_version).await?;
                let version = messages.last().map_or(0, |message| message.version);
                let mut deliveries: Vec<_> =
                    messages.iter().flat_map(|message| message_updated(&roster, message)).collect();
                // Without one of its messages, a chat has another last one, and less that is unread.
                if messages.iter().any(|message| message.deleted.is_some_and(|deleted| !deleted.trace)) {
                    let views = self.store.chat_views(chat_id, roster.everybody.to_vec()).await?;
                    deliveries.extend(views.into_iter().map(chat_updated));
                }
                ticket.publish(version, deliveries);
                Ok(None)
            }
            News::Created(members, version) => {
                let views = self.store.chat_views(chat_id, members.clone()).await?;
                let seen = seen_by(viewer, &views);
                ticket.publish(*version, views.into_iter().map(chat_new).collect());
                Ok(seen)
            }
            News::Changed(before, changed) => self.publish_change(ticket, before, changed, viewer).await,
        }
    }

    async fn publish_change(
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
        // New members get the chat before the messages in it.
        let (joined, stayed): (Vec<_>, Vec<_>) =
            views.into_iter().partition(|(user_id, _)| before.member(*user_id).is_none());
        deliveries.extend(joined.into_iter().map(chat_new));
        for message in &changed.messages {
            let event = ServerEvent::MessageNew(message.clone().into());
            deliveries.push(Delivery { to: roster.audience(message.seq), event });
        }
        deliveries.extend(stayed.into_iter().map(chat_updated));
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

fn chat_updated((user_id, chat): (UserId, Chat)) -> Delivery {
    Delivery { to: Audience::user(user_id), event: ServerEvent::ChatUpdated(Box::new(chat)) }
}
