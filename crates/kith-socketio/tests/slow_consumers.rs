//! Clients that stop reading: however many, they cost bounded memory, and no other client notices.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect by panicking")]

mod support;

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::{Request, Response};
use kith_socketio::{
    AckSender, ConnectError, ConnectRequest, DisconnectReason, Event, Fanout, Frame, Handler, Server, Socket,
};
use support::client::{Polling, Ws, frame, read_response};
use support::{quiet, serve, serve_on, until, within};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

const STALLED: usize = 1000;
const HEALTHY: usize = 10;

/// What all backlogs may hold: far less than the stalled ones would fill one by one.
const LIMIT: usize = 4 * 1024 * 1024;

/// As little as the kernel allows: frames must wait in the server, not in the kernel.
const KERNEL_BYTES: u32 = 2048;

/// Everybody is in one room.
#[derive(Default)]
struct Room {
    sockets: Arc<Mutex<Vec<Socket<()>>>>,
    gone: Mutex<Vec<DisconnectReason>>,
}

impl Handler for Room {
    type State = ();

    async fn connect(self: Arc<Self>, _request: ConnectRequest) -> Result<(), ConnectError> {
        Ok(())
    }

    fn connected(&self, socket: &Socket<()>) {
        self.sockets.lock().unwrap().push(socket.clone());
    }

    async fn event(self: Arc<Self>, _socket: Socket<()>, _event: Event, _ack: Option<AckSender>) {}

    fn disconnected(&self, socket: &Socket<()>, reason: DisconnectReason) {
        self.sockets.lock().unwrap().retain(|other| other != socket);
        self.gone.lock().unwrap().push(reason);
    }
}

fn listener() -> TcpListener {
    let socket = TcpSocket::new_v4().unwrap();
    // Accepted connections inherit it.
    socket.set_send_buffer_size(KERNEL_BYTES).unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    socket.listen(1024).unwrap()
}

async fn narrow(addr: std::net::SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(KERNEL_BYTES).unwrap();
    socket.connect(addr).await.unwrap()
}

/// Set for the process that the test starts and runs in, with file descriptors for both ends of all connections.
const MANY_DESCRIPTORS: &str = "KITH_TEST_MANY_DESCRIPTORS";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_who_stop_reading_cost_bounded_memory_and_nobody_else_a_message() {
    if std::env::var_os(MANY_DESCRIPTORS).is_some() {
        return flood_a_room().await;
    }
    let test = "a_thousand_who_stop_reading_cost_bounded_memory_and_nobody_else_a_message";
    let run = tokio::process::Command::new("sh")
        .args(["-c", r#"ulimit -n 4096 && exec "$0" --exact --nocapture "$1""#])
        .arg(std::env::current_exe().unwrap())
        .arg(test)
        .env(MANY_DESCRIPTORS, "1")
        .output();
    let output = run.await.unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&said));
}

async fn flood_a_room() {
    let room = Arc::new(Room::default());
    let all = Arc::clone(&room.sockets);
    let fanout = Fanout::new(move |()| all.lock().unwrap().clone());
    let config = quiet().max_backlogs_bytes(LIMIT).max_connections_per_address(0);
    let running = serve_on(listener(), Server::new(config, room.clone())).await;
    let mut stalled = Vec::new();
    for _ in 0..STALLED {
        stalled.push(Ws::join_on(narrow(running.addr).await).await);
    }
    let mut healthy = Vec::new();
    for _ in 0..HEALTHY {
        healthy.push(Ws::join(running.addr).await);
    }
    until("everybody is in", || room.sockets.lock().unwrap().len() == STALLED + HEALTHY).await;

    let filling = "x".repeat(1000);
    let mut most = 0;
    for number in 0.. {
        let text = format!("{number} {filling}");
        fanout.send("room", Frame::event("/", "said", &text).unwrap(), ());
        for member in &mut healthy {
            assert_eq!(member.text().await, format!(r#"42["said","{text}"]"#));
        }
        let held = running.server.stats().backlog_bytes;
        assert!(held <= LIMIT, "{held} bytes wait");
        most = most.max(held);
        if running.server.stats().closed_by(DisconnectReason::SlowConsumer) == STALLED as u64 {
            break;
        }
        assert!(number < 1000, "they are never given up");
    }
    assert!(most > LIMIT / 2, "at most {most} bytes waited: nothing was tested");
    until("what waited is forgotten", || running.server.stats().backlog_bytes == 0).await;
    assert_eq!(running.server.connections(), HEALTHY);
    assert_eq!(room.gone.lock().unwrap().as_slice(), [DisconnectReason::SlowConsumer; STALLED]);
}

/// Answers with a page: `/made` with bytes made for this answer, any other path with bytes that all answers share.
#[derive(Clone)]
struct Pages;

const PAGE: usize = 200 * 1024;

impl tower_service::Service<Request<Incoming>> for Pages {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Incoming>) -> Self::Future {
        let page = match request.uri().path() {
            "/made" => Bytes::from(vec![b'x'; PAGE]),
            _ => Bytes::from_static(&[b'x'; PAGE]),
        };
        std::future::ready(Ok(Response::new(Full::new(page))))
    }
}

/// Asks for a page.
async fn ask(addr: std::net::SocketAddr, path: &str) -> TcpStream {
    let mut stream = narrow(addr).await;
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).await.unwrap();
    stream
}

/// Whether the whole page comes.
async fn comes_whole(mut stream: TcpStream) -> bool {
    let mut read = vec![0; PAGE];
    within("the page or the end", stream.read_exact(&mut read)).await.is_ok()
}

#[tokio::test]
async fn answers_that_nobody_reads_hold_no_more_than_their_budget() {
    const ANSWERS: usize = 2 * 1024 * 1024;
    let config = quiet().max_answers_bytes(ANSWERS);
    let server = Server::new(config, Arc::new(Room::default()));
    let listener = listener();
    let addr = listener.local_addr().unwrap();
    let serving = server.clone();
    tokio::spawn(async move { serving.serve(listener, Pages, std::future::pending()).await });

    let shared = ask(addr, "/shared").await;
    let mut unread = Vec::new();
    for count in 1..=40 {
        let (stream, held) = (ask(addr, "/made").await, count.min(ANSWERS / PAGE) * PAGE);
        unread.push(stream);
        until("the answer waits", || server.stats().backlog_bytes == held).await;
    }
    let mut whole = Vec::new();
    for stream in unread {
        whole.push(comes_whole(stream).await);
    }
    // As many pages as there is room for: the latest ones.
    assert_eq!(whole, [[false; 30].as_slice(), &[true; 10]].concat());
    assert!(comes_whole(shared).await);
    until("what was read is forgotten", || server.stats().backlog_bytes == 0).await;
}

#[tokio::test]
async fn the_answer_to_a_poll_is_accounted_for_until_it_is_read() {
    let room = Arc::new(Room::default());
    let running = serve_on(listener(), Server::new(quiet(), room.clone())).await;
    let session = Polling::open(running.addr).await;
    session.send("40").await;
    session.receive().await;
    let frame = Frame::event("/", "said", &"x".repeat(PAGE)).unwrap();
    kith_socketio::broadcast(&frame, room.sockets.lock().unwrap().iter());
    let answer = format!(r#"42["said","{}"]"#, "x".repeat(PAGE));
    // In the backlog the answer also has the header of a frame.
    assert!(running.server.stats().backlog_bytes > answer.len());
    let mut poll = ask(running.addr, &session.target()).await;
    until("the answer waits", || running.server.stats().backlog_bytes == answer.len()).await;
    assert_eq!(within("the answer", read_response(&mut poll, &mut Vec::new())).await.body, answer);
    until("it is forgotten", || running.server.stats().backlog_bytes == 0).await;
}

#[tokio::test]
async fn messages_that_never_come_whole_hold_no_more_than_their_budget() {
    const UPLOADS: usize = 2 * 1024 * 1024;
    let config = quiet().max_uploads_bytes(UPLOADS);
    let running = serve(Server::new(config, Arc::new(Room::default()))).await;
    let stats = || running.server.stats();
    let gone = || stats().closed_by(DisconnectReason::ProtocolError);
    let whole = frame(0x81, format!(r#"42["said","{}"]"#, "x".repeat(200 * 1024)).as_bytes());
    let (most, last) = whole.split_at(whole.len() - 1);
    let mut withheld = Vec::new();
    for count in 1..=15u64 {
        let mut ws = Ws::join(running.addr).await;
        ws.raw(most).await;
        withheld.push(ws);
        let (held, too_many) = (count.min(10) as usize * most.len(), count.saturating_sub(10));
        until("it has come", || (stats().upload_bytes, gone()) == (held, too_many)).await;
    }
    // There is room for ten. The server has closed the others, which had taken longest, with a code; they hold nothing.
    for ws in &mut withheld[..5] {
        assert_eq!(ws.closed().await, Some(1013));
    }
    withheld[5].raw(last).await;
    until("one has come whole", || stats().upload_bytes == 9 * most.len()).await;
    assert_eq!(running.server.connections(), 10);
    drop(withheld);
    until("what was withheld is forgotten", || stats().upload_bytes == 0).await;
}

#[tokio::test]
async fn posts_that_never_come_whole_hold_no_more_than_their_budget() {
    const HELD: usize = 100 * 1024;
    let config = quiet().max_uploads_bytes(10 * HELD);
    let running = serve(Server::new(config, Arc::new(Room::default()))).await;
    let mut withheld = Vec::new();
    for count in 1..=15 {
        let session = Polling::open(running.addr).await;
        session.send("40").await;
        let mut stream = TcpStream::connect(running.addr).await.unwrap();
        let head = format!("POST {} HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n", session.target());
        stream.write_all(&[head.as_bytes(), &[b'4'; HELD]].concat()).await.unwrap();
        withheld.push(stream);
        let held = count.min(10) * HELD;
        until("it has come", || running.server.stats().upload_bytes == held).await;
    }
    for stream in &mut withheld[..5] {
        assert_eq!(within("an answer", read_response(stream, &mut Vec::new())).await.status, 503);
    }
    assert_eq!(running.server.connections(), 10);
}
