//! A store, and shorthands for the steps that most claims begin with.

use std::sync::Arc;

use kith_wire::{ChatId, Mention, MessageContent, MessageId, SystemEvent, TenantId, TextContent, UserId};

use crate::{
    Appended, ChatChange, ChatChanged, ChatEdit, MessageEditing, NewGroup, NewMessage, NewUser, Store,
};

/// A fixed moment: the store never reads the clock.
pub const NOW: i64 = 1_800_000_000_000;

/// Deletes a message for everyone, and leaves its place.
pub const DELETE: MessageEditing = MessageEditing::Delete { undo_within_ms: 0 };

/// A store and shorthands for the steps that most claims begin with.
pub struct World {
    pub store: Arc<dyn Store>,
}

impl World {
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self { store }
    }

    pub async fn person(&self, username: &str) -> UserId {
        self.store.create_user(account(username)).await.unwrap().user.id
    }

    pub async fn people<const N: usize>(&self, usernames: [&str; N]) -> [UserId; N] {
        let mut ids = [UserId::from([0; 16]); N];
        for (id, username) in ids.iter_mut().zip(usernames) {
            *id = self.person(username).await;
        }
        ids
    }

    pub async fn direct(&self, a: UserId, b: UserId) -> ChatId {
        self.store.open_direct(a, b, ChatId::new(), NOW).await.unwrap().0
    }

    /// Sends this many messages, at once.
    pub async fn say_many(&self, sender: UserId, chat: ChatId, count: i64) {
        let mut saying = tokio::task::JoinSet::new();
        for n in 0..count {
            let (store, message) = (self.store.clone(), message(sender, chat, &format!("message {n}")));
            saying.spawn(async move { store.append_message(message).await.map(|_| ()) });
        }
        saying.join_all().await.into_iter().for_each(|said| said.unwrap());
    }

    pub async fn group(&self, creator: UserId, members: &[UserId]) -> ChatId {
        let group = NewGroup {
            chat_id: ChatId::new(),
            creator,
            title: "Climbing trip".into(),
            description: None,
            members: members.to_vec(),
            events: vec![(MessageId::new(), SystemEvent::GroupCreated { title: "Climbing trip".into() })],
            disappearing_id: MessageId::new(),
            at_ms: NOW,
        };
        self.store.create_group(group).await.unwrap().roster.chat_id
    }

    pub async fn say(&self, sender: UserId, chat: ChatId, text: &str) -> Appended {
        self.store.append_message(message(sender, chat, text)).await.unwrap()
    }

    pub async fn change(
        &self,
        actor: UserId,
        chat: ChatId,
        edit: ChatEdit,
        event: SystemEvent,
    ) -> ChatChanged {
        let roster = self.store.roster(actor, chat).await.unwrap();
        let change = ChatChange {
            actor,
            chat_id: chat,
            based_on: roster.info_version,
            edits: vec![edit],
            events: vec![(MessageId::new(), event)],
            at_ms: NOW,
        };
        self.store.change_chat(change).await.unwrap()
    }

    pub async fn add(&self, actor: UserId, chat: ChatId, user: UserId) -> ChatChanged {
        self.change(actor, chat, ChatEdit::Add(user), SystemEvent::MembersAdded { user_ids: vec![user] })
            .await
    }

    pub async fn remove(&self, actor: UserId, chat: ChatId, user: UserId) -> ChatChanged {
        self.change(actor, chat, ChatEdit::Remove(user), SystemEvent::MemberRemoved { user_id: user }).await
    }

    pub async fn rename(&self, actor: UserId, chat: ChatId, title: &str) -> ChatChanged {
        let event = SystemEvent::TitleChanged { title: title.into() };
        self.change(actor, chat, ChatEdit::Title(title.into()), event).await
    }
}

pub fn account(username: &str) -> NewUser {
    NewUser {
        tenant_id: TenantId::DEFAULT,
        id: UserId::new(),
        username: username.into(),
        email: None,
        name: username.into(),
        password_hash: "hash".into(),
        only_if_first: false,
        at_ms: NOW,
    }
}

pub fn message(sender_id: UserId, chat_id: ChatId, text: &str) -> NewMessage {
    NewMessage {
        id: MessageId::new(),
        chat_id,
        sender_id,
        content: text_content(text, &[]).into(),
        reply_to: None,
        silent: false,
        at_ms: NOW,
    }
}

pub fn mentioning(sender_id: UserId, chat_id: ChatId, mentions: &[Mention]) -> NewMessage {
    NewMessage { content: text_content("look", mentions).into(), ..message(sender_id, chat_id, "") }
}

pub fn text_content(text: &str, mentions: &[Mention]) -> MessageContent {
    MessageContent::Text(TextContent { text: text.into(), mentions: mentions.to_vec() })
}
