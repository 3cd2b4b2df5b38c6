//! Raw clients.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::within;

/// An HTTP response.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Response {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// Sends a request as it is and reads the response to its end.
pub async fn raw_http(addr: SocketAddr, request: &[u8]) -> Response {
    within("a response", async {
        let mut stream = TcpStream::connect(addr).await.unwrap();
        stream.write_all(request).await.unwrap();
        read_response(&mut stream, &mut Vec::new()).await
    })
    .await
}

/// Reads one response with a `Content-Length`, or none.
pub async fn read_response(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Response {
    let head_end = loop {
        if let Some(at) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
        assert_ne!(stream.read_buf(buffer).await.unwrap(), 0, "closed without a response");
    };
    let head = String::from_utf8(buffer.drain(..head_end).collect()).unwrap();
    let mut response =
        Response { status: head.split(' ').nth(1).unwrap().parse().unwrap(), head, body: String::new() };
    let length: usize = response.header("content-length").map_or(0, |length| length.parse().unwrap());
    while buffer.len() < length {
        assert_ne!(stream.read_buf(buffer).await.unwrap(), 0, "closed inside a body");
    }
    response.body = String::from_utf8(buffer.drain(..length).collect()).unwrap();
    response
}

/// A request with extra header lines (each with its line end) on its own connection.
pub async fn http(addr: SocketAddr, method: &str, target: &str, headers: &str, body: &[u8]) -> Response {
    let head = format!(
        "{method} {target} HTTP/1.1\r\nHost: {addr}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    raw_http(addr, &[head.as_bytes(), body].concat()).await
}

pub const POLLING: &str = "/socket.io/?EIO=4&transport=polling";
pub const WEBSOCKET: &str = "/socket.io/?EIO=4&transport=websocket";

/// A polling session.
#[derive(Clone)]
pub struct Polling {
    pub addr: SocketAddr,
    pub sid: String,
}

impl Polling {
    pub async fn open(addr: SocketAddr) -> Self {
        let response = http(addr, "GET", POLLING, "", b"").await;
        assert_eq!(response.status, 200, "{response:?}");
        let open: serde_json::Value = serde_json::from_str(response.body.strip_prefix('0').unwrap()).unwrap();
        Self { addr, sid: open["sid"].as_str().unwrap().to_owned() }
    }

    pub fn target(&self) -> String {
        format!("{POLLING}&sid={}", self.sid)
    }

    pub async fn poll(&self) -> Response {
        http(self.addr, "GET", &self.target(), "", b"").await
    }

    /// A poll that must succeed.
    pub async fn receive(&self) -> String {
        let response = self.poll().await;
        assert_eq!(response.status, 200, "{response:?}");
        response.body
    }

    pub async fn post(&self, body: impl AsRef<[u8]>) -> Response {
        http(self.addr, "POST", &self.target(), "", body.as_ref()).await
    }

    /// A post that must succeed.
    pub async fn send(&self, body: &str) {
        let response = self.post(body).await;
        assert_eq!((response.status, response.body.as_str()), (200, "ok"));
    }

    /// A WebSocket for the same session.
    pub async fn websocket(&self) -> Ws {
        Ws::open(self.addr, &format!("{WEBSOCKET}&sid={}", self.sid)).await
    }
}

/// What a server sent over a WebSocket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    Text(String),
    Binary(Vec<u8>),
    Pong(Vec<u8>),
    Close(Option<u16>),
    /// The stream ended.
    End,
}

/// A WebSocket client.
pub struct Ws {
    pub stream: TcpStream,
    /// The one of the offered subprotocols that the server chose.
    pub subprotocol: Option<String>,
    buffer: Vec<u8>,
}

const GOOD_HANDSHAKE: &str = "Connection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n\
     Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

impl Ws {
    /// Opens a WebSocket; reads nothing after the handshake.
    pub async fn open(addr: SocketAddr, target: &str) -> Self {
        match Self::handshake(addr, target, GOOD_HANDSHAKE, &[]).await {
            Ok(ws) => ws,
            Err(response) => panic!("refused: {response:?}"),
        }
    }

    /// Tries the opening handshake with these header lines, sending `early` in the same piece.
    pub async fn handshake(
        addr: SocketAddr,
        target: &str,
        headers: &str,
        early: &[u8],
    ) -> Result<Self, Response> {
        let stream = within("a connection", TcpStream::connect(addr)).await.unwrap();
        Self::handshake_on(stream, target, headers, early).await
    }

    /// The same on an open TCP connection.
    async fn handshake_on(
        mut stream: TcpStream,
        target: &str,
        headers: &str,
        early: &[u8],
    ) -> Result<Self, Response> {
        within("a WebSocket handshake", async {
            let addr = stream.peer_addr().unwrap();
            let request = format!("GET {target} HTTP/1.1\r\nHost: {addr}\r\n{headers}\r\n");
            stream.write_all(&[request.as_bytes(), early].concat()).await.unwrap();
            let mut buffer = Vec::new();
            let response = read_response(&mut stream, &mut buffer).await;
            if response.status != 101 {
                return Err(response);
            }
            assert_eq!(response.header("sec-websocket-accept"), Some("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
            let subprotocol = response.header("sec-websocket-protocol").map(str::to_owned);
            Ok(Self { stream, subprotocol, buffer })
        })
        .await
    }

    /// Tries a good handshake with extra header lines.
    pub async fn with_headers(addr: SocketAddr, target: &str, extra: &str) -> Result<Self, Response> {
        Self::handshake(addr, target, &format!("{GOOD_HANDSHAKE}{extra}"), &[]).await
    }

    /// A new Engine.IO connection; the `open` packet is read.
    pub async fn connect(addr: SocketAddr) -> Self {
        let mut ws = Self::open(addr, WEBSOCKET).await;
        assert!(ws.text().await.starts_with("0{"));
        ws
    }

    /// A new Socket.IO connection that is in the main namespace.
    pub async fn join(addr: SocketAddr) -> Self {
        Self::join_on(within("a connection", TcpStream::connect(addr)).await.unwrap()).await
    }

    /// The same on a TCP connection that the caller has opened.
    pub async fn join_on(stream: TcpStream) -> Self {
        let mut ws = match Self::handshake_on(stream, WEBSOCKET, GOOD_HANDSHAKE, &[]).await {
            Ok(ws) => ws,
            Err(response) => panic!("refused: {response:?}"),
        };
        assert!(ws.text().await.starts_with("0{"));
        ws.send("40").await;
        assert!(ws.text().await.starts_with("40{"));
        ws
    }

    pub async fn send(&mut self, text: &str) {
        self.raw(&frame(0x81, text.as_bytes())).await;
    }

    pub async fn send_binary(&mut self, bytes: &[u8]) {
        self.raw(&frame(0x82, bytes)).await;
    }

    pub async fn raw(&mut self, bytes: &[u8]) {
        within("sending", self.stream.write_all(bytes)).await.unwrap();
    }

    /// The next frame.
    pub async fn next(&mut self) -> Frame {
        within("a frame", async {
            loop {
                if let Some(frame) = self.take() {
                    return frame;
                }
                match self.stream.read_buf(&mut self.buffer).await {
                    Ok(0) | Err(_) => return Frame::End,
                    Ok(_) => {}
                }
            }
        })
        .await
    }

    /// The next frame, which must be text.
    pub async fn text(&mut self) -> String {
        match self.next().await {
            Frame::Text(text) => text,
            other => panic!("expected text, got {other:?}"),
        }
    }

    /// Reads to the end; the code of the close frame on the way.
    pub async fn closed(&mut self) -> Option<u16> {
        let mut code = None;
        loop {
            match self.next().await {
                Frame::Close(sent) => code = sent,
                Frame::End => return code,
                _ => {}
            }
        }
    }

    fn take(&mut self) -> Option<Frame> {
        let (length, start) = match *self.buffer.get(1)? {
            126 => (usize::from(u16::from_be_bytes(self.buffer.get(2..4)?.try_into().unwrap())), 4),
            127 => (u64::from_be_bytes(self.buffer.get(2..10)?.try_into().unwrap()) as usize, 10),
            short => (usize::from(short), 2),
        };
        if self.buffer.len() < start + length {
            return None;
        }
        let first = self.buffer[0];
        let payload: Vec<u8> = self.buffer.drain(..start + length).skip(start).collect();
        Some(match first {
            0x81 => Frame::Text(String::from_utf8(payload).unwrap()),
            0x82 => Frame::Binary(payload),
            0x8a => Frame::Pong(payload),
            0x88 => Frame::Close(payload.first_chunk().map(|code| u16::from_be_bytes(*code))),
            other => panic!("unexpected frame {other:#x}"),
        })
    }
}

/// A masked frame.
pub fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mask = [0x37, 0xfa, 0x21, 0x3d];
    let mut bytes = vec![first];
    match payload.len() {
        length @ 0..=125 => bytes.push(0x80 | length as u8),
        length @ 126..=0xffff => {
            bytes.push(0x80 | 126);
            bytes.extend_from_slice(&(length as u16).to_be_bytes());
        }
        length => {
            bytes.push(0x80 | 127);
            bytes.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
    bytes.extend_from_slice(&mask);
    bytes.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, key)| byte ^ key));
    bytes
}
