//! Rules of a person's own state of a chat: who is told, and what is refused.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use kith_core::{RateLimits, Settings};
use kith_wire::{ChatStatePatch, ErrorCode, ServerEvent};
use support::TestServer;

fn draft(text: &str) -> ChatStatePatch {
    ChatStatePatch { draft: Some(Some(text.into())), ..ChatStatePatch::default() }
}

#[tokio::test]
async fn a_draft_that_shows_nothing_is_none() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.direct(ada, bob).await;
    assert!(server.kith.set_chat_state(ada, chat, draft("so")).await.unwrap().state.draft.is_some());
    assert_eq!(server.kith.set_chat_state(ada, chat, draft(" \u{3164}\n")).await.unwrap().state.draft, None);
}

#[tokio::test]
async fn only_ones_own_devices_are_told_and_only_of_changes() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.direct(ada, bob).await;
    let seen = server.kith.set_chat_state(ada, chat, draft("so")).await.unwrap();
    let told = server.bus.take(ada.user_id);
    let [ServerEvent::MeUpdated(update)] = told.as_slice() else { panic!("one event: {told:?}") };
    assert_eq!((update.me.as_ref(), update.user_version), (None, seen.user_version));
    assert_eq!(update.chat.as_ref().map(|now| (now.id, &now.state)), Some((chat, &seen.state)));
    server.kith.set_chat_state(ada, chat, draft("so")).await.unwrap();
    assert!(server.bus.take(ada.user_id).is_empty() && server.bus.take(bob.user_id).is_empty());
}

#[tokio::test]
async fn a_draft_is_at_most_as_long_as_a_message() {
    let server =
        TestServer::with(Settings { message_bytes: 4, rate_limits: RateLimits::Off, ..Settings::default() });
    let [ada, eve] = server.people(["ada", "eve"]).await;
    let chat = server.direct(ada, ada).await;
    let code =
        async |patch| server.kith.set_chat_state(ada, chat, patch).await.map_err(|refused| refused.code());
    assert!(code(draft("1234")).await.is_ok());
    assert_eq!(code(draft("12345")).await.unwrap_err(), ErrorCode::MessageTooLong);
    assert_eq!(code(draft("\0")).await.unwrap_err(), ErrorCode::InvalidRequest);
    let before_time = ChatStatePatch { muted_until: Some(Some(-1)), ..ChatStatePatch::default() };
    assert_eq!(code(before_time).await.unwrap_err(), ErrorCode::InvalidRequest);
    let stranger = server.kith.set_chat_state(eve, chat, draft("hm")).await.unwrap_err();
    assert_eq!(stranger.code(), ErrorCode::NotAMember);
    assert_eq!(server.chat(ada, chat).await.state.draft.as_deref(), Some("1234"));
}
