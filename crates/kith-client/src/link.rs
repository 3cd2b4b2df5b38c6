//! One client's connection: its socket, the stage of its handshake, and unread or unsent bytes. A hundred bytes while
//! it idles.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, TcpStream};
use std::os::fd::AsRawFd;
use std::sync::Arc;

use anyhow::Context;
use nix::errno::Errno;
use nix::sys::socket::sockopt::IpBindAddressNoPort;
use nix::sys::socket::{
    AddressFamily, SockFlag, SockType, SockaddrIn, SockaddrStorage, bind, connect, setsockopt, socket,
};

/// How far a connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// There is none.
    Closed,
    /// The TCP connection is being made.
    Connecting,
    /// Waits for the answer to the WebSocket upgrade.
    Upgrading,
    /// Waits for the Engine.IO session.
    Opening,
    /// Waits for the answer to the token.
    Joining,
    /// Authenticated.
    Ready,
}

/// The result of a read.
pub enum Received {
    /// This many bytes.
    Bytes(usize),
    /// No bytes have arrived.
    Nothing,
    /// The server closed the connection.
    End,
}

/// A connection, open or closed.
pub struct Link {
    /// How far it is.
    pub stage: Stage,
    /// The number of the connection, to ignore late reports of the system about the previous one.
    pub generation: u32,
    stream: Option<TcpStream>,
    /// Sent after the upgrade; a link without one speaks no protocol and is ready once it is connected.
    token: Option<Arc<str>>,
    /// The beginning of a frame that has not arrived whole.
    pub rest: Vec<u8>,
    /// Bytes that the system has not taken yet.
    backlog: Vec<u8>,
}

impl Link {
    /// A link without a connection.
    pub fn closed() -> Self {
        Self {
            stage: Stage::Closed,
            generation: 0,
            stream: None,
            token: None,
            rest: Vec::new(),
            backlog: Vec::new(),
        }
    }

    /// Begins to connect, from the address `from` if it is given.
    pub fn connect(
        &mut self,
        from: Option<Ipv4Addr>,
        server: SocketAddr,
        token: Option<Arc<str>>,
    ) -> anyhow::Result<()> {
        let family = if server.is_ipv4() { AddressFamily::Inet } else { AddressFamily::Inet6 };
        let flags = SockFlag::SOCK_NONBLOCK | SockFlag::SOCK_CLOEXEC;
        let socket = socket(family, SockType::Stream, flags, None).context("cannot open a socket")?;
        if let Some(from) = from {
            // With this option the system chooses the port in `connect`, where it need only be free towards this
            // server. Without it, the system looks for a port not used lately: that takes longer with each, and
            // finds none soon after another run.
            setsockopt(&socket, IpBindAddressNoPort, &true).context("cannot prepare a socket")?;
            let from = SockaddrIn::from(SocketAddrV4::new(from, 0));
            bind(socket.as_raw_fd(), &from).with_context(|| format!("cannot send from {from}"))?;
        }
        match connect(socket.as_raw_fd(), &SockaddrStorage::from(server)) {
            Ok(()) | Err(Errno::EINPROGRESS) => {}
            Err(error) => return Err(error).with_context(|| format!("cannot connect to {server}")),
        }
        self.close();
        let stream = TcpStream::from(socket);
        stream.set_nodelay(true)?;
        self.stream = Some(stream);
        self.token = token;
        self.stage = Stage::Connecting;
        self.generation = self.generation.wrapping_add(1);
        Ok(())
    }

    /// Closes the connection without a close frame.
    pub fn close(&mut self) {
        let generation = self.generation;
        *self = Self { generation, ..Self::closed() };
    }

    /// The socket, while there is one.
    pub fn stream(&self) -> Option<&TcpStream> {
        self.stream.as_ref()
    }

    /// What to send after the upgrade.
    pub fn token(&self) -> Option<Arc<str>> {
        self.token.clone()
    }

    /// Reads the bytes that have arrived, once.
    pub fn receive(&mut self, buffer: &mut [u8]) -> anyhow::Result<Received> {
        let Some(stream) = &mut self.stream else { return Ok(Received::Nothing) };
        match stream.read(buffer) {
            Ok(0) => Ok(Received::End),
            Ok(read) => Ok(Received::Bytes(read)),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {
                Ok(Received::Nothing)
            }
            Err(error) if matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe) => {
                Ok(Received::End)
            }
            Err(error) => Err(error).context("cannot read"),
        }
    }

    /// Sends bytes, or queues them until the system takes them. Returns whether some are queued.
    pub fn send(&mut self, bytes: &[u8]) -> anyhow::Result<bool> {
        if self.backlog.is_empty() {
            let sent = write_some(self.stream.as_mut(), bytes)?;
            self.backlog.extend(&bytes[sent..]);
        } else {
            self.backlog.extend(bytes);
        }
        Ok(!self.backlog.is_empty())
    }

    /// Sends the queued bytes. Returns whether some are still queued.
    pub fn flush(&mut self) -> anyhow::Result<bool> {
        let sent = write_some(self.stream.as_mut(), &self.backlog)?;
        self.backlog.drain(..sent);
        if self.backlog.is_empty() {
            self.backlog = Vec::new();
        }
        Ok(!self.backlog.is_empty())
    }
}

fn write_some(stream: Option<&mut TcpStream>, bytes: &[u8]) -> anyhow::Result<usize> {
    let Some(stream) = stream else { return Ok(bytes.len()) };
    match stream.write(bytes) {
        Ok(sent) => Ok(sent),
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => Ok(0),
        // The next read finds the connection closed, and reports it.
        Err(error) if matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe) => {
            Ok(bytes.len())
        }
        Err(error) => Err(error).context("cannot write"),
    }
}
