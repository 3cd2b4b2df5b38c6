//! Rules of sending, and of receipts.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use kith_core::{RateLimits, Refusal, Settings};
use kith_wire::{AddMembers, ErrorCode, Mention, ServerEvent, Watermark};
use support::{TestServer, begun, text};

#[tokio::test]
async fn every_member_hears_of_a_message_and_nobody_else() {
    let server = TestServer::new();
    let [ada, bob, eve] = server.people(["ada", "bob", "eve"]).await;
    let chat = server.direct(ada, bob).await;
    let sent = server.kith.send_message(ada, text(chat, "hi")).await.unwrap();
    assert_eq!((sent.repeated, sent.message.seq), (false, 1));
    for person in [ada, bob] {
        assert_eq!(server.bus.take(person.user_id), [ServerEvent::MessageNew(sent.message.clone())]);
    }
    assert!(server.bus.take(eve.user_id).is_empty());
}

#[tokio::test]
async fn a_message_is_told_even_if_its_sender_leaves_at_the_same_time() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.group(ada, &[bob]).await;
    let sending = begun(server.kith.send_message(ada, text(chat, "bye"))).await;
    server.kith.remove_member(ada, chat, ada.user_id).await.unwrap();
    let sent = sending.await.unwrap();
    let told = server.bus.take(bob.user_id);
    assert_eq!(told.first(), Some(&ServerEvent::MessageNew(sent.message)));
}

#[tokio::test]
async fn who_joins_at_the_same_time_does_not_hear_what_was_said_before() {
    let server = TestServer::new();
    let [ada, bob, eve] = server.people(["ada", "bob", "eve"]).await;
    let chat = server.group(ada, &[bob]).await;
    let sending = begun(server.kith.send_message(ada, text(chat, "not for eve"))).await;
    server.kith.add_members(ada, chat, AddMembers { user_ids: vec![eve.user_id] }).await.unwrap();
    let sent = ServerEvent::MessageNew(sending.await.unwrap().message);
    assert_eq!(server.bus.take(bob.user_id).first(), Some(&sent));
    assert!(!server.bus.take(eve.user_id).contains(&sent));
}

#[tokio::test]
async fn a_repeat_is_answered_the_same_and_told_to_nobody() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.direct(ada, bob).await;
    let message = text(chat, "once");
    let first = server.kith.send_message(ada, message.clone()).await.unwrap();
    server.bus.clear();
    let again = server.kith.send_message(ada, message).await.unwrap();
    assert_eq!((again.repeated, again.message), (true, first.message));
    assert!(server.bus.take(bob.user_id).is_empty());
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_by_its_own_code() {
    let server =
        TestServer::with(Settings { message_bytes: 10, rate_limits: RateLimits::Off, ..Settings::default() });
    let [ada, bob, eve] = server.people(["ada", "bob", "eve"]).await;
    let chat = server.direct(ada, bob).await;
    let mut crowd = text(chat, "hi");
    crowd.mentions = Some(vec![Mention::User(bob.user_id); 101]);
    let mut image = text(chat, "hi");
    image.kind = Some("image".into());
    let mut system = text(chat, "hi");
    system.kind = Some("system".into());
    let mut nothing = text(chat, "");
    nothing.text = None;
    for (who, message, code) in [
        (ada, text(chat, " \n\t "), ErrorCode::EmptyMessage),
        (ada, text(chat, "\u{200b}\u{2800}\u{feff}"), ErrorCode::EmptyMessage),
        (ada, nothing, ErrorCode::EmptyMessage),
        (ada, text(chat, "12345678901"), ErrorCode::MessageTooLong),
        (ada, text(chat, "ééééée"), ErrorCode::MessageTooLong),
        (ada, text(chat, "a\0b"), ErrorCode::InvalidRequest),
        (ada, crowd, ErrorCode::InvalidRequest),
        (ada, image, ErrorCode::UnknownKind),
        (ada, system, ErrorCode::UnknownKind),
        (eve, text(chat, "hi"), ErrorCode::NotAMember),
    ] {
        assert_eq!(server.kith.send_message(who, message).await.unwrap_err().code(), code);
    }
    assert!(server.bus.take(bob.user_id).is_empty());
    assert_eq!(server.chat(bob, chat).await.head, 0);
    assert!(server.kith.send_message(ada, text(chat, "1234567890")).await.is_ok());
}

#[tokio::test]
async fn floods_are_refused_with_the_time_to_wait() {
    let server = TestServer::with(Settings::default());
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.direct(ada, bob).await;
    let mut accepted = 0;
    let refused = loop {
        match server.kith.send_message(ada, text(chat, "hi")).await {
            Ok(_) => accepted += 1,
            Err(refusal) => break refusal,
        }
        assert!(accepted < 10_000, "nothing stops the flood");
    };
    assert!(matches!(refused, Refusal::RateLimited { retry_after_ms: 1.. }));
    assert!(accepted >= 60, "a burst of {accepted} is too little for forwarding");
    assert!(
        server.kith.send_message(bob, text(chat, "hi")).await.is_ok(),
        "one flood must not stop another person"
    );
}

#[tokio::test]
async fn reading_tells_ones_own_devices_and_the_senders() {
    let server = TestServer::new();
    let [ada, bob, eve] = server.people(["ada", "bob", "eve"]).await;
    let chat = server.group(ada, &[bob, eve]).await;
    let sent = server.kith.send_message(ada, text(chat, "hi")).await.unwrap().message;
    server.bus.clear();
    server.kith.mark_read(bob, Watermark { chat_id: chat, seq: sent.seq }).await.unwrap();

    let [ServerEvent::Receipt(own)] = &server.bus.take(bob.user_id)[..] else {
        panic!("Bob's devices heard nothing")
    };
    assert_eq!((own.read, own.delivered, own.unread, own.mentions), (sent.seq, sent.seq, Some(0), Some(0)));
    let [ServerEvent::Receipt(told)] = &server.bus.take(ada.user_id)[..] else { panic!("Ada heard nothing") };
    assert_eq!((told.user_id, told.read, told.unread), (bob.user_id, sent.seq, None));
    assert!(server.bus.take(eve.user_id).is_empty());
}

#[tokio::test]
async fn a_mark_that_moves_nothing_is_no_error_and_no_event() {
    let server = TestServer::new();
    let [ada, bob, eve] = server.people(["ada", "bob", "eve"]).await;
    let chat = server.direct(ada, bob).await;
    server.kith.mark_delivered(bob, Watermark { chat_id: chat, seq: 7 }).await.unwrap();
    assert!(server.bus.take(bob.user_id).is_empty());
    let negative = server.kith.mark_read(bob, Watermark { chat_id: chat, seq: -1 }).await;
    assert_eq!(negative.unwrap_err().code(), ErrorCode::InvalidRequest);
    let stranger = server.kith.mark_read(eve, Watermark { chat_id: chat, seq: 1 }).await;
    assert_eq!(stranger.unwrap_err().code(), ErrorCode::NotAMember);
}
