//! From long-polling to WebSocket on one connection (protocol v4, "Upgrade").
//!
//! Until the client's `upgrade` packet the connection polls, and a failed WebSocket does it no harm.

use std::io;
use std::sync::Arc;

use hyper::{Request, Response};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::connection::Conn;
use super::outbox::{Link, PollLink};
use super::packet::Packet;
use super::response::{Body, Refusal};
use super::websocket::{switch_protocols, take_stream};
use crate::stats::Stats;
use crate::ws::{Decoder, Flow, FrameBuf, Incoming, Opcode, close_frame, control_frame};

/// RFC 6455 section 7.4.1: "policy violation".
const REFUSED: u16 = 1008;

/// Answers the WebSocket handshake for an existing connection.
///
/// When the connection already has a WebSocket, or another one is being probed, the handshake still succeeds and
/// the server closes the new WebSocket at once: "should it happen, the server MUST close the WebSocket connection".
pub(crate) fn start<B>(conn: Arc<Conn>, request: Request<B>) -> Result<Response<Body>, Refusal> {
    let (response, upgrade) = switch_protocols(request)?;
    let free = !conn.is_closed()
        && with_poll(&conn, |poll| !std::mem::replace(&mut poll.upgrading, true)) == Some(true);
    tokio::spawn(async move {
        let config = &conn.shared.config;
        let stream = take_stream(upgrade, config.request_timeout).await;
        match stream {
            Some((mut stream, decoder)) if free => {
                let probe = tokio::time::timeout(config.upgrade_timeout, probe(&conn, &mut stream, decoder));
                match probe.await {
                    Ok(Ok(Some(decoder))) => {
                        if let Err(stream) = complete(&conn, stream, decoder) {
                            refuse(stream, &conn).await;
                        }
                    }
                    Ok(Ok(None) | Err(_)) | Err(_) => {
                        give_up(&conn);
                        refuse(stream, &conn).await;
                    }
                }
            }
            Some((stream, _)) => refuse(stream, &conn).await,
            None if free => give_up(&conn),
            None => {}
        }
    });
    Ok(response)
}

fn with_poll<T>(conn: &Conn, with: impl FnOnce(&mut PollLink) -> T) -> Option<T> {
    conn.locked(|outbox| match &mut outbox.link {
        Link::Polling(poll) => Some(with(poll)),
        _ => None,
    })
}

/// The connection goes on polling, and another WebSocket may try.
fn give_up(conn: &Conn) {
    // An error means closed in the meantime: then there is nothing to reset.
    let _ = with_poll(conn, |poll| {
        poll.upgrading = false;
        poll.probed = false;
    });
}

/// Answers the probe and waits for the `upgrade` packet; `None` if something else came.
///
/// It looks at all bytes it has read before it lets polls go: a client may send probe and upgrade in one
/// piece.
async fn probe(conn: &Conn, stream: &mut TcpStream, mut decoder: Decoder) -> io::Result<Option<Decoder>> {
    let mut buffer = vec![0; 1024];
    let mut input: &mut [u8] = &mut [];
    loop {
        let (mut answers, mut probed, mut upgraded, mut bad) = (Vec::new(), false, false, false);
        let result = decoder.feed(input, conn.shared.config.max_connect_payload, |incoming| {
            match incoming {
                Incoming::Text(text) => match Packet::decode(text) {
                    Ok(Packet::Ping("probe")) => {
                        probed = true;
                        let mut frame = FrameBuf::new();
                        frame.payload().extend_from_slice(b"3probe");
                        answers.extend_from_slice(frame.finish(Opcode::Text));
                    }
                    Ok(Packet::Upgrade) => upgraded = true,
                    _ => bad = true,
                },
                Incoming::Ping(payload) => answers.extend_from_slice(&control_frame(Opcode::Pong, payload)),
                Incoming::Pong => {}
                Incoming::Binary(_) | Incoming::Close => bad = true,
            }
            if upgraded || bad { Flow::Pause } else { Flow::Continue }
        });
        if bad || result.is_err() {
            return Ok(None);
        }
        if probed && with_poll(conn, |poll| poll.probed = true).is_none() {
            return Ok(None);
        }
        stream.write_all(&answers).await?;
        if upgraded {
            let probed = with_poll(conn, |poll| poll.probed).unwrap_or_default();
            return Ok(probed.then_some(decoder));
        }
        if probed {
            // The connection may no longer poll, or no poll may be waiting: then there is none to let go.
            let _ = with_poll(conn, |poll| poll.waiter.take().map(std::task::Waker::wake));
        }
        let count = stream.read(&mut buffer).await?;
        if count == 0 {
            return Ok(None);
        }
        input = &mut buffer[..count];
    }
}

/// The WebSocket takes over: the packets that waited for a poll leave on it first.
///
/// # Errors
/// Gives the stream back when the connection ended in the meantime.
fn complete(conn: &Conn, stream: TcpStream, decoder: Decoder) -> Result<(), TcpStream> {
    conn.locked(|outbox| {
        let Link::Polling(poll) = &mut outbox.link else { return Err(stream) };
        if outbox.end.is_some() {
            return Err(stream);
        }
        // A poll that is still open broke the rules (the client "pauses" first); it must not wait for ever.
        let waiter = poll.waiter.take();
        let (read, half) = stream.into_split();
        outbox.link = Link::WebSocket(half);
        outbox.inbox.get_or_insert_default().upgraded = Some((read, decoder));
        outbox.wake();
        if let Some(waiter) = waiter {
            waiter.wake();
        }
        Ok(())
    })?;
    Stats::add(&conn.shared.stats.upgraded, 1);
    Ok(())
}

/// Closes a WebSocket that the connection does not take.
async fn refuse(mut stream: TcpStream, conn: &Conn) {
    let farewell = async {
        stream.write_all(&close_frame(REFUSED, "refused")).await?;
        stream.shutdown().await?;
        let mut sink = [0; 256];
        while stream.read(&mut sink).await? > 0 {}
        io::Result::Ok(())
    };
    // However it ends, no one needs the result.
    let _ = tokio::time::timeout(conn.shared.config.close_timeout, farewell).await;
}
