//! Socket.IO: events, answers and attachments in both directions (protocol v5, "Sending and receiving data",
//! "Acknowledgement").
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect by panicking")]

mod support;

use kith_socketio::DisconnectReason;
use support::client::{Frame, Polling, Ws, frame};
use support::{quiet, socketio, until};

const ONE: &str = r#"{"_placeholder":true,"num":0}"#;

/// A packet after which the connection is closed.
async fn check_closed(packets: &[Vec<u8>]) {
    let (running, _log) = socketio(quiet().max_payload(1000)).await;
    let mut ws = Ws::join(running.addr).await;
    ws.raw(&packets.concat()).await;
    assert_eq!(ws.closed().await, Some(1002));
}

fn text(packet: &str) -> Vec<u8> {
    frame(0x81, packet.as_bytes())
}

#[tokio::test]
async fn events_go_in_and_out_with_all_their_arguments() {
    let (running, _log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    for args in ["", r#",1,"2",{"3":[true]}"#, r#","é\u0000","a\nb""#, ",1,2,3,4,5,6,7"] {
        let packet = format!(r#"42["echo"{args}]"#);
        ws.send(&packet).await;
        assert_eq!(ws.text().await, packet);
    }
}

#[tokio::test]
async fn events_stay_in_their_namespace() {
    let (running, _log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    ws.send("40/one,").await;
    ws.text().await;
    ws.send(r#"42/one,["echo",1]"#).await;
    assert_eq!(ws.text().await, r#"42/one,["echo",1]"#);
    ws.send(r#"42/one,7["answer",1]"#).await;
    assert_eq!(ws.text().await, "43/one,7[1]");
}

#[tokio::test]
async fn binary_events_go_in_and_out() {
    let (running, _log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    let packet = format!(r#"452-["echo",{ONE},{{"_placeholder":true,"num":1}}]"#);
    ws.send(&packet).await;
    ws.send_binary(&[1, 2, 3]).await;
    ws.send_binary(&[]).await;
    assert_eq!(ws.text().await, packet);
    assert_eq!(ws.next().await, Frame::Binary(vec![1, 2, 3]));
    assert_eq!(ws.next().await, Frame::Binary(vec![]));
}

#[tokio::test]
async fn binary_events_go_over_polling() {
    let (running, _log) = socketio(quiet()).await;
    let session = Polling::open(running.addr).await;
    session.send("40").await;
    session.receive().await;
    let payload = format!("451-[\"echo\",{ONE}]\x1ebAQID");
    session.send(&payload).await;
    assert_eq!(session.receive().await, payload);
}

#[tokio::test]
async fn events_with_an_id_are_answered_with_that_id() {
    let (running, _log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    ws.send(r#"42456["answer",1,"2",{"3":[false]}]"#).await;
    assert_eq!(ws.text().await, r#"43456[1,"2",{"3":[false]}]"#);
    ws.send(r#"420["answer"]"#).await;
    assert_eq!(ws.text().await, "430[]");
    ws.send(&format!(r#"4218446744073709551615["answer",{}]"#, 1)).await;
    assert_eq!(ws.text().await, "4318446744073709551615[1]");
}

#[tokio::test]
async fn binary_events_with_an_id_are_answered_with_attachments() {
    let (running, _log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    ws.send(&format!(r#"451-789["answer",{ONE}]"#)).await;
    ws.send_binary(&[4, 5, 6]).await;
    assert_eq!(ws.text().await, format!("461-789[{ONE}]"));
    assert_eq!(ws.next().await, Frame::Binary(vec![4, 5, 6]));
}

#[tokio::test]
async fn an_answer_that_is_dropped_sends_nothing() {
    let (running, _log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    ws.send(r#"421["drop-ack"]"#).await;
    ws.send(r#"422["answer"]"#).await;
    assert_eq!(ws.text().await, "432[]");
}

#[tokio::test]
async fn malformed_packets_close() {
    for packet in
        ["4", "4abc", "47", "42", "42{}", "42[]", "42[1]", r#"42["a""#, r#"42abc["echo"]"#, "43[]", "41{}"]
    {
        check_closed(&[text(packet)]).await;
    }
}

#[tokio::test]
async fn reserved_event_names_close() {
    for name in ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"] {
        check_closed(&[text(&format!(r#"42["{name}"]"#))]).await;
    }
}

#[tokio::test]
async fn attachments_that_nobody_announced_close() {
    check_closed(&[frame(0x82, &[1])]).await;
}

#[tokio::test]
async fn text_where_attachments_should_be_closes() {
    check_closed(&[text(&format!(r#"451-["echo",{ONE}]"#)), text(r#"42["echo"]"#)]).await;
}

#[tokio::test]
async fn more_attachments_than_the_limit_close() {
    check_closed(&[text(&format!(r#"4511-["echo",{ONE}]"#))]).await;
}

#[tokio::test]
async fn a_packet_and_its_attachments_together_are_at_most_max_payload() {
    let announced = text(&format!(r#"452-["echo",{ONE}]"#));
    check_closed(&[announced, frame(0x82, &[0; 600]), frame(0x82, &[0; 600])]).await;
}

#[tokio::test]
async fn a_question_and_its_answer_have_any_number_of_arguments() {
    let (running, mut log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    log.next().await;
    for (id, args) in ["", "1", r#""a",{"b":2},null"#].into_iter().enumerate() {
        let more = if args.is_empty() { String::new() } else { format!(",{args}") };
        ws.send(&format!(r#"42["ask-with"{more}]"#)).await;
        assert_eq!(ws.text().await, format!(r#"42{id}["question"{more}]"#));
        ws.send(&format!("43{id}[{args}]")).await;
        assert_eq!(log.next().await, format!("reply [{args}]"));
    }
}

#[tokio::test]
async fn the_server_asks_and_the_client_answers() {
    let (running, mut log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    log.next().await;
    ws.send(r#"42["ask",60000]"#).await;
    assert_eq!(ws.text().await, r#"420["question",1]"#);
    ws.send(r#"430["yes",2]"#).await;
    assert_eq!(log.next().await, r#"reply ["yes",2] []"#);
    ws.send(r#"42["ask",60000]"#).await;
    assert_eq!(ws.text().await, r#"421["question",1]"#);
    ws.send(&format!("461-1[{ONE}]")).await;
    ws.send_binary(b"x").await;
    assert_eq!(log.next().await, format!(r#"reply [{ONE}] [b"x"]"#));
}

#[tokio::test]
async fn a_client_that_does_not_answer_times_out() {
    let (running, mut log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    log.next().await;
    ws.send(r#"42["ask",1]"#).await;
    assert_eq!(log.next().await, "timeout");
    // Late, repeated and made-up ids: the server ignores them.
    for id in ["0", "0", "77"] {
        ws.send(&format!("43{id}[1]")).await;
    }
    ws.text().await;
    ws.send(r#"42["echo"]"#).await;
    assert_eq!(ws.text().await, r#"42["echo"]"#);
}

#[tokio::test]
async fn who_waits_for_an_answer_learns_of_the_disconnection() {
    let (running, mut log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    log.next().await;
    ws.send(r#"42["ask",60000]"#).await;
    ws.text().await;
    ws.send("41").await;
    let mut seen = [log.next().await, log.next().await];
    seen.sort();
    assert_eq!(seen, ["disconnected", "disconnected / client_disconnect"]);
}

#[tokio::test]
async fn events_begin_in_the_order_they_were_sent() {
    let (running, mut log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    log.next().await;
    let all: Vec<u8> = (0..500).flat_map(|n| text(&format!(r#"42["log","{n}"]"#))).collect();
    ws.raw(&all).await;
    for n in 0..500 {
        assert_eq!(log.next().await, n.to_string());
    }
}

/// Sends more events than may be under way, and checks that the server starts no more until one finishes.
async fn check_back_pressure(mut send: impl AsyncFnMut(std::net::SocketAddr)) {
    let (app, mut log) = support::app::App::new();
    let app = std::sync::Arc::new(app);
    let server = kith_socketio::Server::new(quiet().max_events_in_flight(3), app.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    tokio::spawn(
        async move { server.serve(listener, kith_socketio::NotFound, std::future::pending()).await },
    );
    send(addr).await;
    log.next().await;
    for begun in 0..8 {
        assert_eq!(log.next().await, "waiting");
        if begun >= 2 {
            assert!(log.is_empty(), "more than three are under way");
            app.gate.add_permits(1);
        }
    }
}

#[tokio::test]
async fn no_more_is_read_while_too_many_events_are_under_way() {
    let mut kept = None;
    check_back_pressure(async |addr| {
        let mut ws = Ws::join(addr).await;
        let all: Vec<u8> = (0..8).flat_map(|n| text(&format!(r#"42["wait",{n}]"#))).collect();
        ws.raw(&all).await;
        kept = Some(ws);
    })
    .await;
}

#[tokio::test]
async fn a_post_waits_while_too_many_events_are_under_way() {
    check_back_pressure(async |addr| {
        let session = Polling::open(addr).await;
        session.send("40").await;
        let body: Vec<String> = (0..8).map(|n| format!(r#"42["wait",{n}]"#)).collect();
        tokio::spawn(async move { session.send(&body.join("\x1e")).await });
    })
    .await;
}

#[tokio::test]
async fn a_panic_in_a_handler_closes_nothing_else() {
    for name in ["panic", "panic-later"] {
        let (running, _log) = socketio(quiet()).await;
        let (mut ws, mut other) = (Ws::join(running.addr).await, Ws::join(running.addr).await);
        ws.send(&format!(r#"42["{name}"]"#)).await;
        assert_eq!(ws.closed().await, Some(1011));
        until("the count", || running.server.stats().closed_by(DisconnectReason::HandlerPanic) == 1).await;
        other.send(r#"42["echo",1]"#).await;
        assert_eq!(other.text().await, r#"42["echo",1]"#);
    }
}

#[tokio::test]
async fn a_client_that_does_not_read_is_disconnected_as_slow_consumer() {
    let (running, mut log) = socketio(quiet()).await;
    let (mut ws, mut other) = (Ws::join(running.addr).await, Ws::join(running.addr).await);
    log.next().await;
    log.next().await;
    ws.send(r#"42["flood",10000]"#).await;
    let mut seen = [log.next().await, log.next().await];
    seen.sort();
    assert_eq!(seen, ["disconnected / slow_consumer", "flooded"]);
    assert_eq!(running.server.stats().closed_by(DisconnectReason::SlowConsumer), 1);
    other.send(r#"42["echo",1]"#).await;
    assert_eq!(other.text().await, r#"42["echo",1]"#);
}

#[tokio::test]
async fn a_client_that_reads_late_still_gets_everything_in_order() {
    let (running, mut log) = socketio(quiet().max_backlog_bytes(64 << 20)).await;
    let mut ws = Ws::join(running.addr).await;
    log.next().await;
    // More than the kernel buffers: most of it goes through the backlog.
    let all: Vec<u8> =
        (0..300).flat_map(|n| text(&format!(r#"42["echo",{n},"{}"]"#, "x".repeat(60_000)))).collect();
    ws.raw(&all).await;
    for n in 0..300 {
        assert!(ws.text().await.starts_with(&format!(r#"42["echo",{n},"#)));
    }
}

#[tokio::test]
async fn one_frame_goes_to_all_transports() {
    let (running, mut log) = socketio(quiet()).await;
    let (mut ws, session) = (Ws::join(running.addr).await, Polling::open(running.addr).await);
    session.send("40").await;
    session.receive().await;
    log.next().await;
    log.next().await;
    ws.send(r#"42["all","hi"]"#).await;
    assert_eq!(ws.text().await, format!(r#"451-["all","hi",{ONE}]"#));
    assert_eq!(ws.next().await, Frame::Binary(vec![1, 2, 3]));
    let polled = session.receive().await;
    assert_eq!(polled, format!("451-[\"all\",\"hi\",{ONE}]\x1ebAQID"));
}
