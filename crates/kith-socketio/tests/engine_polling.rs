//! Engine.IO over HTTP long-polling (protocol v4, "HTTP long-polling").
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect by panicking")]

mod support;

use std::time::Duration;

use kith_socketio::DisconnectReason;
use support::client::{Polling, http};
use support::{end, engine, quiet, until, within};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

/// Checks that the next poll returns the body of a post.
async fn check_echo(body: &str) {
    let (running, _ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    session.send(body).await;
    assert_eq!(session.receive().await, body);
}

/// Checks a post that ends its session, and the status of its answer.
async fn check_closing_post(body: impl AsRef<[u8]>, status: u16) {
    let (running, mut ends) = engine(quiet().max_payload(1000)).await;
    let session = Polling::open(running.addr).await;
    assert_eq!(session.post(body).await.status, status);
    assert_eq!(end(&mut ends).await, DisconnectReason::ProtocolError);
    assert_eq!(session.poll().await.status, 400);
    assert_eq!(running.server.connections(), 0);
}

#[tokio::test]
async fn one_text_packet_goes_in_and_out() {
    check_echo("4hello €").await;
}

#[tokio::test]
async fn several_packets_travel_in_one_payload() {
    check_echo("4one\x1e4two\x1e4three").await;
}

#[tokio::test]
async fn sixteen_packets_are_the_most_of_one_payload() {
    let (running, _ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let packets: Vec<_> = (0..40).map(|number| format!("4{number}")).collect();
    session.send(&packets.join("\x1e")).await;
    for expected in packets.chunks(16) {
        assert_eq!(session.receive().await, expected.join("\x1e"));
    }
    assert_eq!(running.server.stats().backlog_bytes, 0);
}

#[tokio::test]
async fn what_no_further_poll_will_fetch_is_forgotten() {
    let (running, mut ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let poll = tokio::spawn({
        let session = session.clone();
        async move { session.receive().await }
    });
    session.post(format!("{}\x1ebad", ["4x"; 40].join("\x1e"))).await;
    within("the poll", poll).await.unwrap();
    assert_eq!(end(&mut ends).await, DisconnectReason::ProtocolError);
    until("what waited is forgotten", || running.server.stats().backlog_bytes == 0).await;
}

#[tokio::test]
async fn binary_travels_as_base64() {
    check_echo("4hello\x1ebAQIDBA==").await;
}

#[tokio::test]
async fn pong_and_noop_are_taken_without_an_answer() {
    let (running, _ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    session.send("3\x1e6\x1e4after").await;
    assert_eq!(session.receive().await, "4after");
}

#[tokio::test]
async fn a_poll_waits_until_there_is_something() {
    let (running, _ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let poll = tokio::spawn({
        let session = session.clone();
        async move { session.receive().await }
    });
    session.send("4late").await;
    assert_eq!(within("the poll", poll).await.unwrap(), "4late");
}

#[tokio::test]
async fn a_post_larger_than_max_payload_closes_the_session() {
    check_closing_post(format!("4{}", "x".repeat(1000)), 413).await;
}

#[tokio::test]
async fn a_post_of_exactly_max_payload_is_taken() {
    let (running, _ends) = engine(quiet().max_payload(1000)).await;
    let session = Polling::open(running.addr).await;
    session.send(&format!("4{}", "x".repeat(999))).await;
    assert_eq!(session.receive().await.len(), 1000);
}

#[tokio::test]
async fn malformed_posts_close_the_session() {
    for body in [&b"abc"[..], b"", b"\x1e", b"4a\x1e", b"b??", b"4\xff\xfe", b"9", b"2probe", b"0{}"] {
        check_closing_post(body, 400).await;
    }
}

#[tokio::test]
async fn what_came_before_a_malformed_packet_was_handled() {
    let (running, mut ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let poll = tokio::spawn({
        let session = session.clone();
        async move { session.receive().await }
    });
    assert_eq!(session.post("4good\x1ebad").await.status, 400);
    assert!(within("the poll", poll).await.unwrap().starts_with("4good"));
    assert_eq!(end(&mut ends).await, DisconnectReason::ProtocolError);
}

#[tokio::test]
async fn two_polls_at_once_close_the_session() {
    let (running, mut ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let poll = || {
        tokio::spawn({
            let session = session.clone();
            async move { session.poll().await }
        })
    };
    let (first, second) = (poll(), poll());
    let (first, second) = (within("poll", first).await.unwrap(), within("poll", second).await.unwrap());
    let mut answers = [(first.status, first.body.as_str()), (second.status, second.body.as_str())];
    answers.sort_unstable();
    assert_eq!((answers[0], answers[1].0), ((200, "1"), 400));
    assert_eq!(end(&mut ends).await, DisconnectReason::TransportError);
    assert_eq!(session.poll().await.status, 400);
}

#[tokio::test]
async fn two_posts_at_once_close_the_session() {
    let (running, mut ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    // The first never finishes its body.
    let mut first = TcpStream::connect(running.addr).await.unwrap();
    let head = format!("POST {} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n4he", session.target());
    first.write_all(head.as_bytes()).await.unwrap();
    let mut status = 200;
    // Whether the first has arrived shows in what happens to the others.
    while status == 200 {
        status = session.post("4x").await.status;
    }
    assert_eq!(status, 400);
    assert_eq!(end(&mut ends).await, DisconnectReason::TransportError);
    assert_eq!(session.poll().await.status, 400);
}

#[tokio::test]
async fn a_body_that_does_not_come_closes_the_session() {
    let (running, mut ends) = engine(quiet().request_timeout(Duration::from_millis(50))).await;
    let session = Polling::open(running.addr).await;
    let mut post = TcpStream::connect(running.addr).await.unwrap();
    let head = format!("POST {} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n4he", session.target());
    post.write_all(head.as_bytes()).await.unwrap();
    assert_eq!(end(&mut ends).await, DisconnectReason::TransportError);
}

#[tokio::test]
async fn a_client_that_goes_away_in_a_poll_ends_its_session() {
    let (running, mut ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let mut poll = TcpStream::connect(running.addr).await.unwrap();
    let head = format!("GET {} HTTP/1.1\r\nHost: x\r\n\r\n", session.target());
    poll.write_all(head.as_bytes()).await.unwrap();
    drop(poll);
    assert_eq!(end(&mut ends).await, DisconnectReason::TransportError);
    assert_eq!(session.poll().await.status, 400);
}

#[tokio::test]
async fn a_close_packet_ends_the_open_poll_with_a_noop() {
    let (running, mut ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    let poll = tokio::spawn({
        let session = session.clone();
        async move { session.poll().await }
    });
    session.send("1").await;
    let poll = within("the poll", poll).await.unwrap();
    assert_eq!((poll.status, poll.body.as_str()), (200, "6"));
    assert_eq!(end(&mut ends).await, DisconnectReason::TransportClose);
    assert_eq!(session.poll().await.status, 400);
}

#[tokio::test]
async fn a_poll_that_was_overtaken_by_the_close_packet_gets_its_noop_too() {
    let (running, mut ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    session.send("1").await;
    assert_eq!(end(&mut ends).await, DisconnectReason::TransportClose);
    until("the end", || running.server.connections() == 0).await;
    assert_eq!(session.receive().await, "6");
    assert_eq!(session.poll().await.status, 400);
}

#[tokio::test]
async fn packets_after_a_close_packet_are_not_handled() {
    let (running, mut ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    session.send("1\x1e4ghost").await;
    assert_eq!(end(&mut ends).await, DisconnectReason::TransportClose);
    assert_eq!(session.receive().await, "6");
}

#[tokio::test]
async fn a_panic_in_the_protocol_ends_only_its_own_connection() {
    let (running, mut ends) = engine(quiet()).await;
    let (session, other) = (Polling::open(running.addr).await, Polling::open(running.addr).await);
    assert_eq!(session.post("4panic").await.status, 400);
    assert_eq!(end(&mut ends).await, DisconnectReason::HandlerPanic);
    other.send("4still here").await;
    assert_eq!(other.receive().await, "4still here");
}

#[tokio::test]
async fn polling_has_the_same_backlog_limit_as_websocket() {
    let (running, mut ends) = engine(quiet().max_backlog_frames(4)).await;
    let session = Polling::open(running.addr).await;
    let body = ["4x"; 5].join("\x1e");
    session.post(body).await;
    assert_eq!(end(&mut ends).await, DisconnectReason::SlowConsumer);
    assert_eq!(running.server.stats().closed_by(DisconnectReason::SlowConsumer), 1);
    until("what waited is forgotten", || running.server.stats().backlog_bytes == 0).await;
}

#[tokio::test]
async fn counters_count() {
    let (running, _ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    session.send("4one\x1e4two").await;
    session.receive().await;
    http(running.addr, "GET", "/socket.io/", "", b"").await;
    let stats = running.server.stats();
    assert_eq!((stats.packets_in, stats.packets_out, stats.polls, stats.refused), (2, 2, 1, 1));
    assert_eq!((stats.bytes_in, stats.bytes_out), (9, 12));
}
