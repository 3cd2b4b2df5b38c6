//! What one event to many sockets costs, over real connections on loopback whose clients read all the time:
//! `cargo bench -p kith-socketio --bench fan_out`.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot be set up has nothing to say")]

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use divan::Bencher;
use divan::counter::ItemsCount;
use kith_socketio::{
    AckSender, Config, ConnectError, ConnectRequest, Event, Frame, Handler, NotFound, Server, Socket,
    broadcast,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;

/// Bytes of text in the event.
const TEXT: usize = 200;

/// Keeps every socket.
struct Keep {
    sockets: Mutex<Vec<Socket<()>>>,
    connected: mpsc::UnboundedSender<()>,
}

impl Handler for Keep {
    type State = ();

    async fn connect(self: Arc<Self>, _: ConnectRequest) -> Result<(), ConnectError> {
        Ok(())
    }

    fn connected(&self, socket: &Socket<()>) {
        self.sockets.lock().unwrap_or_else(PoisonError::into_inner).push(socket.clone());
        // The benchmark listens until all are there.
        let _ = self.connected.send(());
    }

    async fn event(self: Arc<Self>, _: Socket<()>, _: Event, _: Option<AckSender>) {}
}

fn main() {
    divan::main();
}

#[divan::bench(args = [1, 100, 1000])]
fn broadcast_to(bencher: Bencher<'_, '_>, sockets: usize) {
    let runtime = Runtime::new().unwrap();
    let keep = runtime.block_on(connect(sockets)).unwrap();
    let sockets = keep.sockets.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let text = "x".repeat(TEXT);
    let _entered = runtime.enter();
    bencher
        .counter(ItemsCount::new(sockets.len()))
        .bench_local(|| Frame::event("/", "message:new", &text).map(|frame| broadcast(&frame, &sockets)));
}

/// A server with so many clients that read and forget.
async fn connect(clients: usize) -> io::Result<Arc<Keep>> {
    let (connected, mut arrivals) = mpsc::unbounded_channel();
    let keep = Arc::new(Keep { sockets: Mutex::default(), connected });
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    // A benchmark's clients are never slow for long: what they have not read yet may wait.
    let config = Config::default().max_connections_per_address(0).max_backlog_bytes(usize::MAX);
    let server = Server::new(config, keep.clone());
    tokio::spawn(async move { server.serve(listener, NotFound, std::future::pending()).await });
    for _ in 0..clients {
        tokio::spawn(read_on(address));
    }
    for _ in 0..clients {
        arrivals.recv().await.ok_or(io::ErrorKind::BrokenPipe)?;
    }
    Ok(keep)
}

async fn read_on(server: SocketAddr) -> io::Result<()> {
    let mut stream = TcpStream::connect(server).await?;
    let upgrade = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n\
                   Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    stream.write_all(upgrade.as_bytes()).await?;
    // The server takes a namespace's CONNECT as soon as it has upgraded: `40`, masked with zeros.
    let mut buffer = vec![0; 64 * 1024];
    if stream.read(&mut buffer).await? > 0 {
        stream.write_all(&[0x81, 0x82, 0, 0, 0, 0, b'4', b'0']).await?;
    }
    while stream.read(&mut buffer).await? > 0 {}
    Ok(())
}
