//! The one task of each connection: reads, decodes, calls the protocol, and writes the frames that the kernel
//! did not take before.
//!
//! Must stay small (it is what an idle connection costs) and must never hold a read buffer while it waits.

use std::cell::Cell;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead as _, ReadBuf};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::time::Sleep;

use super::backlog::Backlog;
use super::connection::{Conn, Connection};
use super::core::Inner;
use super::outbox::{End, Link, Out, Post};
use super::packet::{Packet, PacketError};
use super::payload::{PayloadItem, decode_item, next_packet};
use super::protocol::{Message, Protocol};
use crate::reason::DisconnectReason;
use crate::stats::Stats;
use crate::ws::{Decoder, Flow, Incoming, Opcode, close_frame, control_frame};

/// Bytes read at a time, into a buffer of the thread.
const READ_BYTES: usize = 32 * 1024;

thread_local! {
    static READ_BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// The task of one connection.
pub(crate) struct Driver<P: Protocol> {
    engine: Arc<Inner<P>>,
    connection: Connection,
    /// `None` while the connection polls, and once the client closed its side.
    read: Option<OwnedReadHalf>,
    decoder: Decoder,
    /// The decoder has unread bytes, which must be handled without a further read.
    resume: bool,
    post: Option<Box<Post>>,
    session: Option<P::Session>,
    farewell: Option<Box<Farewell>>,
}

impl<P: Protocol> Driver<P> {
    /// Opens a connection: tells the protocol and starts the task.
    pub(crate) fn spawn(
        engine: &Arc<Inner<P>>,
        conn: Arc<Conn>,
        websocket: Option<(OwnedReadHalf, Decoder)>,
    ) {
        let connection = Connection(conn);
        let Ok(session) = catch_unwind(AssertUnwindSafe(|| engine.protocol.opened(&connection))) else {
            engine.core.addresses.leave(connection.handshake().client_address());
            return;
        };
        engine.core.enter(&connection.0);
        let (read, decoder) = match websocket {
            Some((read, decoder)) => (Some(read), decoder),
            None => (None, Decoder::default()),
        };
        tokio::spawn(Self {
            engine: Arc::clone(engine),
            resume: decoder.has_unread(),
            connection,
            read,
            decoder,
            post: None,
            session: Some(session),
            farewell: None,
        });
    }

    /// Does one thing that makes progress; `false` when there is nothing to do but wait.
    fn step(&mut self, cx: &mut Context<'_>) -> bool {
        let conn = &*self.connection.0;
        if !conn.may_read() {
            return false;
        }
        if self.post.is_some() {
            self.handle_post();
            return true;
        }
        if std::mem::take(&mut self.resume) {
            self.handle_bytes(&mut []);
            return true;
        }
        let Some(read) = &mut self.read else { return false };
        let mut buffer = READ_BUFFER.take();
        buffer.resize(READ_BYTES, 0);
        let mut filled = ReadBuf::new(&mut buffer);
        let progress = match Pin::new(read).poll_read(cx, &mut filled) {
            Poll::Pending => false,
            Poll::Ready(Ok(())) if !filled.filled().is_empty() => {
                self.handle_bytes(filled.filled_mut());
                true
            }
            Poll::Ready(Ok(())) => {
                self.read = None;
                conn.close(DisconnectReason::TransportClose);
                true
            }
            Poll::Ready(Err(_)) => {
                self.read = None;
                conn.close(DisconnectReason::TransportError);
                true
            }
        };
        READ_BUFFER.set(buffer);
        progress
    }

    /// Handles the bytes that were read from the WebSocket.
    fn handle_bytes(&mut self, input: &mut [u8]) {
        let Self { engine, connection, decoder, session: Some(session), resume, .. } = self else { return };
        let conn = &*connection.0;
        let mut packets = 0;
        Stats::add(&engine.core.shared.stats.bytes_in, input.len());
        conn.cork();
        let result = decoder.feed(input, conn.max_payload(), |incoming| {
            packets += 1;
            let handled = match incoming {
                Incoming::Text(text) => handle_item(engine, connection, session, decode_item(text)),
                Incoming::Binary(bytes) => hand_over(engine, connection, session, Message::Binary(bytes)),
                Incoming::Ping(payload) => {
                    // An error means closed in the meantime: then no pong is needed.
                    let _ = conn.send([Out::Shared(&control_frame(Opcode::Pong, payload))]);
                    Ok(())
                }
                Incoming::Pong => Ok(()),
                Incoming::Close => Err(DisconnectReason::TransportClose),
            };
            if let Err(reason) = handled {
                conn.close(reason);
            }
            *resume = !conn.may_read();
            if *resume { Flow::Pause } else { Flow::Continue }
        });
        if let Err(error) = result {
            tracing::debug!(peer = %conn.handshake.peer(), %error, "malformed frame");
            conn.close_with(DisconnectReason::ProtocolError, error.close_code());
        }
        decoder.account(|bytes| connection.seat_upload(bytes));
        conn.uncork();
        Stats::add(&engine.core.shared.stats.packets_in, packets);
    }

    /// Handles the packets of a post, until too many handlers are under way.
    fn handle_post(&mut self) {
        let Self { engine, connection, session: Some(session), post: slot, .. } = self else { return };
        let Some(mut post) = slot.take() else { return };
        let conn = &*connection.0;
        loop {
            Stats::add(&engine.core.shared.stats.packets_in, 1);
            let (item, next) = match next_packet(&post.body, post.at) {
                Ok((item, next)) => (Ok(item), next),
                Err(error) => (Err(error), None),
            };
            if let Err(reason) = handle_item(engine, connection, session, item) {
                conn.close(reason);
                // The request may be gone: then it needs no answer.
                let _ = post.done.send(reason == DisconnectReason::TransportClose);
                return;
            }
            match next {
                None => {
                    // As above.
                    let _ = post.done.send(true);
                    return;
                }
                Some(at) => post.at = at,
            }
            if !conn.may_read() {
                *slot = Some(post);
                return;
            }
        }
    }

    /// The end: tells the protocol, removes the connection from the table, and starts the farewell if the client
    /// still reads.
    fn finish(&mut self, end: End) -> Option<Box<Farewell>> {
        let conn = &*self.connection.0;
        // The rest of a message will not arrive: its memory is freed now, not at the end of the farewell.
        self.decoder = Decoder::default();
        if let Some(session) = self.session.take() {
            let closed = || self.engine.protocol.closed(session, &self.connection, end.reason);
            if catch_unwind(AssertUnwindSafe(closed)).is_err() {
                tracing::error!(peer = %conn.handshake.peer(), "handler panicked at the end of a connection");
            }
        }
        if let Some(post) = self.post.take() {
            // The request may be gone: then it needs no answer.
            let _ = post.done.send(false);
        }
        let gentle = !matches!(end.reason, DisconnectReason::TransportError | DisconnectReason::SlowConsumer);
        let (websocket, poll_later) = conn.locked(|outbox| {
            // Otherwise the waker would keep the task's memory for as long as any clone of the connection exists.
            outbox.task = None;
            match std::mem::replace(&mut outbox.link, Link::Gone) {
                Link::WebSocket(half) => (Some((half, outbox.backlog.take())), false),
                Link::Polling(poll) => {
                    let poll_later = gentle && !poll.end_told && end.reason.has_last_words();
                    if !poll_later && !poll.get_active {
                        // No poll will fetch it, however long a clone of the connection exists.
                        outbox.backlog = None;
                    }
                    outbox.link = Link::Polling(poll);
                    (None, poll_later)
                }
                Link::Gone => (None, false),
            }
        });
        if poll_later {
            let close_timeout = conn.shared.config.close_timeout.as_millis() as u64;
            conn.heartbeat.last_words_until(conn.shared.now_ms() + close_timeout);
        }
        self.engine.core.leave(conn, end.reason, poll_later);
        let ((half, backlog), read) = (websocket?, self.read.take()?);
        if !gentle {
            return None;
        }
        let shared = &conn.shared;
        let mut backlog = backlog.unwrap_or_else(|| Box::new(Backlog::new(&shared.backlogs)));
        // Without room for it, the connection ends without a close frame.
        backlog.push(close_frame(end.code, end.reason.as_str()), &shared.config);
        let patience = Box::pin(tokio::time::sleep(shared.config.close_timeout));
        Some(Box::new(Farewell { half: Some(half), read, backlog, patience }))
    }
}

impl<P: Protocol> Future for Driver<P> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        loop {
            if let Some(farewell) = &mut this.farewell {
                return farewell.poll(cx);
            }
            let work = this.connection.0.work(cx.waker());
            if let Some(end) = work.end {
                this.farewell = this.finish(end);
                if this.farewell.is_none() {
                    return Poll::Ready(());
                }
                continue;
            }
            if let Some(inbox) = work.inbox {
                this.post = inbox.post.map(Box::new).or_else(|| this.post.take());
                if let Some((read, decoder)) = inbox.upgraded {
                    this.resume = decoder.has_unread();
                    this.read = Some(read);
                    this.decoder = decoder;
                }
            }
            if let Some(session) = &mut this.session {
                let (engine, connection) = (&this.engine, &this.connection);
                guard(connection, || {
                    engine.protocol.poll(session, connection, cx);
                    Ok(())
                })
                .unwrap_or_else(|reason| connection.0.close(reason));
            }
            this.connection.0.poll_flush(cx);
            if !this.step(cx) {
                return Poll::Pending;
            }
        }
    }
}

/// Runs the protocol's code; a panic becomes a reason to close this one connection.
fn guard(
    connection: &Connection,
    run: impl FnOnce() -> Result<(), DisconnectReason>,
) -> Result<(), DisconnectReason> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        tracing::error!(peer = %connection.handshake().peer(), "handler panicked; its connection is closed");
        Err(DisconnectReason::HandlerPanic)
    })
}

fn hand_over<P: Protocol>(
    engine: &Inner<P>,
    connection: &Connection,
    session: &mut P::Session,
    message: Message<'_>,
) -> Result<(), DisconnectReason> {
    guard(connection, || engine.protocol.message(session, connection, message))
}

/// One packet or binary message, in its text form.
fn handle_item<P: Protocol>(
    engine: &Inner<P>,
    connection: &Connection,
    session: &mut P::Session,
    item: Result<PayloadItem<'_>, PacketError>,
) -> Result<(), DisconnectReason> {
    match item {
        Ok(PayloadItem::Packet(packet)) => handle_packet(engine, connection, session, packet),
        Ok(PayloadItem::Binary(bytes)) => hand_over(engine, connection, session, Message::Binary(&bytes)),
        Err(error) => {
            tracing::debug!(peer = %connection.handshake().peer(), %error, "malformed packet");
            Err(DisconnectReason::ProtocolError)
        }
    }
}

fn handle_packet<P: Protocol>(
    engine: &Inner<P>,
    connection: &Connection,
    session: &mut P::Session,
    packet: Packet<'_>,
) -> Result<(), DisconnectReason> {
    match packet {
        Packet::Message(text) => hand_over(engine, connection, session, Message::Text(text)),
        Packet::Pong(_) => {
            connection.0.pong();
            Ok(())
        }
        Packet::Close => Err(DisconnectReason::TransportClose),
        // Late packets of an upgrade that is over.
        Packet::Upgrade | Packet::Noop => Ok(()),
        // Only the server opens and, since v4, pings.
        Packet::Open(_) | Packet::Ping(_) => Err(DisconnectReason::ProtocolError),
    }
}

/// The end of a closed WebSocket: the server sends the last frames and reads the client's side to its end.
/// With unread bytes, the kernel would reset the connection before the close frame arrives (RFC 6455 section
/// 7.1.1).
struct Farewell {
    half: Option<OwnedWriteHalf>,
    read: OwnedReadHalf,
    backlog: Box<Backlog>,
    patience: Pin<Box<Sleep>>,
}

impl Farewell {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.patience.as_mut().poll(cx).is_ready() {
            return Poll::Ready(());
        }
        if let Some(half) = &mut self.half {
            match self.backlog.poll_write(half, cx) {
                Poll::Pending => {}
                // Dropping the half ends the stream in this direction.
                Poll::Ready(Ok(())) => self.half = None,
                Poll::Ready(Err(_)) => return Poll::Ready(()),
            }
        }
        let mut sink = [0; 1024];
        loop {
            let mut filled = ReadBuf::new(&mut sink);
            match Pin::new(&mut self.read).poll_read(cx, &mut filled) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Ok(())) if !filled.filled().is_empty() => {}
                Poll::Ready(_) => return Poll::Ready(()),
            }
        }
    }
}
