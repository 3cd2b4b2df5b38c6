//! Engine.IO: heartbeats (protocol v4, "Heartbeat").
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect by panicking")]

mod support;

use std::time::Duration;

use kith_socketio::{Config, DisconnectReason};
use support::client::{Polling, Ws};
use support::{end, engine};

fn fast() -> Config {
    Config::default().ping_interval(Duration::from_millis(40)).ping_timeout(Duration::from_millis(200))
}

fn impatient() -> Config {
    Config::default().ping_interval(Duration::from_millis(20)).ping_timeout(Duration::from_millis(20))
}

#[tokio::test]
async fn a_websocket_that_answers_pings_stays_open() {
    let (running, _ends) = engine(fast()).await;
    let mut ws = Ws::connect(running.addr).await;
    for _ in 0..8 {
        assert_eq!(ws.text().await, "2");
        ws.send("3").await;
    }
    assert_eq!(running.server.connections(), 1);
}

#[tokio::test]
async fn a_polling_client_that_answers_pings_stays_open() {
    let (running, _ends) = engine(fast()).await;
    let session = Polling::open(running.addr).await;
    for _ in 0..8 {
        assert_eq!(session.receive().await, "2");
        session.send("3").await;
    }
    assert_eq!(running.server.connections(), 1);
}

#[tokio::test]
async fn a_websocket_that_does_not_answer_is_closed() {
    let (running, mut ends) = engine(impatient()).await;
    let mut ws = Ws::connect(running.addr).await;
    assert_eq!(ws.text().await, "2");
    assert_eq!(ws.closed().await, Some(1000));
    assert_eq!(end(&mut ends).await, DisconnectReason::PingTimeout);
}

#[tokio::test]
async fn messages_do_not_replace_a_pong() {
    let (running, mut ends) = engine(impatient()).await;
    let mut ws = Ws::connect(running.addr).await;
    assert_eq!(ws.text().await, "2");
    ws.send("4I am here").await;
    assert_eq!(end(&mut ends).await, DisconnectReason::PingTimeout);
}

#[tokio::test]
async fn a_polling_client_that_does_not_answer_is_forgotten() {
    let (running, mut ends) = engine(impatient()).await;
    let session = Polling::open(running.addr).await;
    assert_eq!(end(&mut ends).await, DisconnectReason::PingTimeout);
    assert_eq!(session.poll().await.status, 400);
    assert_eq!(session.post("4late").await.status, 400);
}

#[tokio::test]
async fn an_upgraded_connection_is_still_pinged() {
    let (running, _ends) = engine(fast()).await;
    let session = Polling::open(running.addr).await;
    let mut ws = session.websocket().await;
    ws.send("2probe").await;
    assert_eq!(ws.text().await, "3probe");
    ws.send("5").await;
    for _ in 0..3 {
        assert_eq!(ws.text().await, "2");
        ws.send("3").await;
    }
}

#[tokio::test]
async fn a_pong_that_nobody_asked_for_is_taken() {
    let (running, _ends) = engine(support::quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    ws.send("3").await;
    ws.send("4after").await;
    assert_eq!(ws.text().await, "4after");
}
