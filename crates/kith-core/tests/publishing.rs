//! Stored changes are published, even when a read that publishing needs fails at first.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use kith_store::{ChatChange, ChatEdit};
use kith_wire::{
    AddMembers, CreateChat, ErrorCode, MessageId, ProfilePatch, ServerEvent, SettingsPatch, SystemEvent,
};
use support::{TestServer, text};

/// Read for every roster, and not for storing a message.
const ROSTERS: (&str, &str) = ("members", "role");

/// Read for every view of a chat, and not for changing one.
const VIEWS: (&str, &str) = ("users", "read_receipts");

#[tokio::test]
async fn a_message_whose_readers_were_unknown_is_told_when_it_is_repeated() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.direct(ada, bob).await;
    let message = text(chat, "heard?");
    server.break_column(ROSTERS.0, ROSTERS.1);
    let failed = server.kith.send_message(ada, message.clone()).await.unwrap_err();
    assert_eq!(failed.code(), ErrorCode::Unavailable);
    server.mend(ROSTERS.0, ROSTERS.1);
    let again = server.kith.send_message(ada, message.clone()).await.unwrap();
    assert!(again.repeated);
    let heard = [ServerEvent::MessageNew(again.message)];
    assert_eq!(
        (server.bus.take(ada.user_id), server.bus.take(bob.user_id)),
        (heard.to_vec(), heard.to_vec())
    );
    server.kith.send_message(ada, message).await.unwrap();
    assert!(server.bus.take(bob.user_id).is_empty(), "and then no more");
}

#[tokio::test]
async fn a_message_that_nobody_repeats_is_told_within_seconds() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.direct(ada, bob).await;
    server.break_column(ROSTERS.0, ROSTERS.1);
    server.kith.send_message(ada, text(chat, "heard?")).await.unwrap_err();
    server.kith.publish_unpublished().await;
    assert!(server.bus.take(bob.user_id).is_empty());
    server.mend(ROSTERS.0, ROSTERS.1);
    server.kith.publish_unpublished().await;
    assert_eq!(server.bus.names(bob.user_id), ["message:new"]);
}

#[tokio::test]
async fn a_change_that_could_not_be_shown_is_told_later() {
    let server = TestServer::new();
    let [ada, bob, eve] = server.people(["ada", "bob", "eve"]).await;
    let chat = server.group(ada, &[bob]).await;
    server.break_column(VIEWS.0, VIEWS.1);
    let eves = || AddMembers { user_ids: vec![eve.user_id] };
    server.kith.add_members(ada, chat, eves()).await.unwrap_err();
    server.mend(VIEWS.0, VIEWS.1);
    server.kith.add_members(ada, chat, eves()).await.unwrap();
    assert_eq!(server.bus.names(eve.user_id), ["chat:new", "message:new"]);
    assert_eq!(server.bus.names(bob.user_id), ["message:new", "chat:updated"]);

    server.break_column(VIEWS.0, VIEWS.1);
    server.kith.remove_member(ada, chat, bob.user_id).await.unwrap_err();
    server.mend(VIEWS.0, VIEWS.1);
    server.kith.publish_unpublished().await;
    assert_eq!(server.bus.names(bob.user_id), ["chat:removed"]);
    assert_eq!(server.bus.names(eve.user_id), ["message:new", "chat:updated"]);
}

#[tokio::test]
async fn who_was_removed_unheard_and_is_back_keeps_the_chat() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.group(ada, &[bob]).await;
    server.break_column(VIEWS.0, VIEWS.1);
    server.kith.remove_member(ada, chat, bob.user_id).await.unwrap_err();
    let back = ChatChange {
        actor: ada.user_id,
        chat_id: chat,
        based_on: server.store.roster(ada.user_id, chat).await.unwrap().info_version,
        edits: vec![ChatEdit::Add(bob.user_id)],
        events: vec![(MessageId::new(), SystemEvent::MembersAdded { user_ids: vec![bob.user_id] })],
        at_ms: 1,
    };
    server.store.change_chat(back).await.unwrap();
    server.mend(VIEWS.0, VIEWS.1);
    server.kith.publish_unpublished().await;
    assert_eq!(server.bus.names(ada.user_id), ["message:new", "chat:updated"]);
    assert!(!server.bus.names(bob.user_id).contains(&"chat:removed"));
}

#[tokio::test]
async fn a_new_chat_that_could_not_be_shown_is_told_later() {
    let server = TestServer::new();
    let [ada, bob, eve] = server.people(["ada", "bob", "eve"]).await;
    let direct = || CreateChat::Direct { user_id: bob.user_id };
    server.break_column(VIEWS.0, VIEWS.1);
    server.kith.create_chat(ada, direct()).await.unwrap_err();
    let group = CreateChat::Group { title: "Trip".into(), description: None, member_ids: vec![eve.user_id] };
    server.kith.create_chat(ada, group).await.unwrap_err();
    server.mend(VIEWS.0, VIEWS.1);
    let (_, created) = server.kith.create_chat(ada, direct()).await.unwrap();
    assert!(!created);
    assert_eq!(server.bus.names(bob.user_id), ["chat:new"]);
    server.kith.publish_unpublished().await;
    assert_eq!(server.bus.names(eve.user_id), ["chat:new"]);
}

#[tokio::test]
async fn a_changed_profile_reaches_those_who_share_a_chat_and_nobody_else() {
    let server = TestServer::new();
    let [ada, bob, eve] = server.people(["ada", "bob", "eve"]).await;
    server.direct(ada, bob).await;
    let named = |name: &str| ProfilePatch { name: Some(name.into()), ..ProfilePatch::default() };
    let first = server.kith.update_profile(ada, named("Ada L.")).await.unwrap().user;
    let second = server.kith.update_profile(ada, named("Ada Lovelace")).await.unwrap().user;
    assert!(0 < first.version && first.version < second.version);
    let told = server.bus.take(bob.user_id);
    assert_eq!(told, [ServerEvent::UserUpdated(first), ServerEvent::UserUpdated(second)]);
    assert!(server.bus.take(eve.user_id).is_empty());
}

#[tokio::test]
async fn a_change_that_changes_nothing_is_told_to_nobody() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    server.direct(ada, bob).await;
    let about = |text: &str| ProfilePatch { about: Some(text.into()), ..ProfilePatch::default() };
    server.kith.update_profile(ada, about("busy")).await.unwrap();
    assert_eq!(
        (server.bus.names(ada.user_id), server.bus.names(bob.user_id)),
        (vec!["me:updated"], vec!["user:updated"])
    );
    assert_eq!(server.kith.update_profile(ada, about("busy")).await.unwrap().user.about.unwrap(), "busy");
    assert!(
        server
            .kith
            .update_settings(ada, SettingsPatch { read_receipts: Some(true), ..SettingsPatch::default() })
            .await
            .unwrap()
            .read_receipts
    );
    assert!(server.bus.take(ada.user_id).is_empty() && server.bus.take(bob.user_id).is_empty());
}

#[tokio::test]
async fn a_profile_whose_readers_were_unknown_is_told_when_it_is_repeated_or_within_seconds() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    server.direct(ada, bob).await;
    let about = |text: &str| ProfilePatch { about: Some(text.into()), ..ProfilePatch::default() };
    for text in ["busy", "away"] {
        server.break_column("members", "left_at");
        server.kith.update_profile(ada, about(text)).await.unwrap_err();
        assert!(server.bus.take(bob.user_id).is_empty());
        server.mend("members", "left_at");
        if text == "busy" {
            server.kith.update_profile(ada, about(text)).await.unwrap();
        }
        server.kith.publish_unpublished().await;
        assert_eq!(server.bus.names(bob.user_id), ["user:updated"], "{text}");
    }
}
