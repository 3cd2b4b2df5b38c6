//! Rules of presence and typing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::sync::atomic::Ordering;

use kith_core::{Actor, Audience, ConnectionId};
use kith_wire::{Activity, ErrorCode, Presence, PresenceQuery, PresenceState, ServerEvent, Typing};
use support::{TestServer, begun, text};

fn connection(actor: Actor, number: u64) -> ConnectionId {
    ConnectionId { user_id: actor.user_id, number }
}

fn about(actor: Actor) -> PresenceQuery {
    PresenceQuery { user_ids: vec![actor.user_id] }
}

/// The presence that the watchers were told of since the last call.
fn told(server: &TestServer, watcher: ConnectionId) -> Vec<bool> {
    let deliveries = server.bus.take_others().into_iter();
    deliveries
        .map(|delivery| match delivery.event {
            ServerEvent::Presence(presence) if delivery.to == Audience::Connections(vec![watcher]) => {
                presence.online
            }
            event => panic!("unexpected {event:?}"),
        })
        .collect()
}

#[tokio::test]
async fn closing_one_of_two_tabs_leaves_a_person_online() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    server.direct(ada, bob).await;
    let watcher = connection(ada, 1);
    server.kith.connected(watcher);
    server.kith.watch_presence(watcher, about(bob)).await.unwrap();
    server.kith.connected(connection(bob, 2));
    server.kith.connected(connection(bob, 3));
    assert_eq!(told(&server, watcher), [true]);
    server.kith.disconnected(connection(bob, 2)).await;
    assert!(told(&server, watcher).is_empty());
    server.kith.disconnected(connection(bob, 3)).await;
    assert_eq!(told(&server, watcher), [false]);
    let state = server.kith.presence(ada, about(bob)).await.unwrap().states.remove(0);
    assert!(!state.online && state.last_seen.is_some());
}

#[tokio::test]
async fn who_looks_away_on_every_device_is_not_online() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    server.direct(ada, bob).await;
    let (watcher, phone, laptop) = (connection(ada, 1), connection(bob, 2), connection(bob, 3));
    for open in [watcher, phone, laptop] {
        server.kith.connected(open);
    }
    let now = server.kith.watch_presence(watcher, about(bob)).await.unwrap();
    assert_eq!(now.states, [Presence { user_id: bob.user_id, online: true, last_seen: None }]);
    server.kith.set_presence(phone, PresenceState::Away).await.unwrap();
    assert!(told(&server, watcher).is_empty());
    server.kith.set_presence(laptop, PresenceState::Away).await.unwrap();
    server.kith.set_presence(laptop, PresenceState::Active).await.unwrap();
    assert_eq!(told(&server, watcher), [false, true]);
    server.kith.unwatch_presence(watcher, about(bob)).await.unwrap();
    server.kith.set_presence(laptop, PresenceState::Away).await.unwrap();
    assert!(told(&server, watcher).is_empty());
}

#[tokio::test]
async fn nothing_is_told_about_strangers() {
    let server = TestServer::new();
    let [ada, eve] = server.people(["ada", "eve"]).await;
    let watcher = connection(eve, 1);
    server.kith.connected(watcher);
    let nothing = [Presence { user_id: ada.user_id, online: false, last_seen: None }];
    server.kith.connected(connection(ada, 2));
    assert_eq!(server.kith.watch_presence(watcher, about(ada)).await.unwrap().states, nothing);
    server.kith.disconnected(connection(ada, 2)).await;
    assert!(server.bus.take_others().is_empty());
    assert_eq!(server.kith.presence(eve, about(ada)).await.unwrap().states, nothing);
}

#[tokio::test]
async fn presence_ends_with_the_last_chat_in_common() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let (first, last) = (server.group(ada, &[bob]).await, server.group(ada, &[bob]).await);
    let (adas, bobs) = (connection(ada, 1), connection(bob, 2));
    for (watcher, watched) in [(adas, bob), (bobs, ada)] {
        server.kith.connected(watcher);
        server.kith.watch_presence(watcher, about(watched)).await.unwrap();
    }
    server.kith.remove_member(ada, first, bob.user_id).await.unwrap();
    server.bus.clear();
    server.kith.set_presence(adas, PresenceState::Away).await.unwrap();
    assert_eq!(told(&server, bobs), [false]);
    server.kith.remove_member(ada, last, bob.user_id).await.unwrap();
    server.kith.set_presence(adas, PresenceState::Active).await.unwrap();
    server.kith.set_presence(bobs, PresenceState::Away).await.unwrap();
    assert!(server.bus.take_others().is_empty());
}

#[tokio::test]
async fn who_is_back_already_is_not_said_to_have_gone() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    server.direct(ada, bob).await;
    let watcher = connection(ada, 1);
    for open in [watcher, connection(bob, 2)] {
        server.kith.connected(open);
    }
    server.kith.watch_presence(watcher, about(bob)).await.unwrap();
    let going = begun(server.kith.disconnected(connection(bob, 2))).await;
    server.kith.connected(connection(bob, 3));
    going.await;
    assert_eq!(told(&server, watcher).last(), Some(&true));
}

#[tokio::test]
async fn a_panic_about_one_change_of_presence_hides_none_of_the_next() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    server.direct(ada, bob).await;
    let watcher = connection(ada, 1);
    server.kith.connected(watcher);
    server.kith.watch_presence(watcher, about(bob)).await.unwrap();
    server.bus.panics.store(true, Ordering::Relaxed);
    server.kith.connected(connection(bob, 2));
    server.kith.disconnected(connection(bob, 2)).await;
    assert_eq!(told(&server, watcher), [false]);
}

#[tokio::test]
async fn who_asks_while_losing_the_last_chat_in_common_watches_nobody() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.group(ada, &[bob]).await;
    let watcher = connection(bob, 1);
    server.kith.connected(watcher);
    let asking = begun(server.kith.watch_presence(watcher, about(ada))).await;
    // The presence that Bob may see has been read before he is removed, but not been sent yet.
    server.store.last_seen(bob.user_id, Vec::new()).await.unwrap();
    server.kith.remove_member(ada, chat, bob.user_id).await.unwrap();
    asking.await.unwrap();
    server.bus.clear();
    server.kith.connected(connection(ada, 2));
    assert!(server.bus.take_others().is_empty());
}

#[tokio::test]
async fn a_connection_that_is_gone_neither_watches_nor_counts() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    server.direct(ada, bob).await;
    let (gone, late) = (connection(ada, 1), connection(bob, 2));
    server.kith.connected(gone);
    server.kith.watch_presence(gone, about(bob)).await.unwrap();
    server.kith.disconnected(gone).await;
    // Commands that were still under way.
    server.kith.watch_presence(gone, about(bob)).await.unwrap();
    server.kith.set_presence(gone, PresenceState::Active).await.unwrap();
    server.kith.connected(late);
    assert!(server.bus.take_others().is_empty());
    assert!(!server.kith.presence(bob, about(ada)).await.unwrap().states[0].online);
}

#[tokio::test]
async fn typing_is_told_to_the_others_until_it_ends() {
    let server = TestServer::new();
    let [ada, bob, eve] = server.people(["ada", "bob", "eve"]).await;
    let chat_id = server.direct(ada, bob).await;
    let typing = Typing { chat_id, activity: Activity::Voice };
    let activities = || {
        let events = server.bus.take(bob.user_id).into_iter();
        events
            .filter_map(|event| match event {
                ServerEvent::Typing(typing) => Some(typing.activity),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    server.kith.start_typing(ada, typing).await.unwrap();
    server.kith.stop_typing(ada, typing).await.unwrap();
    server.kith.stop_typing(ada, typing).await.unwrap();
    assert_eq!(activities(), [Some(Activity::Voice), None]);
    // The message itself tells that its sender no longer writes it.
    server.kith.start_typing(ada, typing).await.unwrap();
    server.kith.send_message(ada, text(chat_id, "hi")).await.unwrap();
    server.kith.stop_typing(ada, typing).await.unwrap();
    assert_eq!(activities(), [Some(Activity::Voice)]);
    // A person who loses the last connection has stopped, too.
    let tab = connection(ada, 1);
    server.kith.connected(tab);
    server.kith.start_typing(ada, typing).await.unwrap();
    server.kith.disconnected(tab).await;
    assert_eq!(activities(), [Some(Activity::Voice), None]);
    assert!(server.bus.take(ada.user_id).iter().all(|event| event.name() != "typing"));
    assert_eq!(server.kith.start_typing(eve, typing).await.unwrap_err().code(), ErrorCode::NotAMember);
}

#[tokio::test]
async fn a_removed_member_no_longer_types() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat_id = server.group(ada, &[bob]).await;
    let typing = Typing { chat_id, activity: Activity::Text };
    server.kith.start_typing(bob, typing).await.unwrap();
    server.kith.remove_member(ada, chat_id, bob.user_id).await.unwrap();
    assert_eq!(server.kith.start_typing(bob, typing).await.unwrap_err().code(), ErrorCode::NotAMember);
}
