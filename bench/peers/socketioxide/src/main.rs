//! The bare event server of ../../README.md on socketioxide: WebSocket only, nothing else running.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::serve::ListenerExt;
use serde::{Deserialize, Serialize};
use serde_json::json;
use socketioxide::SocketIo;
use socketioxide::TransportType;
use socketioxide::extract::{AckSender, Data, Extension, SocketRef, State};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many messages each chat has had.
#[derive(Clone, Default)]
struct Heads(Arc<Mutex<HashMap<String, Arc<AtomicU64>>>>);

/// The user of a socket, and the chat.
#[derive(Clone)]
struct Seat {
    user: Arc<str>,
    chat: Arc<str>,
    head: Arc<AtomicU64>,
}

#[derive(Deserialize)]
struct Auth {
    token: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Send {
    id: String,
    chat_id: String,
    kind: String,
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    id: &'a str,
    chat_id: &'a str,
    seq: u64,
    version: u64,
    sender_id: &'a str,
    kind: &'a str,
    text: &'a str,
    reactions: [(); 0],
    sent_at: u64,
}

async fn connect(socket: SocketRef, Data(auth): Data<Auth>, State(heads): State<Heads>) {
    let Some((user, chat)) = auth.token.split_once('@') else {
        let _ = socket.disconnect();
        return;
    };
    let head = heads.0.lock().unwrap().entry(chat.to_owned()).or_default().clone();
    socket.join(chat.to_owned());
    socket.extensions.insert(Seat { user: user.into(), chat: chat.into(), head });
    socket.on("message:send", send);
}

async fn send(socket: SocketRef, Data(send): Data<Send>, ack: AckSender, Extension(seat): Extension<Seat>) {
    if *seat.chat != *send.chat_id {
        let _ = ack.send(&json!({"ok": false, "error": {"code": "not_a_member", "message": "you are not in it"}}));
        return;
    }
    let seq = seat.head.fetch_add(1, Ordering::Relaxed) + 1;
    let sent_at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_millis() as u64);
    let message = Message {
        id: &send.id,
        chat_id: &send.chat_id,
        seq,
        version: seq,
        sender_id: &seat.user,
        kind: &send.kind,
        text: &send.text,
        reactions: [],
        sent_at,
    };
    // A member that is gone gets nothing; the others need not wait for it.
    let _ = socket.to(send.chat_id.clone()).emit("message:new", &message).await;
    let _ = ack.send(&Acknowledged { ok: true, seq, version: seq, sent_at });
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Acknowledged {
    ok: bool,
    seq: u64,
    version: u64,
    sent_at: u64,
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let (layer, io) = SocketIo::builder()
        .transports([TransportType::Websocket])
        // The largest backlog that a flood leaves for one client: beyond it socketioxide drops
        // messages.
        .max_buffer_size(16 * 1024)
        .with_state(Heads::default())
        .build_layer();
    io.ns("/", connect);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, axum::Router::new().layer(layer)).await
}
