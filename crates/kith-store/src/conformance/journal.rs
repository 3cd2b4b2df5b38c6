//! Claims about the journal.

use std::sync::Arc;

use kith_wire::SystemEvent;

use super::world::{World, message};
use crate::{ChatEdit, Store};

pub async fn every_change_of_a_chat_is_in_the_journal_once_and_in_order(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    store.set_consumers(&["first"]).await.unwrap();
    let (direct, group) = (world.direct(ada, bob).await, world.group(ada, &[]).await);
    let said = message(ada, direct, "hi");
    store.append_message(said.clone()).await.unwrap();
    store.append_message(said.clone()).await.unwrap();
    let stranger = message(bob, group, "may I?");
    store.append_message(stranger).await.unwrap_err();
    world.add(ada, group, bob).await;
    world.say(bob, group, "thanks").await;
    let event = SystemEvent::TitleChanged { title: "Hike".into() };
    world.change(ada, group, ChatEdit::Title("Hike".into()), event).await;

    let entries = store.journal_after(0, 100).await.unwrap();
    let changes: Vec<_> = entries.iter().map(|entry| (entry.chat_id, entry.version)).collect();
    assert_eq!(changes, [(group, 1), (direct, 1), (group, 2), (group, 3), (group, 4)]);
    let positions: Vec<_> = entries.iter().map(|entry| entry.position).collect();
    assert_eq!(positions, [1, 2, 3, 4, 5]);
    assert_eq!(store.journal_end().await.unwrap(), 5);
}

pub async fn changes_that_come_at_once_have_positions_of_their_own(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    store.set_consumers(&["first"]).await.unwrap();
    let chat = world.direct(ada, bob).await;
    world.say_many(ada, chat, 1000).await;
    let (mut read, mut after) = (Vec::new(), 0);
    loop {
        let page = store.journal_after(after, 7).await.unwrap();
        let Some(last) = page.last() else { break };
        // The cursor may stand in the middle of entries that were committed together.
        after = page[..page.len().min(7)].last().unwrap_or(last).position;
        read.extend(page.into_iter().take(7).map(|entry| (entry.position, entry.version)));
    }
    assert_eq!(read, (1..=1000).map(|n| (n, n)).collect::<Vec<_>>());
}

pub async fn what_all_consumers_have_passed_is_deleted_and_never_counted_again(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    assert_eq!(store.set_consumers(&["first", "second"]).await.unwrap(), [0, 0]);
    let chat = world.direct(ada, bob).await;
    for _ in 0..3 {
        world.say(ada, chat, "hi").await;
    }
    let left = async || store.journal_after(0, 100).await.unwrap().into_iter().map(|entry| entry.position);
    store.move_cursor("first", 2).await.unwrap();
    assert_eq!(left().await.collect::<Vec<_>>(), [1, 2, 3]);
    store.move_cursor("second", 3).await.unwrap();
    store.move_cursor("second", 1).await.unwrap();
    assert_eq!(store.set_consumers(&["first", "second"]).await.unwrap(), [2, 3]);
    assert!(left().await.all(|position| position >= 2));
    store.move_cursor("first", 3).await.unwrap();
    world.say(ada, chat, "hi").await;
    let rest = store.journal_after(3, 100).await.unwrap();
    assert_eq!(rest.iter().map(|entry| (entry.position, entry.version)).collect::<Vec<_>>(), [(4, 4)]);
}

pub async fn a_consumer_that_is_new_begins_behind_what_there_is(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    store.set_consumers(&["first"]).await.unwrap();
    let chat = world.direct(ada, bob).await;
    world.say(ada, chat, "hi").await;
    assert_eq!(store.set_consumers(&["first", "second"]).await.unwrap(), [0, 1]);
    world.say(ada, chat, "hi").await;
    // The store keeps nothing for a consumer that no longer exists.
    assert_eq!(store.set_consumers(&["second"]).await.unwrap(), [1]);
    store.move_cursor("second", 2).await.unwrap();
    assert_eq!(store.set_consumers(&["first"]).await.unwrap(), [2]);
}
