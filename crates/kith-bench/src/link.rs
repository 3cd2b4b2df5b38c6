//! One client's connection: WebSocket and Socket.IO with as little as a load generator needs, so that the load costs
//! less than what it measures. It trusts the server and reads nothing that no scenario asks for.

use std::net::SocketAddr;

use anyhow::{Context, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// A Socket.IO client in the namespace `/`.
pub struct Link {
    stream: TcpStream,
    unread: Vec<u8>,
}

/// A Socket.IO packet that a scenario may care about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packet {
    /// The answer to the event that was sent with this number.
    Ack { number: u64, ok: bool },
    /// An event from the server.
    Event,
}

impl Link {
    /// Connects from this address and authenticates.
    pub async fn connect(from: [u8; 4], server: SocketAddr, token: &str) -> anyhow::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((from, 0).into())?;
        let stream = socket.connect(server).await.context("cannot connect")?;
        stream.set_nodelay(true)?;
        let mut link = Self { stream, unread: Vec::new() };
        let request = format!(
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {server}\r\nConnection: Upgrade\r\n\
             Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        link.stream.write_all(request.as_bytes()).await?;
        while !link.skip_head()? {
            link.read_more().await?;
        }
        if !link.next_text().await?.starts_with('0') {
            bail!("the server did not open the session");
        }
        link.send_text(&format!("40{{\"token\":\"{token}\"}}")).await?;
        let answer = link.next_text().await?;
        if !answer.starts_with("40") {
            bail!("the server refused: {answer}");
        }
        link.unread.shrink_to_fit();
        Ok(link)
    }

    /// Sends an event that asks for an acknowledgement with this number.
    pub async fn emit(&mut self, number: u64, name: &str, json: &str) -> anyhow::Result<()> {
        self.send_text(&format!("42{number}[\"{name}\",{json}]")).await
    }

    /// The next packet. Pings are answered on the way.
    pub async fn next(&mut self) -> anyhow::Result<Packet> {
        loop {
            let text = self.next_text().await?;
            match text.as_bytes() {
                [b'2', ..] if text.len() == 1 => self.send_text("3").await?,
                [b'4', b'3', rest @ ..] => {
                    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
                    let number =
                        text[2..2 + digits].parse().context("an acknowledgement without a number")?;
                    return Ok(Packet::Ack { number, ok: text[2 + digits..].starts_with("[{\"ok\":true") });
                }
                [b'4', b'2', ..] => return Ok(Packet::Event),
                _ => bail!("unexpected packet: {text}"),
            }
        }
    }

    async fn send_text(&mut self, text: &str) -> anyhow::Result<()> {
        let mut frame = Vec::with_capacity(text.len() + 14);
        frame.push(0x81);
        match text.len() {
            short @ 0..=125 => frame.push(0x80 | u8::try_from(short)?),
            medium @ 126..=65_535 => {
                frame.push(0x80 | 126);
                frame.extend(u16::try_from(medium)?.to_be_bytes());
            }
            long => {
                frame.push(0x80 | 127);
                frame.extend(u64::try_from(long)?.to_be_bytes());
            }
        }
        // A mask of zeros: as the protocol demands, and free.
        frame.extend([0; 4]);
        frame.extend(text.as_bytes());
        Ok(self.stream.write_all(&frame).await?)
    }

    async fn next_text(&mut self) -> anyhow::Result<String> {
        loop {
            if let Some((start, end)) = self.frame()? {
                let text = String::from_utf8(self.unread[start..end].to_vec())?;
                self.unread.drain(..end);
                return Ok(text);
            }
            self.read_more().await?;
        }
    }

    /// Where the payload of the first frame lies, if the frame is whole.
    fn frame(&self) -> anyhow::Result<Option<(usize, usize)>> {
        let [first, second, rest @ ..] = self.unread.as_slice() else { return Ok(None) };
        if *first != 0x81 {
            bail!("the server sent a frame of kind {first:#x}");
        }
        let (start, length) = match (*second, rest) {
            (length @ 0..=125, _) => (2, usize::from(length)),
            (126, [a, b, ..]) => (4, usize::from(u16::from_be_bytes([*a, *b]))),
            (127, [a, b, c, d, e, f, g, h, ..]) => {
                (10, usize::try_from(u64::from_be_bytes([*a, *b, *c, *d, *e, *f, *g, *h]))?)
            }
            _ => return Ok(None),
        };
        Ok((self.unread.len() >= start + length).then_some((start, start + length)))
    }

    /// Whether the answer to the upgrade was whole; it is gone then.
    fn skip_head(&mut self) -> anyhow::Result<bool> {
        let Some(end) = self.unread.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(false) };
        if !self.unread.starts_with(b"HTTP/1.1 101") {
            bail!("the server did not upgrade: {}", String::from_utf8_lossy(&self.unread));
        }
        self.unread.drain(..end + 4);
        Ok(true)
    }

    async fn read_more(&mut self) -> anyhow::Result<()> {
        if self.stream.read_buf(&mut self.unread).await? == 0 {
            bail!("the server closed the connection");
        }
        Ok(())
    }
}
