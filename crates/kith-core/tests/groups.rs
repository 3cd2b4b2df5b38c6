//! Rules of groups: who may do what, and who is told.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use kith_core::{Actor, RateLimits, Settings};
use kith_wire::{AddMembers, ChatId, ChatPatch, CreateChat, ErrorCode, Role, UserId};
use support::TestServer;

async fn role_of(server: &TestServer, asker: Actor, chat: ChatId, user: UserId) -> Option<Role> {
    let members = server.chat(asker, chat).await.members.unwrap();
    members.iter().find(|member| member.user_id == user).map(|member| member.role)
}

fn title(text: &str) -> ChatPatch {
    ChatPatch { title: Some(text.into()), ..ChatPatch::default() }
}

#[tokio::test]
async fn only_admins_rename_add_and_remove() {
    let server = TestServer::new();
    let [ada, bob, eve, new] = server.people(["ada", "bob", "eve", "new"]).await;
    let chat = server.group(ada, &[bob, eve]).await;
    let add = || AddMembers { user_ids: vec![new.user_id] };
    for refused in [
        server.kith.edit_chat(bob, chat, title("Mine")).await.map(|_| ()),
        server.kith.add_members(bob, chat, add()).await.map(|_| ()),
        server.kith.remove_member(bob, chat, eve.user_id).await,
        server.kith.set_role(bob, chat, bob.user_id, Role::Owner).await.map(|_| ()),
    ] {
        assert_eq!(refused.unwrap_err().code(), ErrorCode::Forbidden);
    }
    server.kith.set_role(ada, chat, bob.user_id, Role::Admin).await.unwrap();
    server.kith.edit_chat(bob, chat, title("Ours")).await.unwrap();
    server.kith.add_members(bob, chat, add()).await.unwrap();
    server.kith.remove_member(bob, chat, eve.user_id).await.unwrap();
    let seen = server.chat(new, chat).await;
    assert_eq!((seen.title.as_deref(), seen.member_count), (Some("Ours"), 3));
}

#[tokio::test]
async fn admins_do_not_rule_over_admins_or_the_owner() {
    let server = TestServer::new();
    let [ada, bob, eve] = server.people(["ada", "bob", "eve"]).await;
    let chat = server.group(ada, &[bob, eve]).await;
    for admin in [bob, eve] {
        server.kith.set_role(ada, chat, admin.user_id, Role::Admin).await.unwrap();
    }
    for refused in [
        server.kith.remove_member(bob, chat, eve.user_id).await,
        server.kith.remove_member(bob, chat, ada.user_id).await,
        server.kith.set_role(bob, chat, eve.user_id, Role::Member).await.map(|_| ()),
        server.kith.set_role(bob, chat, bob.user_id, Role::Owner).await.map(|_| ()),
    ] {
        assert_eq!(refused.unwrap_err().code(), ErrorCode::Forbidden);
    }
    server.kith.remove_member(ada, chat, eve.user_id).await.unwrap();
}

#[tokio::test]
async fn a_group_always_has_one_owner() {
    let server = TestServer::new();
    let [ada, bob, eve] = server.people(["ada", "bob", "eve"]).await;
    let chat = server.group(ada, &[bob, eve]).await;
    let down = server.kith.set_role(ada, chat, ada.user_id, Role::Member).await;
    assert_eq!(down.unwrap_err().code(), ErrorCode::Forbidden);
    server.kith.set_role(ada, chat, bob.user_id, Role::Owner).await.unwrap();
    assert_eq!(role_of(&server, ada, chat, ada.user_id).await, Some(Role::Admin));
    assert_eq!(role_of(&server, ada, chat, bob.user_id).await, Some(Role::Owner));
    // The owner leaves: an admin comes before members who have been in the group as long.
    server.kith.remove_member(bob, chat, bob.user_id).await.unwrap();
    assert_eq!(role_of(&server, eve, chat, ada.user_id).await, Some(Role::Owner));
    server.kith.remove_member(ada, chat, ada.user_id).await.unwrap();
    assert_eq!(role_of(&server, eve, chat, eve.user_id).await, Some(Role::Owner));
    server.kith.remove_member(eve, chat, eve.user_id).await.unwrap();
    assert_eq!(server.kith.chat(eve, chat).await.unwrap_err().code(), ErrorCode::NotAMember);
}

#[tokio::test]
async fn each_is_told_what_concerns_them() {
    let server = TestServer::new();
    let [ada, bob, new] = server.people(["ada", "bob", "new"]).await;
    let chat = server.group(ada, &[bob]).await;
    server
        .kith
        .add_members(ada, chat, AddMembers { user_ids: vec![new.user_id, bob.user_id] })
        .await
        .unwrap();
    assert_eq!(server.bus.names(new.user_id), ["chat:new", "message:new"]);
    assert_eq!(server.bus.names(bob.user_id), ["message:new", "chat:updated"]);
    server.kith.remove_member(ada, chat, new.user_id).await.unwrap();
    assert_eq!(server.bus.names(new.user_id), ["chat:removed"]);
    assert_eq!(server.bus.names(bob.user_id), ["message:new", "chat:updated"]);
}

#[tokio::test]
async fn what_changes_nothing_leaves_no_trace() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.group(ada, &[bob]).await;
    let before = server.chat(ada, chat).await.head;
    server.kith.add_members(ada, chat, AddMembers { user_ids: vec![bob.user_id] }).await.unwrap();
    server.kith.set_role(ada, chat, bob.user_id, Role::Member).await.unwrap();
    server.kith.edit_chat(ada, chat, ChatPatch::default()).await.unwrap();
    assert_eq!(server.chat(ada, chat).await.head, before);
    assert!(server.bus.take(bob.user_id).is_empty());
}

#[tokio::test]
async fn a_full_group_takes_nobody() {
    let server =
        TestServer::with(Settings { group_members: 2, rate_limits: RateLimits::Off, ..Settings::default() });
    let [ada, bob, eve] = server.people(["ada", "bob", "eve"]).await;
    let chat = server.group(ada, &[bob]).await;
    let add = AddMembers { user_ids: vec![eve.user_id] };
    assert_eq!(server.kith.add_members(ada, chat, add).await.unwrap_err().code(), ErrorCode::GroupFull);
    let member_ids = vec![bob.user_id, eve.user_id];
    let group = CreateChat::Group { title: "Three".into(), description: None, member_ids };
    assert_eq!(server.kith.create_chat(ada, group).await.unwrap_err().code(), ErrorCode::GroupFull);
}

#[tokio::test]
async fn notes_to_oneself_are_told_of_once() {
    let server = TestServer::new();
    let ada = server.person("ada").await;
    server.kith.create_chat(ada, CreateChat::Direct { user_id: ada.user_id }).await.unwrap();
    assert_eq!(server.bus.names(ada.user_id), ["chat:new"]);
}

#[tokio::test]
async fn a_direct_chat_has_nothing_to_change() {
    let server = TestServer::new();
    let [ada, bob, eve] = server.people(["ada", "bob", "eve"]).await;
    let chat = server.direct(ada, bob).await;
    for refused in [
        server.kith.edit_chat(ada, chat, title("Us")).await.map(|_| ()),
        server.kith.add_members(ada, chat, AddMembers { user_ids: vec![eve.user_id] }).await.map(|_| ()),
        server.kith.remove_member(ada, chat, ada.user_id).await,
    ] {
        assert_eq!(refused.unwrap_err().code(), ErrorCode::Forbidden);
    }
}

#[tokio::test]
async fn strangers_change_nothing() {
    let server = TestServer::new();
    let [ada, bob, eve] = server.people(["ada", "bob", "eve"]).await;
    let chat = server.group(ada, &[bob]).await;
    for refused in [
        server.kith.edit_chat(eve, chat, title("Mine")).await.map(|_| ()),
        server.kith.add_members(eve, chat, AddMembers { user_ids: vec![eve.user_id] }).await.map(|_| ()),
        server.kith.remove_member(eve, chat, bob.user_id).await,
        server.kith.remove_member(eve, chat, eve.user_id).await,
        server.kith.set_role(eve, chat, eve.user_id, Role::Owner).await.map(|_| ()),
    ] {
        assert_eq!(refused.unwrap_err().code(), ErrorCode::NotAMember);
    }
}

#[tokio::test]
async fn changes_made_at_once_all_happen() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.group(ada, &[bob]).await;
    let mut running = tokio::task::JoinSet::new();
    for i in 0..8 {
        let new = server.person(&format!("new{i}")).await;
        let kith = server.kith.clone();
        running.spawn(async move {
            let add = AddMembers { user_ids: vec![new.user_id] };
            kith.add_members(ada, chat, add).await.map(|_| ())
        });
    }
    for done in running.join_all().await {
        done.unwrap();
    }
    assert_eq!(server.chat(bob, chat).await.member_count, 10);
}
