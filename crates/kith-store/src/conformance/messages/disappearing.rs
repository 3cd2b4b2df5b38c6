//! Claims about messages that disappear.

use std::sync::Arc;

use kith_wire::{ChatId, Mention, Message, MessageContent, PollContent, SettingsPatch, SystemEvent, UserId};

use crate::conformance::world::{NOW, World, mentioning, message};
use crate::{
    ChatEdit, EXPIRY_JOB, MessageAccessError, MessageChange, MessageEditing, NewJob, NewMessage, PageAt,
    Store,
};

const HOUR: i64 = 3600;

impl World {
    async fn let_disappear(&self, actor: UserId, chat: ChatId, seconds: Option<i64>) {
        let event = SystemEvent::DisappearAfterChanged { disappear_after: seconds };
        self.change(actor, chat, ChatEdit::DisappearAfter(seconds), event).await;
    }

    /// When the job that deletes messages is due.
    async fn expiry_is_due(&self) -> Option<i64> {
        self.store.next_job_at().await.unwrap()
    }
}

fn history(messages: &[Message]) -> Vec<&str> {
    messages.iter().filter_map(|message| message.content.text()).collect()
}

pub async fn a_message_stays_as_long_as_its_chat_says(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    for chat in [world.direct(ada, bob).await, world.group(ada, &[bob]).await] {
        assert_eq!(world.say(ada, chat, "for good").await.message.expires_at, None);
        world.let_disappear(ada, chat, Some(HOUR)).await;
        assert_eq!(store.chat(bob, chat).await.unwrap().disappear_after, Some(HOUR));
        let said = world.say(ada, chat, "for an hour").await.message;
        assert_eq!(said.expires_at, Some(said.sent_at + HOUR * 1000));
        assert_eq!(store.message(bob, chat, said.id).await.unwrap(), said);
        let answer = NewMessage { reply_to: Some(said.id), ..message(bob, chat, "indeed") };
        let answer = store.append_message(answer).await.unwrap().message;
        assert_eq!(answer.reply_to.unwrap().expires_at, said.expires_at);
        world.let_disappear(ada, chat, None).await;
        let now = store.chat(bob, chat).await.unwrap();
        assert_eq!((now.disappear_after, now.last_message.unwrap().expires_at), (None, None));
        assert_eq!(world.say(ada, chat, "for good").await.message.expires_at, None);
    }
}

pub async fn what_has_expired_is_gone_with_all_that_belongs_to_it(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.group(ada, &[bob]).await;
    world.say(ada, chat, "for good").await;
    world.let_disappear(ada, chat, Some(HOUR)).await;
    let mention = mentioning(ada, chat, &[Mention::User(bob)]);
    let mention = store.append_message(mention).await.unwrap().message;
    let poll = MessageContent::Poll(PollContent { poll: Some(super::contents::poll()) });
    let poll = NewMessage { content: poll.into(), ..message(ada, chat, "") };
    let poll = store.append_message(poll).await.unwrap().message;
    for (id, edit) in [
        (mention.id, MessageEditing::React { emoji: "👍".into(), most: 20 }),
        (poll.id, MessageEditing::Vote(vec!["a".into()])),
        (mention.id, MessageEditing::Pin { until: None, most: 3 }),
    ] {
        let change = MessageChange { actor: bob, chat_id: chat, ids: vec![id], edit, at_ms: NOW };
        store.change_messages(change).await.unwrap();
    }
    let later = NewMessage { at_ms: NOW + 1, ..message(ada, chat, "a little later") };
    store.append_message(NewMessage { reply_to: Some(mention.id), ..later }).await.unwrap();
    let before = store.chat(bob, chat).await.unwrap();
    assert_eq!((before.unread, before.mentions, before.pins.len()), (4, 1, 1));

    assert_eq!(store.expire_messages(NOW + HOUR * 1000 - 1, 9).await.unwrap(), 0);
    assert_eq!(store.expire_messages(NOW + HOUR * 1000, 1).await.unwrap(), 1);
    assert_eq!(store.expire_messages(NOW + HOUR * 1000, 9).await.unwrap(), 1);
    for gone in [mention.id, poll.id] {
        let refused = store.message(bob, chat, gone).await.unwrap_err();
        assert!(matches!(refused, MessageAccessError::NotFound));
    }
    let page = store.message_page(bob, chat, PageAt::Latest, 9).await.unwrap().messages;
    assert_eq!(history(&page), ["for good", "a little later"]);
    assert!(page.last().unwrap().reply_to.is_none());
    let after = store.chat(bob, chat).await.unwrap();
    assert_eq!((after.head, after.unread, after.mentions, after.pins.len()), (before.head, 2, 0, 0));
    // Its id is free again, and names no message.
    assert!(
        !store
            .append_message(NewMessage { id: mention.id, ..message(bob, chat, "anew") })
            .await
            .unwrap()
            .repeated
    );
}

pub async fn the_expiry_job_is_due_when_the_next_message_expires(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let [slow, quick] = [world.group(ada, &[bob]).await, world.direct(ada, bob).await];
    let job = NewJob { kind: EXPIRY_JOB, key: String::new(), payload: "null".into(), due_at_ms: NOW };
    store.schedule(job).await.unwrap();
    store.expire_messages(NOW, 9).await.unwrap();
    assert_eq!(world.expiry_is_due().await, Some(i64::MAX));
    world.let_disappear(ada, slow, Some(2 * HOUR)).await;
    world.let_disappear(ada, quick, Some(HOUR)).await;
    assert!(world.say(ada, slow, "two hours").await.expires_next);
    assert_eq!(world.expiry_is_due().await, Some(NOW + 2 * HOUR * 1000));
    assert!(world.say(ada, quick, "an hour").await.expires_next);
    assert!(!world.say(ada, slow, "two hours").await.expires_next);
    assert_eq!(world.expiry_is_due().await, Some(NOW + HOUR * 1000));
    // While the job runs, a message is sent that expires before the lease ends.
    let due = NOW + HOUR * 1000;
    let leased = store.lease_jobs(due, due + 60_000, 9).await.unwrap();
    assert_eq!(leased.len(), 1);
    let soon = NewMessage { at_ms: NOW + 1, ..message(ada, quick, "an hour") };
    assert!(store.append_message(soon).await.unwrap().expires_next);
    assert_eq!(store.expire_messages(due, 9).await.unwrap(), 1);
    assert_eq!(world.expiry_is_due().await, Some(due + 1));
    store.expire_messages(NOW + 2 * HOUR * 1000, 9).await.unwrap();
    assert_eq!(world.expiry_is_due().await, Some(i64::MAX));
}

pub async fn a_new_chat_begins_as_its_creator_has_set(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob, eve] = world.people(["ada", "bob", "eve"]).await;
    let set = |seconds| SettingsPatch { disappear_after: Some(seconds), ..SettingsPatch::default() };
    let (me, stamp) = store.update_settings(ada, set(Some(HOUR))).await.unwrap();
    assert_eq!((me.settings.disappear_after, stamp.is_some()), (Some(HOUR), true));
    assert!(store.update_settings(ada, set(Some(HOUR))).await.unwrap().1.is_none());
    for chat in [world.direct(ada, bob).await, world.group(ada, &[bob]).await] {
        let chat = store.chat(bob, chat).await.unwrap();
        let MessageContent::System(told) = chat.last_message.unwrap().content else {
            panic!("nothing is told")
        };
        assert_eq!(told.system, SystemEvent::DisappearAfterChanged { disappear_after: Some(HOUR) });
        assert_eq!(chat.disappear_after, Some(HOUR));
    }
    // Another person's chat with her, and her existing chats, stay as they are.
    let eves = world.direct(eve, ada).await;
    store.update_settings(ada, set(None)).await.unwrap();
    assert_eq!(store.chat(ada, eves).await.unwrap().disappear_after, None);
    let bobs = world.direct(ada, bob).await;
    assert_eq!(store.chat(ada, bobs).await.unwrap().disappear_after, Some(HOUR));
}
