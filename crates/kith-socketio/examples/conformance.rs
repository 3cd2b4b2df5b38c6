//! The server that the conformance suites of the protocols' authors run against.
//!
//! `cargo run -p kith-socketio --example conformance -- --port 3000` serves what the Socket.IO v5 suite
//! expects, and with `--engine` what the Engine.IO v4 suite expects: an echo at the level of Engine.IO,
//! without Socket.IO.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use kith_socketio::engine::{Connection, Engine, Message, Protocol};
use kith_socketio::{
    AckSender, Config, ConnectError, ConnectRequest, DisconnectReason, EmitError, Event, Frame, Handler,
    NotFound, Origins, Server, Socket, accept,
};
use serde_json::value::RawValue;
use tokio::net::TcpListener;

/// Sends every message back.
struct EngineEcho;

impl Protocol for EngineEcho {
    type Session = ();

    fn opened(&self, _connection: &Connection) {}

    fn message(
        &self,
        (): &mut (),
        connection: &Connection,
        message: Message<'_>,
    ) -> Result<(), DisconnectReason> {
        match message {
            Message::Text(text) => connection.send_text(text),
            Message::Binary(bytes) => connection.send_binary(bytes),
        }
        .map_err(|_| DisconnectReason::TransportError)
    }

    fn closed(&self, (): (), _connection: &Connection, _reason: DisconnectReason) {}
}

/// What the Socket.IO suite expects.
struct Conformance;

impl Handler for Conformance {
    /// The client's `auth`, which goes back to it.
    type State = Option<Box<RawValue>>;

    async fn connect(self: Arc<Self>, request: ConnectRequest) -> Result<Self::State, ConnectError> {
        match request.namespace() {
            "/" | "/custom" => Ok(request.auth().map(ToOwned::to_owned)),
            _ => Err(ConnectError::invalid_namespace()),
        }
    }

    fn connected(&self, socket: &Socket<Self::State>) {
        let socket = socket.clone();
        // The suite's client listens for one message at a time and misses the second of two that come in one
        // piece.
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(20)).await;
            report(match socket.state() {
                Some(auth) => socket.emit("auth", auth),
                None => socket.emit("auth", &serde_json::Map::new()),
            });
        });
    }

    async fn event(self: Arc<Self>, socket: Socket<Self::State>, event: Event, ack: Option<AckSender>) {
        let (args, attachments) = (event.raw_args(), event.attachments());
        match (event.name(), ack) {
            ("message", _) => {
                let namespace = socket.namespace().clone();
                let frame =
                    Frame::event_with_attachments(namespace, "message-back", &args, attachments.to_vec());
                report(frame.and_then(|frame| socket.emit_frame(&frame)));
            }
            ("message-with-ack", Some(ack)) => report(ack.send_with_attachments(&args, attachments)),
            _ => {}
        }
    }
}

fn report(result: Result<(), EmitError>) {
    if let Err(error) = result {
        eprintln!("cannot answer: {error}");
    }
}

fn config(path: &str) -> Config {
    Config::default()
        .path(path)
        .ping_interval(Duration::from_millis(300))
        .ping_timeout(Duration::from_millis(200))
        .connect_timeout(Duration::from_millis(1000))
        .max_payload(1_000_000)
        // Suites and load tests come from one address.
        .max_connections_per_address(0)
        .origins(Arc::new(Origins::any()))
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut port = 3000;
    let mut engine = false;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--engine" => engine = true,
            "--port" => match args.next().and_then(|port| port.parse().ok()) {
                Some(number) => port = number,
                None => return usage(),
            },
            _ => return usage(),
        }
    }
    // Both loopback addresses: the suites say `localhost`, which is the one or the other.
    let listener = match TcpListener::bind(("::", port)).await {
        Ok(listener) => listener,
        Err(_) => match TcpListener::bind(("0.0.0.0", port)).await {
            Ok(listener) => listener,
            Err(error) => {
                eprintln!("cannot listen on port {port}: {error}");
                return ExitCode::FAILURE;
            }
        },
    };
    if let Ok(address) = listener.local_addr() {
        println!("listening on http://{address}");
    }
    let forever = std::future::pending();
    if engine {
        let server = Engine::new(config("/engine.io/"), EngineEcho);
        accept::serve(&server, listener, NotFound, forever).await;
    } else {
        Server::new(config("/socket.io/"), Arc::new(Conformance)).serve(listener, NotFound, forever).await;
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("usage: conformance [--port PORT] [--engine]");
    ExitCode::from(2)
}
