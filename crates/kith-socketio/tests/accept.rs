//! The accept loop: the service beside the transport, limits, shutdown, and running out of file descriptors.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect by panicking")]

mod support;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::process::Stdio;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use kith_socketio::{DisconnectReason, PeerAddr, Server};
use support::app::App;
use support::client::{Frame, Polling, Ws, http, read_response};
use support::{end, engine, quiet, socketio, until, within};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A web service that answers with the client's address.
#[derive(Clone)]
struct WhoAmI;

impl tower_service::Service<Request<Incoming>> for WhoAmI {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Incoming>) -> Self::Future {
        let PeerAddr(peer) = request.extensions().get().unwrap();
        std::future::ready(Ok(Response::new(Full::new(Bytes::from(format!(
            "{} {}",
            request.uri(),
            peer.ip()
        ))))))
    }
}

#[tokio::test]
async fn other_paths_go_to_the_service_beside_it_with_the_peer() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let server = Server::new(quiet(), Arc::new(App::new().0));
    tokio::spawn(async move { server.serve(listener, WhoAmI, std::future::pending()).await });
    assert_eq!(http(addr, "GET", "/api/me?x=1", "", b"").await.body, "/api/me?x=1 127.0.0.1");
    Ws::join(addr).await;
}

#[tokio::test]
async fn requests_may_come_from_an_accept_loop_of_ones_own() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let server = Server::new(quiet(), Arc::new(App::new().0));
    tokio::spawn(async move {
        while let Ok((stream, peer)) = listener.accept().await {
            let server = server.clone();
            let service = hyper::service::service_fn(move |request: Request<Incoming>| {
                let server = server.clone();
                async move { Ok::<_, Infallible>(server.serve_request(request, peer).await) }
            });
            tokio::spawn(async move {
                let builder = auto::Builder::new(TokioExecutor::new());
                let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), service);
                // The test does not check how a client's connection ends.
                connection.await.unwrap_or_default();
            });
        }
    });
    let mut ws = Ws::join(addr).await;
    ws.send(r#"42["echo",1]"#).await;
    assert_eq!(ws.text().await, r#"42["echo",1]"#);
}

#[tokio::test]
async fn one_address_has_at_most_its_number_of_http_connections() {
    let (running, _ends) = engine(quiet().max_connections_per_address(3)).await;
    let mut kept = Vec::new();
    for _ in 0..3 {
        let mut stream = TcpStream::connect(running.addr).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        read_response(&mut stream, &mut Vec::new()).await;
        kept.push(stream);
    }
    let mut refused = TcpStream::connect(running.addr).await.unwrap();
    // Closed without a word; a reset is as good.
    assert_eq!(within("the end", refused.read(&mut [0; 16])).await.unwrap_or(0), 0);
    kept.pop();
    let again = async {
        loop {
            let mut stream = TcpStream::connect(running.addr).await.unwrap();
            if stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.is_ok()
                && stream.read(&mut [0; 16]).await.is_ok_and(|count| count > 0)
            {
                return;
            }
        }
    };
    within("a free place", again).await;
}

#[tokio::test]
async fn a_head_that_does_not_come_ends_the_connection() {
    let (running, _ends) = engine(quiet().request_timeout(Duration::from_millis(50))).await;
    let mut stream = TcpStream::connect(running.addr).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHos").await.unwrap();
    within("the end", stream.read_to_end(&mut Vec::new())).await.unwrap();
}

#[tokio::test]
async fn shutdown_tells_every_client_and_waits_for_them() {
    let (running, mut log) = socketio(quiet()).await;
    let mut ws = Ws::join(running.addr).await;
    let polling = Polling::open(running.addr).await;
    polling.send("40").await;
    polling.receive().await;
    log.next().await;
    log.next().await;
    let before = running.server.stats().requests;
    let poll = tokio::spawn(async move { polling.poll().await });
    until("the poll", || running.server.stats().requests > before).await;
    running.stop.send(()).unwrap();
    assert_eq!(ws.next().await, Frame::Close(Some(1001)));
    // No close packet: the official Python client would not come back after one.
    assert_eq!(within("the poll", poll).await.unwrap().status, 503);
    for _ in 0..2 {
        assert_eq!(log.next().await, "disconnected / server_shutdown");
    }
    drop(ws);
    assert_eq!(within("the accept loop", running.task).await.unwrap(), 0);
    assert_eq!(running.server.connections(), 0);
    assert!(TcpStream::connect(running.addr).await.is_err());
}

#[tokio::test]
async fn a_server_that_shuts_down_takes_no_new_connections() {
    let (running, mut ends) = engine(quiet()).await;
    let _ws = Ws::connect(running.addr).await;
    assert_eq!(running.server.shutdown(Duration::from_secs(20)).await, 0);
    assert_eq!(end(&mut ends).await, DisconnectReason::ServerShutdown);
    assert_eq!(http(running.addr, "GET", support::client::POLLING, "", b"").await.status, 503);
    assert!(Ws::with_headers(running.addr, support::client::WEBSOCKET, "").await.is_err());
}

/// Set for the process that the last test starts: in that process the test is the server, with few file descriptors.
const FEW_DESCRIPTORS: &str = "KITH_TEST_FEW_DESCRIPTORS";

#[tokio::test]
async fn running_out_of_file_descriptors_is_survived() {
    if std::env::var_os(FEW_DESCRIPTORS).is_some() {
        let (running, _ends) = engine(quiet().request_timeout(Duration::from_secs(600))).await;
        println!("{}", running.addr);
        return std::future::pending().await;
    }
    let mut server = tokio::process::Command::new("sh")
        .args([
            "-c",
            r#"ulimit -n 40; exec "$0" --exact --nocapture running_out_of_file_descriptors_is_survived"#,
        ])
        .arg(std::env::current_exe().unwrap())
        .env(FEW_DESCRIPTORS, "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let addr: SocketAddr = loop {
        let line = within("the address", lines.next_line()).await.unwrap().unwrap();
        // The test harness prints on the same line.
        if let Some(addr) = line.split(' ').find_map(|word| word.parse().ok()) {
            break addr;
        }
    };
    let mut kept = Vec::new();
    for _ in 0..80 {
        kept.push(TcpStream::connect(addr).await.unwrap());
    }
    // One of the first was accepted: the server is alive, and full.
    kept[0].write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    assert_eq!(within("an answer", read_response(&mut kept[0], &mut Vec::new())).await.status, 404);
    // One of the last is only accepted once others are gone.
    let mut last = kept.pop().unwrap();
    last.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    drop(kept);
    assert_eq!(within("an answer", read_response(&mut last, &mut Vec::new())).await.status, 404);
}
