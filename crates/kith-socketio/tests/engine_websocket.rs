//! Engine.IO over WebSocket (protocol v4, "WebSocket"; RFC 6455).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect by panicking")]

mod support;

use kith_socketio::DisconnectReason;
use support::client::{Frame, WEBSOCKET, Ws, frame};
use support::{end, engine, quiet};

/// Bytes that end a connection, with the close code that says why.
async fn check_closed(bytes: &[u8], code: u16) {
    let (running, mut ends) = engine(quiet().max_payload(1000)).await;
    let mut ws = Ws::connect(running.addr).await;
    let mut other = Ws::connect(running.addr).await;
    ws.raw(bytes).await;
    assert_eq!(ws.closed().await, Some(code));
    assert_eq!(end(&mut ends).await, DisconnectReason::ProtocolError);
    other.send("4still here").await;
    assert_eq!(other.text().await, "4still here");
}

#[tokio::test]
async fn text_is_one_packet_per_frame() {
    let (running, _ends) = engine(quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    ws.send("4hello €").await;
    ws.send("4again").await;
    assert_eq!(ws.text().await, "4hello €");
    assert_eq!(ws.text().await, "4again");
}

#[tokio::test]
async fn binary_travels_as_it_is() {
    let (running, _ends) = engine(quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    ws.send_binary(&[1, 2, 3, 4]).await;
    assert_eq!(ws.next().await, Frame::Binary(vec![1, 2, 3, 4]));
}

#[tokio::test]
async fn a_client_without_bytes_sends_and_gets_binary_as_base64() {
    let (running, _ends) = engine(quiet()).await;
    let mut ws = Ws::open(running.addr, &format!("{WEBSOCKET}&b64=1")).await;
    assert!(ws.text().await.starts_with('0'));
    ws.send("bAQIDBA==").await;
    assert_eq!(ws.text().await, "bAQIDBA==");
    ws.send("4hello").await;
    assert_eq!(ws.text().await, "4hello");
    // A client without `b64` may send base64, too, and gets bytes.
    let mut other = Ws::connect(running.addr).await;
    other.send("bAQIDBA==").await;
    assert_eq!(other.next().await, Frame::Binary(vec![1, 2, 3, 4]));
}

#[tokio::test]
async fn the_first_subprotocol_that_is_offered_is_agreed_on() {
    let (running, _ends) = engine(quiet()).await;
    for (offer, agreed) in [("chat.v2, chat.v1", "chat.v2"), (" one ", "one")] {
        let headers = format!("Sec-WebSocket-Protocol: {offer}\r\n");
        let ws = Ws::with_headers(running.addr, WEBSOCKET, &headers).await.unwrap();
        assert_eq!(ws.subprotocol.as_deref(), Some(agreed));
    }
    assert_eq!(Ws::open(running.addr, WEBSOCKET).await.subprotocol, None);
    for offer in ["", ",chat", "two words", "a/b"] {
        let headers = format!("Sec-WebSocket-Protocol: {offer}\r\n");
        let refused = Ws::with_headers(running.addr, WEBSOCKET, &headers).await.err().unwrap();
        assert_eq!(refused.status, 400, "{offer:?}");
    }
}

#[tokio::test]
async fn messages_of_every_length_form_go_in_and_out() {
    let (running, _ends) = engine(quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    for length in [0, 124, 125, 126, 65_534, 65_535, 200_000] {
        let message = format!("4{}", "x".repeat(length));
        ws.send(&message).await;
        assert_eq!(ws.text().await, message, "{length}");
    }
}

#[tokio::test]
async fn a_message_may_come_in_fragments_and_byte_by_byte() {
    let (running, _ends) = engine(quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    ws.stream.set_nodelay(true).unwrap();
    for byte in [frame(0x01, b"4he"), frame(0x00, b"ll"), frame(0x80, b"o")].concat() {
        ws.raw(&[byte]).await;
    }
    assert_eq!(ws.text().await, "4hello");
}

#[tokio::test]
async fn what_is_sent_together_with_the_handshake_is_not_lost() {
    let (running, _ends) = engine(quiet()).await;
    let headers = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    let mut ws = Ws::handshake(running.addr, WEBSOCKET, headers, &frame(0x81, b"4early")).await.unwrap();
    assert!(ws.text().await.starts_with('0'));
    assert_eq!(ws.text().await, "4early");
}

#[tokio::test]
async fn many_messages_in_one_write_are_all_answered_in_order() {
    let (running, _ends) = engine(quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    let all: Vec<u8> = (0..2000).flat_map(|n| frame(0x81, format!("4{n}").as_bytes())).collect();
    ws.raw(&all).await;
    for n in 0..2000 {
        assert_eq!(ws.text().await, format!("4{n}"));
    }
}

#[tokio::test]
async fn websocket_pings_are_answered_with_their_payload() {
    let (running, _ends) = engine(quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    ws.raw(&frame(0x89, b"are you there")).await;
    assert_eq!(ws.next().await, Frame::Pong(b"are you there".to_vec()));
    ws.raw(&frame(0x8a, b"")).await;
    ws.send("4after a pong").await;
    assert_eq!(ws.text().await, "4after a pong");
}

#[tokio::test]
async fn the_closing_handshake_is_answered() {
    let (running, mut ends) = engine(quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    ws.raw(&frame(0x88, &1000u16.to_be_bytes())).await;
    assert_eq!(ws.closed().await, Some(1000));
    assert_eq!(end(&mut ends).await, DisconnectReason::TransportClose);
}

#[tokio::test]
async fn a_close_packet_closes() {
    let (running, mut ends) = engine(quiet()).await;
    let mut ws = Ws::connect(running.addr).await;
    ws.raw(&[frame(0x81, b"4last"), frame(0x81, b"1"), frame(0x81, b"4ghost")].concat()).await;
    assert_eq!(ws.text().await, "4last");
    assert_eq!(ws.next().await, Frame::Close(Some(1000)));
    assert_eq!(end(&mut ends).await, DisconnectReason::TransportClose);
}

#[tokio::test]
async fn the_end_of_the_stream_closes() {
    let (running, mut ends) = engine(quiet()).await;
    drop(Ws::connect(running.addr).await);
    assert_eq!(end(&mut ends).await, DisconnectReason::TransportClose);
    assert_eq!(running.server.connections(), 0);
}

#[tokio::test]
async fn malformed_packets_close() {
    for packet in ["abc", "", "7", "2", "2probe", "0{}", "b??"] {
        check_closed(&frame(0x81, packet.as_bytes()), 1002).await;
    }
}

#[tokio::test]
async fn frames_that_break_the_rfc_close() {
    check_closed(&[0x81, 2, b'4', b'x'], 1002).await;
    check_closed(&frame(0xc1, b"4x"), 1002).await;
    check_closed(&frame(0x83, b"4x"), 1002).await;
    check_closed(&frame(0x09, b"x"), 1002).await;
    check_closed(&frame(0x80, b"x"), 1002).await;
    check_closed(&frame(0x89, &[b'x'; 126]), 1002).await;
    check_closed(&frame(0x88, &[3]), 1002).await;
}

#[tokio::test]
async fn text_that_is_not_utf8_closes_with_1007() {
    check_closed(&frame(0x81, b"4\xff"), 1007).await;
}

#[tokio::test]
async fn a_message_larger_than_max_payload_closes_with_1009() {
    check_closed(&frame(0x82, &[0; 1001]), 1009).await;
    check_closed(&[frame(0x02, &[0; 600]), frame(0x80, &[0; 600])].concat(), 1009).await;
    // Refused by its header, before any of it is there.
    check_closed(&frame(0x82, &[0; 100_000])[..14], 1009).await;
}

#[tokio::test]
async fn a_panic_in_the_protocol_closes_only_its_own_connection() {
    let (running, mut ends) = engine(quiet()).await;
    let (mut ws, mut other) = (Ws::connect(running.addr).await, Ws::connect(running.addr).await);
    ws.send("4panic").await;
    assert_eq!(ws.closed().await, Some(1011));
    assert_eq!(end(&mut ends).await, DisconnectReason::HandlerPanic);
    other.send("4still here").await;
    assert_eq!(other.text().await, "4still here");
}

#[tokio::test]
async fn a_second_websocket_with_the_sid_of_another_is_closed() {
    let (running, _ends) = engine(quiet()).await;
    let mut ws = Ws::open(running.addr, WEBSOCKET).await;
    let open: serde_json::Value = serde_json::from_str(&ws.text().await[1..]).unwrap();
    let target = format!("{WEBSOCKET}&sid={}", open["sid"].as_str().unwrap());
    assert_eq!(Ws::open(running.addr, &target).await.closed().await, Some(1008));
    ws.send("4still here").await;
    assert_eq!(ws.text().await, "4still here");
}
