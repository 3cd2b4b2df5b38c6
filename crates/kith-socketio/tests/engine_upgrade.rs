//! Engine.IO: from long-polling to WebSocket (protocol v4, "Upgrade").
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect by panicking")]

mod support;

use std::time::Duration;

use kith_socketio::DisconnectReason;
use support::client::{Frame, Polling, Ws, frame};
use support::{end, engine, quiet, within};

async fn upgrade(session: &Polling) -> Ws {
    let mut ws = session.websocket().await;
    ws.send("2probe").await;
    assert_eq!(ws.text().await, "3probe");
    ws.send("5").await;
    ws
}

/// Checks that these frames, sent before the upgrade, close the WebSocket and that the session still polls.
async fn check_failed(frames: &[Vec<u8>]) {
    let (running, _ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let mut ws = session.websocket().await;
    ws.raw(&frames.concat()).await;
    ws.closed().await;
    session.send("4still polling").await;
    assert_eq!(session.receive().await, "4still polling");
    upgrade(&session).await;
}

#[tokio::test]
async fn after_the_upgrade_messages_go_over_the_websocket() {
    let (running, _ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let mut ws = upgrade(&session).await;
    ws.send("4hello").await;
    assert_eq!(ws.text().await, "4hello");
    assert_eq!((running.server.connections(), running.server.stats().upgraded), (1, 1));
}

#[tokio::test]
async fn the_probe_ends_an_open_poll_with_a_noop() {
    let (running, _ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let poll = tokio::spawn({
        let session = session.clone();
        async move { session.receive().await }
    });
    let mut ws = session.websocket().await;
    ws.send("2probe").await;
    assert_eq!(ws.text().await, "3probe");
    assert_eq!(within("the poll", poll).await.unwrap(), "6");
}

#[tokio::test]
async fn a_poll_after_the_probe_gets_what_waits() {
    let (running, _ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let mut ws = session.websocket().await;
    ws.send("2probe").await;
    assert_eq!(ws.text().await, "3probe");
    session.send("4during the upgrade").await;
    assert_eq!(session.receive().await, "4during the upgrade");
}

#[tokio::test]
async fn what_was_waiting_for_a_poll_goes_out_on_the_websocket_in_order() {
    let (running, _ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    session.send("4one\x1ebAQID\x1e4two").await;
    let mut ws = upgrade(&session).await;
    ws.send("4three").await;
    assert_eq!(ws.text().await, "4one");
    assert_eq!(ws.next().await, Frame::Binary(vec![1, 2, 3]));
    assert_eq!(ws.text().await, "4two");
    assert_eq!(ws.text().await, "4three");
}

#[tokio::test]
async fn probe_upgrade_and_message_may_come_in_one_piece() {
    let (running, _ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let mut ws = session.websocket().await;
    ws.raw(&[frame(0x81, b"2probe"), frame(0x81, b"5"), frame(0x81, b"4hello")].concat()).await;
    assert_eq!(ws.text().await, "3probe");
    assert_eq!(ws.text().await, "4hello");
}

#[tokio::test]
async fn polls_and_posts_after_the_upgrade_are_refused_and_harm_nothing() {
    let (running, _ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let mut ws = upgrade(&session).await;
    ws.send("4upgraded").await;
    assert_eq!(ws.text().await, "4upgraded");
    assert_eq!(session.poll().await.status, 400);
    assert_eq!(session.post("4ghost").await.status, 400);
    ws.send("4still here").await;
    assert_eq!(ws.text().await, "4still here");
}

#[tokio::test]
async fn a_poll_right_behind_the_upgrade_packet_is_refused() {
    let (running, _ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let _ws = upgrade(&session).await;
    assert_eq!(session.poll().await.status, 400);
}

#[tokio::test]
async fn a_second_websocket_during_and_after_the_upgrade_is_closed() {
    let (running, _ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let mut ws = session.websocket().await;
    assert_eq!(session.websocket().await.closed().await, Some(1008));
    ws.send("2probe").await;
    assert_eq!(ws.text().await, "3probe");
    ws.send("5").await;
    ws.send("4upgraded").await;
    assert_eq!(ws.text().await, "4upgraded");
    assert_eq!(session.websocket().await.closed().await, Some(1008));
    ws.send("4still here").await;
    assert_eq!(ws.text().await, "4still here");
}

#[tokio::test]
async fn a_failed_probe_leaves_the_session_polling() {
    check_failed(&[frame(0x81, b"2wrong")]).await;
    check_failed(&[frame(0x81, b"4too early")]).await;
    check_failed(&[frame(0x81, b"5")]).await;
    check_failed(&[frame(0x82, b"binary")]).await;
    check_failed(&[frame(0x88, b"")]).await;
    check_failed(&[frame(0x81, b"2probe"), frame(0x81, b"4too early")]).await;
    check_failed(&[vec![0x81, 1, b'2']]).await;
}

#[tokio::test]
async fn an_upgrade_that_takes_too_long_is_given_up() {
    let (running, _ends) = engine(quiet().upgrade_timeout(Duration::from_millis(50))).await;
    let session = Polling::open(running.addr).await;
    let mut ws = session.websocket().await;
    ws.send("2probe").await;
    assert_eq!(ws.text().await, "3probe");
    assert_eq!(ws.closed().await, Some(1008));
    session.send("4still polling").await;
    assert_eq!(session.receive().await, "4still polling");
}

#[tokio::test]
async fn a_session_that_ends_during_the_upgrade_takes_the_websocket_with_it() {
    let (running, mut ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let mut ws = session.websocket().await;
    ws.send("2probe").await;
    assert_eq!(ws.text().await, "3probe");
    session.send("1").await;
    assert_eq!(end(&mut ends).await, DisconnectReason::TransportClose);
    ws.send("5").await;
    assert_eq!(ws.closed().await, Some(1008));
}
