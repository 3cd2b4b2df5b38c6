//! Socket.IO: joining and leaving namespaces (protocol v5, "Connection to a namespace", "Disconnection").
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect by panicking")]

mod support;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use kith_socketio::{Config, DisconnectReason, Server};
use support::app::{App, Log};
use support::client::{Frame, Polling, WEBSOCKET, Ws};
use support::{quiet, serve, socketio, until};
use tokio::task::JoinHandle;

/// A packet that closes the connection, sent after `before` was answered.
async fn check_closed(before: &[&str], packet: &str) {
    let (running, _log) = socketio(quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    for join in before {
        ws.send(join).await;
        ws.text().await;
    }
    ws.send(packet).await;
    assert_eq!(ws.closed().await, Some(1002), "{packet}");
    let closed = || running.server.stats().closed_by(DisconnectReason::ProtocolError) == 1;
    until("the count", closed).await;
}

fn check_joined(answer: &str, prefix: &str) -> String {
    let json: serde_json::Value = serde_json::from_str(answer.strip_prefix(prefix).unwrap()).unwrap();
    assert_eq!(json.as_object().unwrap().len(), 1);
    json["sid"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_main_namespace_is_joined_with_and_without_auth() {
    let (running, mut log) = socketio(quiet()).await;
    for (packet, state) in [("40", ""), (r#"40{"token":"123"}"#, r#"{"token":"123"}"#)] {
        let mut ws = Ws::connect(running.addr).await;
        ws.send(packet).await;
        check_joined(&ws.text().await, "40");
        assert_eq!(log.next().await, format!("connected / {state}"));
        drop(ws);
        assert_eq!(log.next().await, "disconnected / transport_close");
    }
}

/// Checks that the client receives nothing until the application has taken its socket in, and what it receives then.
async fn check_told_afterwards(addr: SocketAddr, app: &App, log: &mut Log, told: JoinHandle<String>) {
    assert_eq!(log.next().await, "connected /entering ");
    // Gives a wrong server the time to answer too early.
    Polling::open(addr).await;
    let too_early = told.is_finished();
    app.gate.add_permits(1);
    assert!(!too_early);
    let told = told.await.unwrap();
    let (answer, welcome) = told.split_once('\x1e').unwrap();
    check_joined(answer, "40/entering,");
    assert_eq!(welcome, r#"42/entering,["welcome",1]"#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_told_that_it_joined_once_the_application_knows_its_socket() {
    let (app, mut log) = App::new();
    let app = Arc::new(app);
    let running = serve(Server::new(quiet(), Arc::clone(&app))).await;

    let mut ws = Ws::connect(running.addr).await;
    ws.send("40/entering,").await;
    let told = tokio::spawn(async move { format!("{}\x1e{}", ws.text().await, ws.text().await) });
    check_told_afterwards(running.addr, &app, &mut log, told).await;
    assert_eq!(log.next().await, "disconnected /entering transport_close");

    let session = Polling::open(running.addr).await;
    let poll = session.clone();
    let told = tokio::spawn(async move { poll.receive().await });
    let joining = tokio::spawn(async move { session.send("40/entering,").await });
    check_told_afterwards(running.addr, &app, &mut log, told).await;
    joining.await.unwrap();
}

#[tokio::test]
async fn another_namespace_is_joined_with_and_without_auth() {
    let (running, mut log) = socketio(quiet()).await;
    for (packet, state) in [("40/one,", ""), ("40/one", ""), (r#"40/one,{"a":1}"#, r#"{"a":1}"#)] {
        let mut ws = Ws::connect(running.addr).await;
        ws.send(packet).await;
        check_joined(&ws.text().await, "40/one,");
        assert_eq!(log.next().await, format!("connected /one {state}"));
        drop(ws);
        assert_eq!(log.next().await, "disconnected /one transport_close");
    }
}

#[tokio::test]
async fn the_identifier_of_a_socket_is_not_that_of_its_connection() {
    let (running, _log) = socketio(quiet()).await;
    let session = Polling::open(running.addr).await;
    session.send("40").await;
    assert_ne!(check_joined(&session.receive().await, "40"), session.sid);
}

#[tokio::test]
async fn an_unknown_namespace_is_refused_and_the_connection_stays() {
    let (running, _log) = socketio(quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    ws.send("40/random").await;
    assert_eq!(ws.text().await, r#"44/random,{"message":"Invalid namespace"}"#);
    ws.send("40").await;
    check_joined(&ws.text().await, "40");
}

#[tokio::test]
async fn a_refusal_carries_message_and_data() {
    let (running, _log) = socketio(quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    ws.send("40/secret,").await;
    assert_eq!(ws.text().await, r#"44/secret,{"message":"wrong token","data":{"code":"unauthorized"}}"#);
}

#[tokio::test]
async fn the_application_sees_the_handshake() {
    let (running, _log) = socketio(quiet()).await;
    let target = format!("{WEBSOCKET}&room=7&t=abc");
    let headers =
        format!("User-Agent: test\r\nOrigin: http://{}\r\nX-Forwarded-For: 10.1.1.1\r\n", running.addr);
    let mut ws = Ws::with_headers(running.addr, &target, &headers).await.unwrap();
    ws.text().await;
    ws.send("40/handshake,").await;
    check_joined(&ws.text().await, "40/handshake,");
    let seen = format!(r#"Some(\"test\") Some(\"http://{}\") room=7 127.0.0.1"#, running.addr);
    assert_eq!(ws.text().await, format!(r#"42/handshake,["handshake","{seen}"]"#));
}

#[tokio::test]
async fn a_packet_before_any_connect_closes() {
    for packet in [r#"42["echo"]"#, "4abc", "41", "430[]", "4", "42{}"] {
        check_closed(&[], packet).await;
    }
}

#[tokio::test]
async fn a_packet_for_a_namespace_that_was_not_joined_closes() {
    check_closed(&["40"], r#"42/one,["echo"]"#).await;
}

#[tokio::test]
async fn a_packet_during_the_decision_closes() {
    let (running, _log) = socketio(quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    ws.send("40/slow,").await;
    ws.send(r#"42/slow,["echo"]"#).await;
    assert_eq!(ws.closed().await, Some(1002));
}

#[tokio::test]
async fn joining_twice_closes() {
    check_closed(&["40"], "40").await;
}

#[tokio::test]
async fn joining_twice_during_the_decision_closes() {
    let (running, mut log) = socketio(quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    ws.send("40/slow,").await;
    ws.send("40/slow,").await;
    assert_eq!(ws.closed().await, Some(1002));
    assert!(log.is_empty());
}

#[tokio::test]
async fn a_connect_error_from_a_client_closes() {
    check_closed(&["40"], r#"44{"message":"no"}"#).await;
}

#[tokio::test]
async fn more_namespaces_than_the_limit_close() {
    let (running, _log) = socketio(quiet().max_namespaces(2)).await;
    let mut ws = Ws::join(running.addr).await;
    ws.send("40/one,").await;
    check_joined(&ws.text().await, "40/one,");
    ws.send("40/two,").await;
    assert_eq!(ws.closed().await, Some(1002));
}

/// A `CONNECT` of this many bytes.
fn connect_of(bytes: usize) -> String {
    let empty = r#"40{"token":""}"#.len();
    format!(r#"40{{"token":"{}"}}"#, "x".repeat(bytes - empty))
}

#[tokio::test]
async fn who_is_in_no_namespace_may_send_little_and_who_is_in_one_a_lot() {
    let (running, _log) = socketio(quiet().max_connect_payload(1000)).await;
    let large = format!(r#"["echo","{}"]"#, "x".repeat(100_000));

    let mut ws = Ws::connect(running.addr).await;
    ws.send(&connect_of(1000)).await;
    assert!(ws.text().await.starts_with("40{"));
    ws.send(&format!("42{large}")).await;
    assert_eq!(ws.text().await, format!("42{large}"));
    let mut refused = Ws::connect(running.addr).await;
    refused.send(&connect_of(1001)).await;
    assert_eq!(refused.closed().await, Some(1009));

    let polling = Polling::open(running.addr).await;
    polling.send(&connect_of(1000)).await;
    polling.receive().await;
    polling.send(&format!("42{large}")).await;
    assert_eq!(polling.receive().await, format!("42{large}"));
    let refused = Polling::open(running.addr).await;
    assert_eq!(refused.post(connect_of(1001)).await.status, 413);
}

#[tokio::test]
async fn a_client_that_joins_nothing_is_closed() {
    let (running, _log) = socketio(quiet().connect_timeout(Duration::from_millis(30))).await;
    let mut ws = Ws::connect(running.addr).await;
    assert_eq!(ws.closed().await, Some(1008));
    assert_eq!(running.server.stats().closed_by(DisconnectReason::ConnectTimeout), 1);
}

#[tokio::test]
async fn a_client_that_left_all_namespaces_is_closed() {
    let config = Config::default()
        .connect_timeout(Duration::from_millis(30))
        .ping_interval(Duration::from_millis(100));
    let (running, mut log) = socketio(config).await;
    let mut ws = Ws::join(running.addr).await;
    log.next().await;
    ws.send("41").await;
    assert_eq!(log.next().await, "disconnected / client_disconnect");
    assert_eq!(ws.closed().await, Some(1008));
}

#[tokio::test]
async fn leaving_one_namespace_keeps_the_others() {
    let (running, mut log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    ws.send("40/one,").await;
    check_joined(&ws.text().await, "40/one,");
    ws.send("41/one,").await;
    ws.send(r#"42["echo",1]"#).await;
    assert_eq!(ws.text().await, r#"42["echo",1]"#);
    let seen = [log.next().await, log.next().await, log.next().await];
    assert_eq!(seen, ["connected / ", "connected /one ", "disconnected /one client_disconnect"]);
    ws.send("40/one,").await;
    check_joined(&ws.text().await, "40/one,");
}

#[tokio::test]
async fn a_client_that_goes_away_leaves_every_namespace_once() {
    let (running, mut log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    ws.send("40/one,").await;
    ws.text().await;
    log.next().await;
    log.next().await;
    drop(ws);
    assert_eq!(log.next().await, "disconnected / transport_close");
    assert_eq!(log.next().await, "disconnected /one transport_close");
    until("the end", || running.server.connections() == 0).await;
    assert!(log.is_empty());
}

#[tokio::test]
async fn a_decision_is_dropped_when_the_client_goes_away() {
    let (running, mut log) = socketio(quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    ws.send("40/slow,").await;
    drop(ws);
    until("the end", || running.server.stats().closed_by(DisconnectReason::TransportClose) == 1).await;
    assert!(log.is_empty());
}

#[tokio::test]
async fn the_server_takes_a_client_out_of_one_namespace() {
    let (running, mut log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    log.next().await;
    ws.send(r#"42["leave"]"#).await;
    assert_eq!(ws.text().await, r#"42["last",1]"#);
    assert_eq!(ws.text().await, "41");
    assert_eq!(log.next().await, "disconnected / server_disconnect");
    // Packets that were on their way are no protocol error, and the client may join again.
    ws.send(r#"42["echo",1]"#).await;
    ws.send("40").await;
    check_joined(&ws.text().await, "40");
    ws.send(r#"42["echo",2]"#).await;
    assert_eq!(ws.text().await, r#"42["echo",2]"#);
}

#[tokio::test]
async fn the_server_closes_the_whole_connection_after_its_last_words() {
    let (running, mut log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    log.next().await;
    ws.send(r#"42["kick"]"#).await;
    assert_eq!(ws.text().await, r#"42["last",1]"#);
    assert_eq!(ws.text().await, "41");
    assert_eq!(ws.next().await, Frame::Close(Some(1000)));
    assert_eq!(log.next().await, "disconnected / server_disconnect");
}

#[tokio::test]
async fn a_polling_client_gets_the_last_words_and_then_the_end() {
    let (running, mut log) = socketio(quiet()).await;
    let session = Polling::open(running.addr).await;
    session.send("40").await;
    session.receive().await;
    log.next().await;
    session.post(r#"42["kick"]"#).await;
    assert_eq!(log.next().await, "disconnected / server_disconnect");
    assert_eq!(session.post("4ghost").await.status, 400);
    assert_eq!(session.receive().await, "42[\"last\",1]\x1e41");
    // In an answer of its own: the official client discards other packets in the same payload.
    assert_eq!(session.receive().await, "1");
    assert_eq!(session.poll().await.status, 400);
}

#[tokio::test]
async fn a_panic_at_one_disconnection_keeps_no_other_from_being_told() {
    let (running, mut log) = socketio(quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    for namespace in ["/three", "/"] {
        ws.send(&format!("40{namespace},")).await;
        ws.text().await;
        assert_eq!(log.next().await, format!("connected {namespace} "));
    }
    drop(ws);
    assert_eq!(log.next().await, "disconnected / transport_close");
}

#[tokio::test]
async fn a_panic_in_a_decision_closes_only_its_own_connection() {
    let (running, _log) = socketio(quiet()).await;
    let (mut ws, mut other) = (Ws::join(running.addr).await, Ws::join(running.addr).await);
    ws.send("40/panic,").await;
    assert_eq!(ws.closed().await, Some(1011));
    other.send(r#"42["echo",1]"#).await;
    assert_eq!(other.text().await, r#"42["echo",1]"#);
}
