//! The Socket.IO application of the tests: it does one thing for each event name.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use kith_socketio::{
    AckError, AckSender, ConnectError, ConnectRequest, DisconnectReason, Event, Frame, Handler, Placeholder,
    Socket,
};
use serde_json::json;
use serde_json::value::RawValue;
use tokio::sync::{Semaphore, mpsc};

use super::within;

/// The calls that the application got, as text.
pub struct Log(mpsc::UnboundedReceiver<String>);

impl Log {
    pub async fn next(&mut self) -> String {
        within("an entry of the log", self.0.recv()).await.unwrap()
    }

    /// Whether the log has no unread entry.
    pub fn is_empty(&mut self) -> bool {
        self.0.is_empty()
    }
}

pub struct App {
    log: mpsc::UnboundedSender<String>,
    /// Events named `wait` go on when there is a permit.
    pub gate: Semaphore,
    pub sockets: Mutex<Vec<Socket<String>>>,
}

impl App {
    pub fn new() -> (Self, Log) {
        let (log, entries) = mpsc::unbounded_channel();
        (Self { log, gate: Semaphore::new(0), sockets: Mutex::default() }, Log(entries))
    }

    fn log(&self, entry: impl Into<String>) {
        // A test that ended does not read its log.
        self.log.send(entry.into()).unwrap_or_default();
    }
}

impl Handler for App {
    /// The client's `auth`.
    type State = String;

    async fn connect(self: Arc<Self>, request: ConnectRequest) -> Result<String, ConnectError> {
        let auth = request.auth().map_or("", RawValue::get).to_owned();
        match request.namespace() {
            "/panic" => panic!("asked to"),
            "/slow" => {
                self.gate.acquire().await.map_err(|_| ConnectError::new("closed"))?.forget();
                Ok(auth)
            }
            "/handshake" => {
                let handshake = request.handshake();
                Ok(format!(
                    "{:?} {:?} {} {}",
                    handshake.user_agent(),
                    handshake.origin(),
                    handshake.query(),
                    handshake.client_address()
                ))
            }
            "/secret" => Err(ConnectError::new("wrong token").with_data(&json!({"code": "unauthorized"}))),
            "/" | "/one" | "/two" | "/three" | "/entering" => Ok(auth),
            _ => Err(ConnectError::invalid_namespace()),
        }
    }

    fn connected(&self, socket: &Socket<String>) {
        self.sockets.lock().unwrap().push(socket.clone());
        self.log(format!("connected {} {}", socket.namespace().as_str(), socket.state()));
        if socket.namespace().as_str() == "/handshake" {
            socket.emit("handshake", socket.state()).unwrap();
        }
        if socket.namespace().as_str() == "/entering" {
            socket.emit("welcome", &1).unwrap();
            let permit = || tokio::runtime::Handle::current().block_on(self.gate.acquire()).unwrap().forget();
            tokio::task::block_in_place(permit);
        }
    }

    async fn event(self: Arc<Self>, socket: Socket<String>, event: Event, ack: Option<AckSender>) {
        match event.name() {
            "log" => self.log(event.arg::<String>(0).unwrap()),
            "echo" => {
                let attachments = event.attachments().to_vec();
                let namespace = socket.namespace().clone();
                let frame = Frame::event_with_attachments(namespace, "echo", &event.raw_args(), attachments);
                socket.emit_frame(&frame.unwrap()).unwrap();
            }
            "answer" => {
                let attachments = event.attachments();
                ack.unwrap().send_with_attachments(&event.raw_args(), attachments).unwrap();
            }
            "drop-ack" => drop(ack),
            "wait" => {
                self.log("waiting");
                self.gate.acquire().await.unwrap().forget();
                if let Some(ack) = ack {
                    ack.send(&event.arg::<u32>(0).unwrap()).unwrap_or_default();
                }
            }
            "panic" => panic!("asked to"),
            "panic-later" => {
                tokio::task::yield_now().await;
                panic!("asked to");
            }
            "ask" => {
                let patience = Duration::from_millis(event.arg(0).unwrap());
                let entry = match socket.emit_with_ack("question", &1, patience).await {
                    Ok(reply) => format!("reply {} {:?}", json!(reply.raw_args()), reply.attachments()),
                    Err(AckError::Timeout) => "timeout".to_owned(),
                    Err(AckError::Disconnected) => "disconnected".to_owned(),
                    Err(other) => other.to_string(),
                };
                self.log(entry);
            }
            "ask-with" => {
                let patience = Duration::from_secs(60);
                let reply = socket.emit_args_with_ack("question", &event.raw_args(), patience).await.unwrap();
                self.log(format!("reply {}", json!(reply.raw_args())));
            }
            "leave" => {
                socket.emit("last", &1).unwrap();
                socket.disconnect(false);
                assert!(!socket.is_connected());
            }
            "kick" => {
                socket.emit("last", &1).unwrap();
                socket.disconnect(true);
            }
            "flood" => {
                let frame = Frame::event("/", "flood", &"x".repeat(event.arg(0).unwrap())).unwrap();
                while socket.emit_frame(&frame).is_ok() {}
                self.log("flooded");
            }
            "all" => {
                let args = (event.arg::<String>(0).unwrap(), Placeholder(0));
                let attachment = Bytes::from_static(&[1, 2, 3]);
                let frame = Frame::event_with_attachments("/", "all", &args, vec![attachment]).unwrap();
                kith_socketio::broadcast(&frame, self.sockets.lock().unwrap().iter());
            }
            other => self.log(format!("event {other}")),
        }
    }

    fn disconnected(&self, socket: &Socket<String>, reason: DisconnectReason) {
        assert_ne!(socket.namespace().as_str(), "/three", "to see that others are still told");
        self.sockets.lock().unwrap().retain(|other| other != socket);
        self.log(format!("disconnected {} {reason}", socket.namespace().as_str()));
    }
}
