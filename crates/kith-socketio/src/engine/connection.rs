//! One Engine.IO connection, as the rest of the program holds it. Small, shared, and never blocking.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

use bytes::Bytes;
use thiserror::Error;

use super::handshake::Handshake;
use super::heartbeat::{Beat, Heartbeat};
use super::outbox::{End, Inbox, Link, Out, Outbox};
use super::payload::text_form;
use super::shared::Shared;
use crate::reason::DisconnectReason;
use crate::sid::Sid;
use crate::sync::lock;
use crate::waiting_room::{Guest, Seat};
use crate::ws::{FrameBuf, Opcode};

/// The connection is closed: the frames handed to it will not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the connection is closed")]
pub struct Closed;

/// How packets travel at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Transport {
    /// HTTP long-polling.
    Polling,
    /// WebSocket.
    WebSocket,
}

/// Set in `gate` once the connection is closed: it closes the gate for reading whatever the count.
const GATE_CLOSED: u32 = 1 << 31;

/// The close code for a client that the server cannot serve now (IANA's registry of RFC 6455's codes).
const TRY_AGAIN_LATER: u16 = 1013;

pub(crate) struct Conn {
    pub shared: Arc<Shared>,
    pub sid: Sid,
    pub handshake: Handshake,
    pub heartbeat: Heartbeat,
    /// Handlers under way, and [`GATE_CLOSED`].
    gate: AtomicU32,
    outbox: Mutex<Outbox>,
}

/// What the connection's task has to do.
pub(crate) struct Work {
    pub end: Option<End>,
    pub inbox: Option<Box<Inbox>>,
}

impl Conn {
    pub(crate) fn new(shared: &Arc<Shared>, sid: Sid, handshake: Handshake, link: Link) -> Self {
        let first_ping = shared.now_ms() + shared.config.ping_interval.as_millis() as u64;
        Self {
            shared: Arc::clone(shared),
            sid,
            handshake,
            heartbeat: Heartbeat::new(first_ping),
            gate: AtomicU32::new(0),
            outbox: Mutex::new(Outbox::new(link)),
        }
    }

    /// Gives access to everything under the lock. The closure must not call code outside this crate.
    pub(crate) fn locked<T>(&self, with: impl FnOnce(&mut Outbox) -> T) -> T {
        with(&mut lock(&self.outbox))
    }

    /// Sends frames one after the other, with no other frame in between.
    pub(crate) fn send<'a>(&self, frames: impl IntoIterator<Item = Out<'a>>) -> Result<(), Closed> {
        let mut packets = 0;
        let mut bytes = 0;
        let counted = frames.into_iter().inspect(|frame| {
            packets += 1;
            bytes += frame.bytes().len();
        });
        let result = self.locked(|outbox| self.hand_in(outbox, counted));
        self.shared.stats.count_sent(packets, bytes);
        result
    }

    /// Sends frames that also lie in memory one after the other: a WebSocket takes them as one. Counts nothing: a
    /// caller that sends them to many connections counts once.
    pub(crate) fn send_batch(&self, joined: &Bytes, parts: &[Bytes]) -> Result<(), Closed> {
        self.locked(|outbox| {
            let frames = match outbox.link {
                Link::WebSocket(_) if !self.handshake.is_text_only() => std::slice::from_ref(joined),
                _ => parts,
            };
            self.hand_in(outbox, frames.iter().map(Out::Shared))
        })
    }

    fn hand_in<'a>(
        &self,
        outbox: &mut Outbox,
        frames: impl IntoIterator<Item = Out<'a>>,
    ) -> Result<(), Closed> {
        if outbox.end.is_some() {
            return Err(Closed);
        }
        for frame in frames {
            let text = if self.handshake.is_text_only() { text_form(frame.bytes()) } else { None };
            let frame = text.as_ref().map_or(frame, Out::Shared);
            if let Err(reason) = outbox.send(frame, &self.shared) {
                self.end(outbox, reason, reason.close_code());
                return Err(Closed);
            }
        }
        Ok(())
    }

    /// Closes the connection; the first reason stands. The connection's task does the rest.
    pub(crate) fn close(&self, reason: DisconnectReason) {
        self.close_with(reason, reason.close_code());
    }

    /// Like [`Conn::close`], with the caller's WebSocket close code.
    pub(crate) fn close_with(&self, reason: DisconnectReason, code: u16) {
        self.locked(|outbox| self.end(outbox, reason, code));
    }

    fn end(&self, outbox: &mut Outbox, reason: DisconnectReason, code: u16) {
        if outbox.end.is_some() {
            return;
        }
        outbox.end = Some(End { reason, code });
        self.gate.fetch_or(GATE_CLOSED, Ordering::AcqRel);
        if let Link::Polling(poll) = &mut outbox.link
            && let Some(waiter) = poll.waiter.take()
        {
            waiter.wake();
        }
        outbox.wake();
    }

    /// Registers the connection's task and returns the work that waits for it.
    pub(crate) fn work(&self, task: &Waker) -> Work {
        self.locked(|outbox| {
            match &mut outbox.task {
                Some(known) => known.clone_from(task),
                none => *none = Some(task.clone()),
            }
            Work { end: outbox.end, inbox: outbox.inbox.take() }
        })
    }

    /// Wakes the connection's task.
    pub(crate) fn wake(&self) {
        self.locked(|outbox| outbox.wake());
    }

    pub(crate) fn cork(&self) {
        self.locked(Outbox::cork);
    }

    pub(crate) fn uncork(&self) {
        self.locked(|outbox| {
            if let Err(reason) = outbox.uncork(&self.shared) {
                self.end(outbox, reason, reason.close_code());
            }
        });
    }

    pub(crate) fn poll_flush(&self, cx: &mut Context<'_>) {
        self.locked(|outbox| {
            if let Err(reason) = outbox.poll_flush(cx) {
                self.end(outbox, reason, reason.close_code());
            }
        });
    }

    /// Whether more may be read: the connection is open and not too many handlers are under way.
    pub(crate) fn may_read(&self) -> bool {
        self.gate.load(Ordering::Acquire) < self.shared.config.max_events_in_flight
    }

    /// Most bytes of one message, or of one post, from this client now.
    pub(crate) fn max_payload(&self) -> usize {
        let config = &self.shared.config;
        if self.heartbeat.awaits_namespace() {
            config.max_connect_payload.min(config.max_payload)
        } else {
            config.max_payload
        }
    }

    /// Whether [`Conn::close`] was called.
    pub(crate) fn is_closed(&self) -> bool {
        self.gate.load(Ordering::Acquire) & GATE_CLOSED != 0
    }

    /// A handler is now under way.
    pub(crate) fn handler_started(&self) {
        self.gate.fetch_add(1, Ordering::AcqRel);
    }

    /// A handler finished.
    pub(crate) fn handler_finished(&self) {
        let before = self.gate.fetch_sub(1, Ordering::AcqRel);
        if before == self.shared.config.max_events_in_flight {
            self.wake();
        }
    }

    /// The client answered a ping.
    pub(crate) fn pong(&self) {
        self.heartbeat.pong(self.shared.now_ms() + self.shared.config.ping_interval.as_millis() as u64);
    }

    /// Sends a ping if it is due, or closes the connection if its time is up. Returns whether to visit it again.
    pub(crate) fn beat(&self, now_ms: u64, tick_ms: u64) -> bool {
        if self.is_closed() {
            // The last words wait for a poll.
            return true;
        }
        match self.heartbeat.visit(now_ms, tick_ms, self.shared.config.ping_timeout.as_millis() as u64) {
            Beat::Wait => {}
            Beat::Ping => {
                // Closed in the meantime: the next visit sees it.
                let _ = send_text(self, |payload| payload.push(b'2'));
            }
            Beat::Close(reason) => {
                self.close(reason);
                return false;
            }
        }
        true
    }

    /// Closes the connection if its time is up, without waiting for the wheel.
    pub(crate) fn check_overdue(&self) {
        if let Some(reason) = self.heartbeat.overdue(self.shared.now_ms()) {
            self.close(reason);
        }
    }
}

/// A connection is a guest while one of its messages has arrived only in part.
impl Guest for Conn {
    fn leave(&self) {
        self.close_with(DisconnectReason::ProtocolError, TRY_AGAIN_LATER);
    }
}

/// Makes one text frame in the scratch buffer and sends it.
pub(crate) fn send_text(conn: &Conn, write: impl FnOnce(&mut Vec<u8>)) -> Result<(), Closed> {
    let mut frame = FrameBuf::new();
    write(frame.payload());
    conn.send([Out::Scratch(frame.finish(Opcode::Text))])
}

/// A connection: for sending messages from anywhere, and for closing it. Cheap to clone; equal to its clones
/// only.
#[derive(Clone)]
pub struct Connection(pub(crate) Arc<Conn>);

impl Connection {
    /// The session identifier. Secret: a client needs nothing else to use a polling connection.
    pub fn id(&self) -> Sid {
        self.0.sid
    }

    /// The request that opened it.
    pub fn handshake(&self) -> &Handshake {
        &self.0.handshake
    }

    /// How packets travel at the moment.
    pub fn transport(&self) -> Transport {
        self.0.locked(|outbox| match outbox.link {
            Link::Polling(_) => Transport::Polling,
            _ => Transport::WebSocket,
        })
    }

    /// Sends a text message. Never waits: what the kernel does not take is queued up to the backlog's limits.
    ///
    /// # Errors
    /// When the connection is closed, or is closed now because its backlog is full.
    pub fn send_text(&self, message: &str) -> Result<(), Closed> {
        send_text(&self.0, |payload| {
            payload.push(b'4');
            payload.extend_from_slice(message.as_bytes());
        })
    }

    /// Sends a binary message, like [`Connection::send_text`].
    ///
    /// # Errors
    /// As for text.
    pub fn send_binary(&self, message: &[u8]) -> Result<(), Closed> {
        let mut frame = FrameBuf::new();
        frame.payload().extend_from_slice(message);
        self.0.send([Out::Scratch(frame.finish(Opcode::Binary))])
    }

    /// Sends frames that are shared with other connections, with nothing in between.
    pub(crate) fn send_shared(&self, frames: &[Bytes]) -> Result<(), Closed> {
        self.0.send(frames.iter().map(Out::Shared))
    }

    /// Sends frames that also lie in memory one after the other, and leaves counting them to the caller.
    pub(crate) fn send_batch(&self, joined: &Bytes, parts: &[Bytes]) -> Result<(), Closed> {
        self.0.send_batch(joined, parts)
    }

    /// Counts frames that were sent by [`Connection::send_batch`], to any connections of this server.
    pub(crate) fn count_sent(&self, packets: usize, bytes: usize) {
        self.0.shared.stats.count_sent(packets, bytes);
    }

    /// Closes the connection, after the frames that were sent before.
    pub fn close(&self) {
        self.0.close(DisconnectReason::ServerDisconnect);
    }

    /// Whether the connection can still carry anything.
    pub fn is_open(&self) -> bool {
        !self.0.is_closed()
    }
}

impl PartialEq for Connection {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Connection {}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").field("peer", &self.0.handshake.peer()).finish_non_exhaustive()
    }
}

impl Connection {
    /// Sets, or lifts, the time within which the client must join a namespace.
    pub(crate) fn expect_namespace(&self, within: Option<Duration>) {
        let at = within.map_or(0, |within| self.0.shared.now_ms() + within.as_millis() as u64);
        self.0.heartbeat.set_connect_by(at);
    }

    /// Accounts for the bytes of a message that has arrived in part.
    pub(crate) fn seat_upload(&self, bytes: usize) -> Seat {
        self.0.shared.uploads.seat(bytes, self.0.clone())
    }

    /// Wakes the connection's task.
    pub(crate) fn wake(&self) {
        self.0.wake();
    }

    /// Collects the frames that `meanwhile` sends on the connection, and writes them at once.
    pub(crate) fn corked<T>(&self, meanwhile: impl FnOnce() -> T) -> T {
        /// Also when `meanwhile` panics.
        struct Uncork<'a>(&'a Conn);
        impl Drop for Uncork<'_> {
            fn drop(&mut self) {
                self.0.uncork();
            }
        }
        self.0.cork();
        let _uncork = Uncork(&self.0);
        meanwhile()
    }

    /// Holds back all frames that are sent on the connection while `meanwhile` runs. Only for the connection's task.
    pub(crate) fn held<T>(&self, meanwhile: impl FnOnce() -> T) -> T {
        /// Also when `meanwhile` panics.
        struct Release<'a>(&'a Conn);
        impl Drop for Release<'_> {
            fn drop(&mut self) {
                self.0.locked(Outbox::release);
            }
        }
        self.0.locked(|outbox| {
            if let Err(reason) = outbox.hold(&self.0.shared) {
                self.0.end(outbox, reason, reason.close_code());
            }
        });
        let _release = Release(&self.0);
        meanwhile()
    }
}

/// Sends one frame from a scratch buffer and its attachments.
pub(crate) fn send_frames(connection: &Connection, first: &[u8], rest: &[Bytes]) -> Result<(), Closed> {
    connection.0.send(std::iter::once(Out::Scratch(first)).chain(rest.iter().map(Out::Shared)))
}

/// Counts a handler that runs beside its connection's task, until it is dropped. If a panic drops it, it
/// closes the connection.
pub(crate) struct HandlerUnderWay(Arc<Conn>);

impl HandlerUnderWay {
    pub(crate) fn new(connection: &Connection) -> Self {
        connection.0.handler_started();
        Self(Arc::clone(&connection.0))
    }
}

impl Drop for HandlerUnderWay {
    fn drop(&mut self) {
        if std::thread::panicking() {
            tracing::error!(peer = %self.0.handshake.peer(), "handler panicked; its connection is closed");
            self.0.close(DisconnectReason::HandlerPanic);
        }
        self.0.handler_finished();
    }
}
