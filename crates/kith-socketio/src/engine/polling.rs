//! HTTP long-polling (protocol v4, "HTTP long-polling"): GET receives, POST sends, at most one of each at a
//! time.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::{Response, StatusCode};
use tokio::sync::{Notify, oneshot};

use super::connection::Conn;
use super::core::{Core, Inner};
use super::driver::Driver;
use super::handshake::Handshake;
use super::outbox::{Link, Outbox, PollLink, Post};
use super::payload::append_frame;
use super::protocol::Protocol;
use super::response::{Body, Refusal, RequestBody, respond};
use super::websocket::open_packet;
use crate::reason::DisconnectReason;
use crate::sid::Sid;
use crate::stats::Stats;
use crate::waiting_room::{SMALL, Seat, WaitingRoom};

/// How long a poll after the probe waits: the `upgrade` packet, after which no poll may wait, may be right
/// behind.
const UPGRADE_GRACE: Duration = Duration::from_millis(50);

/// Most packets in the answer to a poll. The official Python client takes no more, and gives up on a longer answer.
const MAX_PACKETS: usize = 16;

const PLAIN_TEXT: &str = "text/plain; charset=UTF-8";

/// Opens a connection; the response carries the `open` packet.
pub(crate) fn open<P: Protocol>(
    engine: &Arc<Inner<P>>,
    handshake: Handshake,
) -> Result<Response<Body>, Refusal> {
    let core = &engine.core;
    let sid = Sid::random().map_err(|_| Refusal::ShuttingDown)?;
    core.admit(&handshake)?;
    let conn = Arc::new(Conn::new(&core.shared, sid, handshake, Link::Polling(Box::default())));
    Stats::add(&core.shared.stats.opened_polling, 1);
    let mut packet = Vec::with_capacity(128);
    open_packet(&mut packet, &conn, r#"["websocket"]"#);
    Driver::spawn(engine, conn, None);
    Ok(respond(StatusCode::OK, PLAIN_TEXT, Bytes::from(packet)))
}

/// One poll: waits until there is something to send.
pub(crate) async fn get(core: &Core, conn: Arc<Conn>) -> Result<Response<Body>, Refusal> {
    begin(&conn, |poll| &mut poll.get_active)?;
    let mut request = Active { conn: &conn, slot: |poll| &mut poll.get_active, answered: false };
    let result = match is_probed(&conn) {
        true => match tokio::time::timeout(UPGRADE_GRACE, payload(&conn, Probed::Hold)).await {
            Ok(result) => result,
            Err(_) => payload(&conn, Probed::LetGo).await,
        },
        false => payload(&conn, Probed::LetGo).await,
    };
    request.answered = true;
    drop(request);
    if conn.locked(|outbox| matches!(&outbox.link, Link::Polling(poll) if poll.end_told)) {
        core.forget(&conn.sid);
    }
    let body = result?;
    Stats::add(&conn.shared.stats.polls, 1);
    Ok(respond(StatusCode::OK, PLAIN_TEXT, Bytes::from(body)))
}

/// One post: hands its packets to the connection's task and waits until they are handled.
pub(crate) async fn post<B>(conn: Arc<Conn>, body: B) -> Result<Response<Body>, Refusal>
where
    B: RequestBody,
{
    begin(&conn, |poll| &mut poll.post_active)?;
    let mut request = Active { conn: &conn, slot: |poll| &mut poll.post_active, answered: false };
    let config = &conn.shared.config;
    let body = collect(body, conn.max_payload(), &conn.shared.uploads);
    let body = match tokio::time::timeout(config.request_timeout, body).await {
        Ok(Ok(body)) => body,
        Ok(Err(refusal @ (Refusal::PayloadTooLarge | Refusal::Overloaded))) => {
            conn.close(DisconnectReason::ProtocolError);
            return Err(refusal);
        }
        Ok(Err(_)) | Err(_) => {
            conn.close(DisconnectReason::TransportError);
            return Err(Refusal::BadRequest);
        }
    };
    Stats::add(&conn.shared.stats.bytes_in, body.len());
    let Ok(body) = String::from_utf8(body) else {
        conn.close(DisconnectReason::ProtocolError);
        return Err(Refusal::BadRequest);
    };
    let (done, outcome) = oneshot::channel();
    let handed_over = conn.locked(|outbox| {
        // After the end the connection has no task any more that would answer.
        if outbox.end.is_none() {
            outbox.inbox.get_or_insert_default().post = Some(Post { body, at: 0, done });
            outbox.wake();
        }
        outbox.end.is_none()
    });
    let good = if handed_over { outcome.await } else { Ok(false) };
    request.answered = true;
    match good {
        Ok(true) => Ok(respond(StatusCode::OK, "text/html", Bytes::from_static(b"ok"))),
        // Malformed, or the connection ended before its task handled the post.
        Ok(false) | Err(_) => Err(Refusal::BadRequest),
    }
}

/// Reads a body to its end, unless the waiting room needs its memory before that.
async fn collect<B: RequestBody>(body: B, limit: usize, room: &Arc<WaitingRoom>) -> Result<Vec<u8>, Refusal> {
    let leave = Arc::new(Notify::new());
    let mut seat: Option<Seat> = None;
    let mut body = pin!(body);
    let mut bytes = Vec::new();
    loop {
        let frame = tokio::select! {
            frame = body.frame() => frame,
            () = leave.notified() => return Err(Refusal::Overloaded),
        };
        let Some(frame) = frame else { return Ok(bytes) };
        let Ok(data) = frame.map_err(|_| Refusal::BadRequest)?.into_data() else { continue };
        if bytes.len() + data.len() > limit {
            return Err(Refusal::PayloadTooLarge);
        }
        bytes.extend_from_slice(&data);
        match &seat {
            Some(seat) => seat.hold(bytes.len()),
            None if bytes.len() >= SMALL => seat = Some(room.seat(bytes.len(), leave.clone())),
            None => {}
        }
    }
}

/// Marks that a request is under way. A second one closes the session ("a client MUST NOT have more than
/// one").
fn begin(conn: &Conn, slot: fn(&mut PollLink) -> &mut bool) -> Result<(), Refusal> {
    let twice = conn.locked(|outbox| match &mut outbox.link {
        Link::Polling(poll) => Ok(std::mem::replace(slot(poll), true)),
        // The session has upgraded to WebSocket, or has ended.
        _ => Err(Refusal::BadRequest),
    })?;
    if twice {
        conn.close(DisconnectReason::TransportError);
        return Err(Refusal::BadRequest);
    }
    Ok(())
}

/// A request under way. If it is dropped before its answer, the client went away in the middle.
struct Active<'a> {
    conn: &'a Conn,
    slot: fn(&mut PollLink) -> &mut bool,
    answered: bool,
}

impl Drop for Active<'_> {
    fn drop(&mut self) {
        self.conn.locked(|outbox| {
            if let Link::Polling(poll) = &mut outbox.link {
                *(self.slot)(poll) = false;
            }
        });
        if !self.answered {
            self.conn.close(DisconnectReason::TransportError);
        }
    }
}

/// What to do with a poll when no packet waits and the connection was probed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Probed {
    Hold,
    LetGo,
}

fn is_probed(conn: &Conn) -> bool {
    conn.locked(|outbox| matches!(&outbox.link, Link::Polling(poll) if poll.probed))
}

async fn payload(conn: &Conn, probed: Probed) -> Result<String, Refusal> {
    poll_fn(|cx| conn.locked(|outbox| poll_payload(outbox, probed, cx))).await
}

/// The answer to a poll: the waiting packets. When none waits and the poll has to end, one packet that says why.
fn poll_payload(outbox: &mut Outbox, probed: Probed, cx: &mut Context<'_>) -> Poll<Result<String, Refusal>> {
    let Link::Polling(poll) = &mut outbox.link else { return Poll::Ready(Err(Refusal::BadRequest)) };
    if poll.held {
        poll.waiter = Some(cx.waker().clone());
        return Poll::Pending;
    }
    let mut payload = String::new();
    if let Some(backlog) = &mut outbox.backlog {
        for frame in std::iter::from_fn(|| backlog.pop()).take(MAX_PACKETS) {
            append_frame(&mut payload, &frame);
        }
        // An end without last words: this poll is the last one.
        if backlog.is_empty() || outbox.end.is_some_and(|end| !end.reason.has_last_words()) {
            outbox.backlog = None;
        }
    }
    if !payload.is_empty() {
        // If the connection has ended, the next poll reports it: official clients act on a close packet at once, and
        // discard the messages before it in the same payload.
        return Poll::Ready(Ok(payload));
    }
    if let Some(end) = outbox.end {
        poll.end_told = true;
        payload.push(match end.reason {
            DisconnectReason::TransportClose => '6',
            // An error makes every client reconnect; a close packet keeps some from doing so.
            DisconnectReason::ServerShutdown => return Poll::Ready(Err(Refusal::ShuttingDown)),
            _ => '1',
        });
    } else {
        if !poll.probed || probed == Probed::Hold {
            poll.waiter = Some(cx.waker().clone());
            return Poll::Pending;
        }
        payload.push('6');
    }
    Poll::Ready(Ok(payload))
}
