//! Claims about the message log.

mod changes;
mod contents;
mod disappearing;
mod marks;
mod pins;
mod undo;

pub use changes::*;
pub use contents::*;
pub use disappearing::*;
pub use marks::*;
pub use pins::*;
pub use undo::*;

use std::sync::Arc;

use kith_wire::{All, Mention, MessageContent, MessageId, Seq, SystemContent, SystemEvent};

use super::world::{NOW, World, mentioning, message, text_content};
use crate::{AppendError, MessageSearch, NewMessage, PAGE_BYTES, PageAt, Store};

pub async fn versions_are_dense_and_begin_at_one(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    for expected in 1..=5 {
        let said = world.say(ada, chat, "hi").await.message;
        assert_eq!((said.seq, said.version), (expected, expected));
    }
    assert_eq!(store.chat(bob, chat).await.unwrap().head, 5);
}

pub async fn a_resend_is_answered_the_same_and_stored_once(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    let new = message(ada, chat, "once");
    let first = store.append_message(new.clone()).await.unwrap();
    world.say(bob, chat, "between").await;
    let again = store.append_message(NewMessage { at_ms: new.at_ms + 99, ..new }).await.unwrap();
    assert!(!first.repeated && again.repeated);
    assert_eq!(first.message, again.message);
    assert_eq!(store.message_page(bob, chat, PageAt::Latest, 10).await.unwrap().messages.len(), 2);
}

pub async fn concurrent_resends_store_once(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    let new = message(ada, chat, "once");
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let (store, new) = (store.clone(), new.clone());
            tokio::spawn(async move { store.append_message(new).await.unwrap() })
        })
        .collect();
    let mut stored = 0;
    for call in calls {
        let answer = call.await.unwrap();
        assert_eq!(answer.message.seq, 1);
        stored += usize::from(!answer.repeated);
    }
    assert_eq!(stored, 1);
    assert_eq!(store.chat(ada, chat).await.unwrap().head, 1);
}

pub async fn a_repeat_is_known_by_all_that_was_sent(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob, eve] = world.people(["ada", "bob", "eve"]).await;
    let chat = world.direct(ada, bob).await;
    // Eve is not in the chat: the stored message mentions only Bob, but the repeat is compared with the
    // message as sent.
    let new = mentioning(ada, chat, &[Mention::User(eve), Mention::User(bob)]);
    let first = store.append_message(new.clone()).await.unwrap();
    let again = store.append_message(new.clone()).await.unwrap();
    assert_eq!((again.message, again.repeated), (first.message, true));
    for mentions in [vec![], vec![Mention::User(bob)], vec![Mention::User(bob), Mention::User(eve)]] {
        let other = NewMessage { content: text_content("look", &mentions).into(), ..new.clone() };
        assert!(matches!(store.append_message(other).await, Err(AppendError::Conflict)));
    }
}

pub async fn an_id_with_other_content_is_a_conflict(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let (chat, other_chat) = (world.direct(ada, bob).await, world.group(ada, &[bob]).await);
    let new = message(ada, chat, "mine");
    store.append_message(new.clone()).await.unwrap();
    for other in [
        NewMessage { content: text_content("changed", &[]).into(), ..new.clone() },
        NewMessage {
            content: MessageContent::System(SystemContent { system: SystemEvent::MemberLeft }).into(),
            ..new.clone()
        },
        NewMessage { sender_id: bob, ..new.clone() },
        NewMessage { chat_id: other_chat, ..new.clone() },
    ] {
        assert!(matches!(store.append_message(other).await, Err(AppendError::Conflict)));
    }
    assert_eq!(store.chat(ada, chat).await.unwrap().head, 1);
}

pub async fn concurrent_sends_get_distinct_places(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    let calls: Vec<_> = (0..200)
        .map(|i| {
            let (store, new) = (store.clone(), message(if i % 2 == 0 { ada } else { bob }, chat, "hi"));
            tokio::spawn(async move { store.append_message(new).await.unwrap().message.seq })
        })
        .collect();
    let mut places = Vec::new();
    for call in calls {
        places.push(call.await.unwrap());
    }
    places.sort_unstable();
    assert!(places.into_iter().eq(1..=200));
}

pub async fn sends_of_one_caller_keep_their_order(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    let mut calls = Vec::new();
    for i in 0..100 {
        let mut call = Box::pin(store.append_message(message(ada, chat, &i.to_string())));
        let polled =
            std::future::poll_fn(|context| std::task::Poll::Ready(call.as_mut().poll(context))).await;
        assert!(polled.is_pending(), "durable before it was synced");
        calls.push(call);
    }
    for (expected, call) in (1..).zip(calls) {
        assert_eq!(call.await.unwrap().message.seq, expected);
    }
}

pub async fn mentions_of_strangers_are_left_out(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob, eve] = world.people(["ada", "bob", "eve"]).await;
    let chat = world.group(ada, &[bob]).await;
    let wanted = [Mention::User(eve), Mention::User(bob), Mention::User(bob), Mention::All(All::All)];
    let sent = store.append_message(mentioning(ada, chat, &wanted)).await.unwrap().message;
    assert_eq!(sent.content.mentions(), [Mention::User(bob), Mention::All(All::All)]);
    assert_eq!(store.message(bob, chat, sent.id).await.unwrap(), sent);
    assert_eq!(store.chat(bob, chat).await.unwrap().mentions, 1);
    assert_eq!(store.chat(ada, chat).await.unwrap().mentions, 0);
}

pub async fn history_pages_both_ways(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    for i in 1..=10 {
        world.say(ada, chat, &i.to_string()).await;
    }
    let page = async |at, limit| {
        let page = store.message_page(bob, chat, at, limit).await.unwrap();
        (page.messages.iter().map(|message| message.seq).collect::<Vec<Seq>>(), page.more)
    };
    assert_eq!(page(PageAt::Latest, 3).await, (vec![8, 9, 10], true));
    assert_eq!(page(PageAt::Before(8), 3).await, (vec![5, 6, 7], true));
    assert_eq!(page(PageAt::Before(3), 3).await, (vec![1, 2], false));
    assert_eq!(page(PageAt::Before(1), 3).await, (vec![], false));
    assert_eq!(page(PageAt::After(0), 3).await, (vec![1, 2, 3], true));
    assert_eq!(page(PageAt::After(8), 3).await, (vec![9, 10], false));
    assert_eq!(page(PageAt::After(Seq::MAX), 3).await, (vec![], false));
    assert_eq!(page(PageAt::Latest, 10).await, ((1..=10).collect(), false));
}

pub async fn a_page_lies_around_a_place(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob, late] = world.people(["ada", "bob", "late"]).await;
    let chat = world.group(ada, &[bob]).await;
    for i in 2..=9 {
        world.say(ada, chat, &i.to_string()).await;
    }
    world.add(ada, chat, late).await;
    let page = async |who, seq, limit| {
        let page = store.message_page(who, chat, PageAt::Around(seq), limit).await.unwrap();
        let places: Vec<Seq> = page.messages.iter().map(|message| message.seq).collect();
        (places, page.more, page.more_after.unwrap())
    };
    assert_eq!(page(bob, 5, 4).await, (vec![3, 4, 5, 6], true, true));
    assert_eq!(page(bob, 5, 5).await, (vec![3, 4, 5, 6, 7], true, true));
    assert_eq!(page(bob, 5, 1).await, (vec![5], true, true));
    assert_eq!(page(bob, 5, 100).await, ((1..=10).collect(), false, false));
    // If one side has too few, the other side has more.
    assert_eq!(page(bob, 2, 4).await, (vec![1, 2, 3, 4], false, true));
    assert_eq!(page(bob, 9, 4).await, (vec![7, 8, 9, 10], true, false));
    assert_eq!(page(bob, Seq::MAX, 4).await, (vec![7, 8, 9, 10], true, false));
    assert_eq!(page(bob, Seq::MIN, 4).await, (vec![1, 2, 3, 4], false, true));
    // Messages from before a member joined are not visible to them.
    assert_eq!(page(late, 5, 4).await, (vec![10], false, false));
}

pub async fn a_page_lies_around_a_moment(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    let page = async |at_ms| {
        let page = store.message_page(bob, chat, PageAt::At(at_ms), 3).await.unwrap();
        let places: Vec<Seq> = page.messages.iter().map(|message| message.seq).collect();
        (places, page.more, page.more_after.unwrap())
    };
    assert_eq!(page(NOW).await, (vec![], false, false));
    // Two at each moment: 1 and 2 at NOW + 10, 3 and 4 at NOW + 20, and so on.
    for i in 0..10 {
        let late = NewMessage { at_ms: NOW + 10 + i / 2 * 10, ..message(ada, chat, "hi") };
        store.append_message(late).await.unwrap();
    }
    assert_eq!(page(NOW + 30).await, (vec![4, 5, 6], true, true));
    assert_eq!(page(NOW + 21).await, (vec![4, 5, 6], true, true));
    assert_eq!(page(NOW + 10).await, (vec![1, 2, 3], false, true));
    assert_eq!(page(i64::MIN).await, (vec![1, 2, 3], false, true));
    assert_eq!(page(NOW + 50).await, (vec![8, 9, 10], true, false));
    assert_eq!(page(i64::MAX).await, (vec![8, 9, 10], true, false));
}

pub async fn pages_of_large_messages_end_early(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    let text = "x".repeat(PAGE_BYTES / 4);
    for _ in 0..6 {
        world.say(ada, chat, &text).await;
    }
    let page = async |at| {
        let page = store.message_page(bob, chat, at, 6).await.unwrap();
        let places: Vec<Seq> = page.messages.iter().map(|message| message.seq).collect();
        (places, page.more, page.more_after)
    };
    assert_eq!(page(PageAt::Latest).await, (vec![3, 4, 5, 6], true, None));
    assert_eq!(page(PageAt::Before(3)).await, (vec![1, 2], false, None));
    assert_eq!(page(PageAt::After(0)).await, (vec![1, 2, 3, 4], true, None));
    assert_eq!(page(PageAt::Around(6)).await, (vec![2, 3, 4, 5, 6], true, Some(false)));
    let search = MessageSearch { actor: bob, chat_id: chat, text: "xx".into(), before: None, limit: 6 };
    let hits = store.search_messages(search).await.unwrap();
    assert_eq!((hits.messages.len(), hits.more), (4, true));
    // A single message is never too large for a page.
    world.say(ada, chat, &"x".repeat(2 * PAGE_BYTES)).await;
    assert_eq!(page(PageAt::After(6)).await, (vec![7], false, None));
    assert_eq!(page(PageAt::Latest).await, (vec![7], true, None));
}

pub async fn time_follows_the_order_of_messages(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    for (clock, sent_at) in [(NOW + 5, NOW + 5), (NOW + 3, NOW + 5), (NOW + 7, NOW + 7)] {
        let new = NewMessage { at_ms: clock, ..message(ada, chat, "hi") };
        let appended = store.append_message(new.clone()).await.unwrap().message;
        assert_eq!(appended.sent_at, sent_at);
        assert_eq!(store.message(bob, chat, new.id).await.unwrap(), appended);
    }
}

pub async fn large_messages_come_back_whole(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    let text = "🜁ü\u{200f}\n\"\\".repeat(6000);
    let id = MessageId::new();
    store.append_message(NewMessage { id, ..message(ada, chat, &text) }).await.unwrap();
    assert_eq!(store.message(bob, chat, id).await.unwrap().content.text(), Some(&*text));
}
