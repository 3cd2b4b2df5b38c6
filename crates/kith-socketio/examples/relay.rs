//! A bare event server, to compare transports with: the mini protocol of `bench/peers/README.md` and nothing else.
//!
//! `cargo run --release -p kith-socketio --example relay` listens on a free port and says which.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use kith_socketio::{
    AckSender, Config, ConnectError, ConnectRequest, DisconnectReason, Event, Frame, Handler, NotFound,
    Server, Socket,
};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

// The same allocator as in the product.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Default)]
struct Relay {
    chats: Mutex<HashMap<String, Arc<Chat>>>,
}

/// The members of a chat, and how many messages it has had.
struct Chat {
    id: String,
    head: AtomicU64,
    sockets: Mutex<Vec<Socket<Seat>>>,
}

/// The user of a socket, and the chat.
struct Seat {
    user: Box<str>,
    chat: Arc<Chat>,
}

#[derive(Deserialize)]
struct Auth<'a> {
    token: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Send<'a> {
    id: &'a str,
    chat_id: &'a str,
    kind: &'a str,
    text: &'a str,
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
    sent_at: u128,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    ok: bool,
    seq: u64,
    version: u64,
    sent_at: u128,
}

#[derive(Serialize)]
struct Refused {
    ok: bool,
    error: Error,
}

#[derive(Serialize)]
struct Error {
    code: &'static str,
    message: &'static str,
}

const NOT_A_MEMBER: Refused =
    Refused { ok: false, error: Error { code: "not_a_member", message: "you are not in it" } };

impl Handler for Relay {
    type State = Seat;

    async fn connect(self: Arc<Self>, request: ConnectRequest) -> Result<Seat, ConnectError> {
        let auth = request.auth().and_then(|auth| serde_json::from_str::<Auth<'_>>(auth.get()).ok());
        let Some((user, chat)) = auth.and_then(|auth| auth.token.split_once('@')) else {
            return Err(ConnectError::new("unauthenticated"));
        };
        let mut chats = self.chats.lock().unwrap_or_else(PoisonError::into_inner);
        let made = || Chat { id: chat.to_owned(), head: AtomicU64::new(0), sockets: Mutex::default() };
        let chat = chats.entry(chat.to_owned()).or_insert_with(|| Arc::new(made()));
        Ok(Seat { user: user.into(), chat: chat.clone() })
    }

    fn connected(&self, socket: &Socket<Seat>) {
        socket.state().chat.sockets.lock().unwrap_or_else(PoisonError::into_inner).push(socket.clone());
    }

    async fn event(self: Arc<Self>, socket: Socket<Seat>, event: Event, ack: Option<AckSender>) {
        let answer = match event.arg::<Send<'_>>(0) {
            Ok(send) if send.chat_id == socket.state().chat.id => relay(&socket, &send),
            _ => None,
        };
        let acknowledged = match (ack, answer) {
            (Some(ack), Some(sent)) => ack.send(&sent),
            (Some(ack), None) => ack.send(&NOT_A_MEMBER),
            (None, _) => Ok(()),
        };
        if let Err(error) = acknowledged {
            eprintln!("cannot answer: {error}");
        }
    }

    fn disconnected(&self, socket: &Socket<Seat>, _: DisconnectReason) {
        let mut sockets = socket.state().chat.sockets.lock().unwrap_or_else(PoisonError::into_inner);
        sockets.retain(|other| other != socket);
    }
}

/// Sends a message to the others of the sender's chat.
fn relay(socket: &Socket<Seat>, send: &Send<'_>) -> Option<Sent> {
    let Seat { user, chat } = socket.state();
    let seq = chat.head.fetch_add(1, Ordering::Relaxed) + 1;
    let sent_at = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_millis();
    let message = Message {
        id: send.id,
        chat_id: send.chat_id,
        seq,
        version: seq,
        sender_id: user,
        kind: send.kind,
        text: send.text,
        reactions: [],
        sent_at,
    };
    let frame = Frame::event("/", "message:new", &message).ok()?;
    let sockets = chat.sockets.lock().unwrap_or_else(PoisonError::into_inner);
    kith_socketio::broadcast(&frame, sockets.iter().filter(|other| *other != socket));
    Some(Sent { ok: true, seq, version: seq, sent_at })
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let config = Config::default().max_connections_per_address(0);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    Server::new(config, Arc::new(Relay::default())).serve(listener, NotFound, std::future::pending()).await;
    Ok(())
}
