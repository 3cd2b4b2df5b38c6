//! Opening a direct chat, and creating a group.

use kith_store::NewGroup;
use kith_wire::{Chat, ChatId, CreateChat, MessageId, SystemEvent, UserId};

use crate::clock::now_ms;
use crate::delivery::unpublished::News;
use crate::{Actor, Kith, Refusal, validate};

impl Kith {
    /// Returns the chat, and whether it was made now. A new chat is published to its members.
    pub async fn create_chat(&self, actor: Actor, request: CreateChat) -> Result<(Chat, bool), Refusal> {
        self.rates.request(actor.user_id)?;
        match request {
            CreateChat::Direct { user_id } => self.open_direct(actor, user_id).await,
            CreateChat::Group { title, description, member_ids } => {
                let description = description.as_deref().map(validate::description).transpose()?;
                let description = description.filter(|description| !description.is_empty());
                self.create_group(actor, validate::title(&title)?, description, member_ids).await
            }
        }
    }

    async fn open_direct(&self, actor: Actor, other: UserId) -> Result<(Chat, bool), Refusal> {
        self.rates.invite(actor.user_id, 2)?;
        let new_id = ChatId::new();
        let ticket = self.lanes.enter(&*self.bus, new_id);
        let (chat_id, made_at) = self.store.open_direct(actor.user_id, other, new_id, now_ms()).await?;
        if let Some(head) = made_at {
            // Notes to oneself have one member, who gets one event.
            let mut both = vec![actor.user_id, other];
            both.dedup();
            self.publish(ticket, chat_id, News::Created(both, head), None).await?;
            return Ok((self.store.chat_after_change(actor.user_id, chat_id).await?, true));
        }
        drop(ticket);
        self.publish_unpublished_of(chat_id).await?;
        Ok((self.store.chat(actor.user_id, chat_id).await?, false))
    }

    async fn create_group(
        &self,
        actor: Actor,
        title: String,
        description: Option<String>,
        mut members: Vec<UserId>,
    ) -> Result<(Chat, bool), Refusal> {
        members.retain(|member| *member != actor.user_id);
        members.sort_unstable();
        members.dedup();
        let limit = self.settings.group_members;
        if members.len() + 1 > limit {
            return Err(Refusal::GroupFull { limit });
        }
        self.rates.invite(actor.user_id, members.len() + 1)?;
        let chat_id = ChatId::new();
        let ticket = self.lanes.enter(&*self.bus, chat_id);
        let changed = self
            .store
            .create_group(NewGroup {
                chat_id,
                creator: actor.user_id,
                title: title.clone(),
                description,
                members,
                events: vec![(MessageId::new(), SystemEvent::GroupCreated { title })],
                disappearing_id: MessageId::new(),
                at_ms: now_ms(),
            })
            .await?;
        let news = News::Created(changed.roster.user_ids().collect(), changed.roster.info_version);
        self.rosters.keep(changed.roster);
        self.publish(ticket, chat_id, news, None).await?;
        Ok((self.store.chat_after_change(actor.user_id, chat_id).await?, true))
    }
}
