//! What the tests share: servers on free ports, and clients that send raw HTTP and raw WebSocket frames, also
//! ones that no well-made client would send. Must never use the tested code for encoding or decoding.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect by panicking")]
#![allow(dead_code, reason = "each test file uses its part")]

pub mod app;
pub mod client;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use kith_socketio::engine::{Connection, Engine, Message, Protocol};
use kith_socketio::{Config, DisconnectReason, Handler, NotFound, Server, accept};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use self::app::{App, Log};

/// Anything that takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// Waits for something that must happen.
pub async fn within<F: Future>(what: &str, future: F) -> F::Output {
    match tokio::time::timeout(PATIENCE, future).await {
        Ok(output) => output,
        Err(_) => panic!("waited in vain: {what}"),
    }
}

/// Polls until a condition holds.
pub async fn until(what: &str, mut condition: impl FnMut() -> bool) {
    within(what, async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    })
    .await;
}

/// Settings under which nothing happens by itself during a test.
pub fn quiet() -> Config {
    Config::default()
        .ping_interval(Duration::from_secs(600))
        .ping_timeout(Duration::from_secs(600))
        .connect_timeout(Duration::from_secs(600))
}

/// A running server; ends with the test.
pub struct Running<T> {
    pub server: T,
    pub addr: SocketAddr,
    pub stop: oneshot::Sender<()>,
    pub task: JoinHandle<usize>,
}

async fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    (listener, addr)
}

/// An Engine.IO server that echoes; it reports ended connections on the channel.
pub struct Echo {
    closed: mpsc::UnboundedSender<DisconnectReason>,
}

impl Protocol for Echo {
    type Session = ();

    fn opened(&self, _connection: &Connection) {}

    fn message(
        &self,
        (): &mut (),
        connection: &Connection,
        message: Message<'_>,
    ) -> Result<(), DisconnectReason> {
        match message {
            Message::Text("panic") => panic!("asked to"),
            Message::Text(text) => connection.send_text(text),
            Message::Binary(bytes) => connection.send_binary(bytes),
        }
        .map_err(|_| DisconnectReason::TransportError)
    }

    fn closed(&self, (): (), _connection: &Connection, reason: DisconnectReason) {
        self.closed.send(reason).unwrap_or_default();
    }
}

/// Reasons for which connections ended, in order.
pub type Ends = mpsc::UnboundedReceiver<DisconnectReason>;

pub async fn engine(config: Config) -> (Running<Engine<Echo>>, Ends) {
    let (closed, ends) = mpsc::unbounded_channel();
    let server = Engine::new(config, Echo { closed });
    let (listener, addr) = listener().await;
    let (stop, stopped) = oneshot::channel::<()>();
    let running = server.clone();
    let task = tokio::spawn(async move {
        accept::serve(&running, listener, NotFound, async move { stopped.await.unwrap_or_default() }).await
    });
    (Running { server, addr, stop, task }, ends)
}

/// A Socket.IO server with the test application.
pub async fn socketio(config: Config) -> (Running<Server<App>>, Log) {
    let (app, log) = App::new();
    (serve(Server::new(config, Arc::new(app))).await, log)
}

/// Runs a Socket.IO server.
pub async fn serve<H: Handler>(server: Server<H>) -> Running<Server<H>> {
    serve_on(listener().await.0, server).await
}

/// The same on a listener that the caller has opened.
pub async fn serve_on<H: Handler>(listener: TcpListener, server: Server<H>) -> Running<Server<H>> {
    let addr = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let running = server.clone();
    let task = tokio::spawn(async move {
        running.serve(listener, NotFound, async move { stopped.await.unwrap_or_default() }).await
    });
    Running { server, addr, stop, task }
}

/// The reason for which the next connection ends.
pub async fn end(ends: &mut Ends) -> DisconnectReason {
    within("the end of a connection", ends.recv()).await.unwrap()
}
