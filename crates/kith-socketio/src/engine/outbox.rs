//! The frames that leave one connection: straight to the kernel when it takes them, else into a bounded backlog.
//!
//! Invariant: frames leave in the order in which any thread handed them in, on either transport. Nothing here
//! may block, or hold a buffer while nothing is waiting.

use std::cell::Cell;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use rustix::io::Errno;
use rustix::net::{SendFlags, send};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::oneshot;

use super::backlog::Backlog;
use super::shared::Shared;
use crate::reason::DisconnectReason;
use crate::ws::Decoder;

/// A frame on its way out.
#[derive(Clone, Copy)]
pub(crate) enum Out<'a> {
    /// Lives in a scratch buffer: copied if it has to wait.
    Scratch(&'a [u8]),
    /// Shared by many connections: not copied if it has to wait.
    Shared(&'a Bytes),
}

impl<'a> Out<'a> {
    pub(crate) fn bytes(self) -> &'a [u8] {
        match self {
            Self::Scratch(bytes) => bytes,
            Self::Shared(bytes) => bytes,
        }
    }

    /// The rest of the frame after its first `sent` bytes, as an owned buffer.
    fn rest(self, sent: usize) -> Bytes {
        match self {
            Self::Scratch(bytes) => Bytes::copy_from_slice(&bytes[sent..]),
            Self::Shared(bytes) => bytes.slice(sent..),
        }
    }
}

/// How packets leave.
pub(crate) enum Link {
    /// They wait for the next poll.
    Polling(Box<PollLink>),
    /// They are written to the socket.
    WebSocket(OwnedWriteHalf),
    /// They do not leave: the connection ended.
    Gone,
}

/// State of a connection while it polls.
#[derive(Default)]
pub(crate) struct PollLink {
    /// A poll is under way.
    pub get_active: bool,
    /// A post is under way.
    pub post_active: bool,
    /// A WebSocket claims this connection.
    pub upgrading: bool,
    /// The WebSocket was probed: polls are answered at once, so that the client can stop polling.
    pub probed: bool,
    /// A poll has reported the end of the connection.
    pub end_told: bool,
    /// Polls get nothing yet, see [`Outbox::hold`].
    pub held: bool,
    /// The poll that waits for something to send.
    pub waiter: Option<Waker>,
}

/// What HTTP requests hand to the connection's task.
#[derive(Default)]
pub(crate) struct Inbox {
    /// The body of a post.
    pub post: Option<Post>,
    /// The WebSocket that takes over from polling, and the bytes that were already read from it.
    pub upgraded: Option<(OwnedReadHalf, Decoder)>,
}

/// The body of a post, and how far it has been handled.
pub(crate) struct Post {
    pub body: String,
    pub at: usize,
    /// Answers the request: whether all packets were good.
    pub done: oneshot::Sender<bool>,
}

/// The end of a connection.
#[derive(Clone, Copy)]
pub(crate) struct End {
    pub reason: DisconnectReason,
    /// The WebSocket close code.
    pub code: u16,
}

/// The state of a connection under its lock.
pub(crate) struct Outbox {
    pub link: Link,
    pub backlog: Option<Box<Backlog>>,
    pub inbox: Option<Box<Inbox>>,
    /// Wakes the connection's task.
    pub task: Option<Waker>,
    pub end: Option<End>,
    /// While the connection's task handles what it read, frames are collected here and leave in one write.
    corked: Option<Vec<u8>>,
}

thread_local! {
    /// The buffer that corked frames are collected in.
    static CORK: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Corked frames leave when there are this many bytes of them.
const CORK_FULL: usize = 32 * 1024;

impl Outbox {
    pub(crate) fn new(link: Link) -> Self {
        Self { link, backlog: None, inbox: None, task: None, end: None, corked: None }
    }

    /// Wakes the connection's task.
    pub(crate) fn wake(&self) {
        if let Some(task) = &self.task {
            task.wake_by_ref();
        }
    }

    /// Takes a frame: sends it, collects it, or queues it.
    ///
    /// # Errors
    /// When the connection has to be closed: it broke, or its backlog is full.
    pub(crate) fn send(&mut self, frame: Out<'_>, shared: &Shared) -> Result<(), DisconnectReason> {
        let sent = match &mut self.link {
            Link::WebSocket(_) if self.backlog.is_some() => 0,
            Link::WebSocket(half) => {
                if let Some(corked) = &mut self.corked {
                    corked.extend_from_slice(frame.bytes());
                    return if corked.len() >= CORK_FULL { self.flush_cork(shared) } else { Ok(()) };
                }
                match try_write(half, frame.bytes())? {
                    sent if sent == frame.bytes().len() => return Ok(()),
                    sent => sent,
                }
            }
            Link::Polling(poll) => {
                if let Some(waiter) = poll.waiter.take() {
                    waiter.wake();
                }
                0
            }
            Link::Gone => return Err(DisconnectReason::TransportError),
        };
        self.queue(frame.rest(sent), shared)
    }

    /// Queues the bytes that the kernel did not take.
    fn queue(&mut self, rest: Bytes, shared: &Shared) -> Result<(), DisconnectReason> {
        let first = self.backlog.is_none();
        let backlog = self.backlog.get_or_insert_with(|| Box::new(Backlog::new(&shared.backlogs)));
        if !backlog.push(rest, &shared.config) {
            return Err(DisconnectReason::SlowConsumer);
        }
        if first && matches!(self.link, Link::WebSocket(_)) {
            // The task has to wait for the socket to take more.
            self.wake();
        }
        Ok(())
    }

    /// From now on no frame leaves, until [`Outbox::release`]. Only for the connection's task, since only that task
    /// writes the backlog to a WebSocket.
    ///
    /// # Errors
    /// When the connection broke.
    pub(crate) fn hold(&mut self, shared: &Shared) -> Result<(), DisconnectReason> {
        // Frames that a handler has sent so far go before the held ones.
        self.flush_cork(shared)?;
        self.backlog.get_or_insert_with(|| Box::new(Backlog::new(&shared.backlogs)));
        if let Link::Polling(poll) = &mut self.link {
            poll.held = true;
        }
        Ok(())
    }

    /// The held frames may leave: with the next poll, or with the task's next [`Outbox::poll_flush`].
    pub(crate) fn release(&mut self) {
        if let Link::Polling(poll) = &mut self.link {
            poll.held = false;
            if let Some(waiter) = poll.waiter.take() {
                waiter.wake();
            }
        }
    }

    /// From now on frames are collected, until [`Outbox::uncork`].
    pub(crate) fn cork(&mut self) {
        if matches!(self.link, Link::WebSocket(_)) && self.corked.is_none() {
            let mut buffer = CORK.take();
            buffer.clear();
            self.corked = Some(buffer);
        }
    }

    /// Sends the collected frames, in one write.
    ///
    /// # Errors
    /// When the connection broke.
    pub(crate) fn uncork(&mut self, shared: &Shared) -> Result<(), DisconnectReason> {
        let result = self.flush_cork(shared);
        if let Some(buffer) = self.corked.take()
            && buffer.capacity() <= 2 * CORK_FULL
        {
            CORK.set(buffer);
        }
        result
    }

    fn flush_cork(&mut self, shared: &Shared) -> Result<(), DisconnectReason> {
        let (Link::WebSocket(half), Some(mut buffer)) = (&mut self.link, self.corked.take()) else {
            return Ok(());
        };
        let mut result = Ok(());
        if !buffer.is_empty() {
            result = try_write(half, &buffer).and_then(|sent| {
                if sent < buffer.len() {
                    self.queue(Bytes::copy_from_slice(&buffer[sent..]), shared)
                } else {
                    Ok(())
                }
            });
        }
        buffer.clear();
        self.corked = Some(buffer);
        result
    }

    /// Writes the backlog as far as the kernel takes it, and registers the task to be woken when it takes more.
    ///
    /// # Errors
    /// When the connection broke.
    pub(crate) fn poll_flush(&mut self, cx: &mut Context<'_>) -> Result<(), DisconnectReason> {
        let (Link::WebSocket(half), Some(backlog)) = (&mut self.link, &mut self.backlog) else {
            return Ok(());
        };
        match backlog.poll_write(half, cx) {
            Poll::Ready(Ok(())) => self.backlog = None,
            Poll::Ready(Err(_)) => return Err(DisconnectReason::TransportError),
            Poll::Pending => {}
        }
        Ok(())
    }
}

/// Writes as many bytes as the kernel takes now; returns how many.
///
/// It asks the kernel directly, not tokio's record of whether the socket is writable: reading that record would cost
/// memory accesses for each of the many sockets that get one write. The rest goes through tokio, which then notices by
/// itself that the kernel takes no more.
fn try_write(half: &OwnedWriteHalf, bytes: &[u8]) -> Result<usize, DisconnectReason> {
    match send(half.as_ref(), bytes, SendFlags::DONTWAIT | SendFlags::NOSIGNAL) {
        Ok(sent) => Ok(sent),
        // Out of memory for now (ENOBUFS) does not end a connection either.
        Err(Errno::AGAIN | Errno::INTR | Errno::NOBUFS) => Ok(0),
        Err(_) => Err(DisconnectReason::TransportError),
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt as _;
    use tokio::net::{TcpListener, TcpStream};

    use super::*;
    use crate::config::Config;

    #[tokio::test]
    async fn what_was_corked_leaves_before_what_is_held() {
        let shared = Shared::new(Config::default());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (client, accepted) =
            tokio::join!(TcpStream::connect(listener.local_addr().unwrap()), listener.accept());
        let (mut client, (server, _)) = (client.unwrap(), accepted.unwrap());
        let (_read, half) = server.into_split();
        // The kernel takes no more, so that the corked frames have to wait, too.
        let mut filled = 0;
        while let sent @ 1.. = try_write(&half, &[b'.'; 64 * 1024]).unwrap() {
            filled += sent;
        }

        let mut outbox = Outbox::new(Link::WebSocket(half));
        outbox.cork();
        outbox.send(Out::Scratch(b"corked"), &shared).unwrap();
        outbox.hold(&shared).unwrap();
        outbox.send(Out::Scratch(b" held"), &shared).unwrap();
        outbox.uncork(&shared).unwrap();
        outbox.release();

        let mut received = vec![0; filled + b"corked held".len()];
        let flushed = std::future::poll_fn(|cx| {
            outbox.poll_flush(cx).unwrap();
            if outbox.backlog.is_none() { Poll::Ready(()) } else { Poll::Pending }
        });
        tokio::join!(flushed, async { client.read_exact(&mut received).await.unwrap() });
        assert_eq!(received[filled..], *b"corked held");
    }
}
