//! Connections that begin as WebSocket, and the opening handshake of every WebSocket.
//!
//! After the handshake the TCP stream is taken out of hyper into a fresh task: an idle connection keeps
//! nothing of HTTP.

use std::io::Write as _;
use std::sync::Arc;

use http_body_util::Full;
use hyper::header::{
    CONNECTION, HeaderMap, HeaderName, HeaderValue, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY,
    SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper::{Request, Response, StatusCode, Version};
use hyper_util::rt::TokioIo;
use hyper_util::server::conn::auto;
use tokio::net::TcpStream;

use super::connection::{Conn, send_text};
use super::core::Inner;
use super::driver::Driver;
use super::handshake::Handshake;
use super::outbox::Link;
use super::protocol::Protocol;
use super::response::{Body, Refusal};
use crate::sid::Sid;
use crate::stats::Stats;
use crate::ws::{Decoder, accept_key};

/// Opens a connection that begins as WebSocket.
pub(crate) fn open<P: Protocol, B>(
    engine: &Arc<Inner<P>>,
    request: Request<B>,
    handshake: Handshake,
) -> Result<Response<Body>, Refusal> {
    let sid = Sid::random().map_err(|_| Refusal::ShuttingDown)?;
    let (response, upgrade) = switch_protocols(request)?;
    engine.core.admit(&handshake)?;
    let engine = Arc::clone(engine);
    tokio::spawn(async move {
        let core = &engine.core;
        let Some((stream, unread)) = take_stream(upgrade, core.shared.config.request_timeout).await else {
            core.addresses.leave(handshake.client_address());
            return;
        };
        let (read, half) = stream.into_split();
        let conn = Arc::new(Conn::new(&core.shared, sid, handshake, Link::WebSocket(half)));
        Stats::add(&core.shared.stats.opened_websocket, 1);
        // An error means closed already: the connection's task sees it.
        let _ = send_text(&conn, |packet| open_packet(packet, &conn, "[]"));
        Driver::spawn(&engine, conn, Some((read, unread)));
    });
    Ok(response)
}

/// Writes the `open` packet (protocol v4, "Handshake").
pub(crate) fn open_packet(packet: &mut Vec<u8>, conn: &Conn, upgrades: &str) {
    let config = &conn.shared.config;
    // Writing to memory cannot fail.
    let _ = write!(
        packet,
        r#"0{{"sid":"{}","upgrades":{upgrades},"pingInterval":{},"pingTimeout":{},"maxPayload":{}}}"#,
        conn.sid,
        config.ping_interval.as_millis(),
        config.ping_timeout.as_millis(),
        config.max_payload,
    );
}

/// Checks the opening handshake (RFC 6455 section 4.2.1) and makes the answer.
pub(crate) fn switch_protocols<B>(mut request: Request<B>) -> Result<(Response<Body>, OnUpgrade), Refusal> {
    let headers = request.headers();
    let good = request.version() == Version::HTTP_11
        && has_token(headers, &CONNECTION, "upgrade")
        && has_token(headers, &UPGRADE, "websocket")
        && headers.get(SEC_WEBSOCKET_VERSION).is_some_and(|version| version == "13");
    if !good {
        return Err(Refusal::BadRequest);
    }
    let key = headers.get(SEC_WEBSOCKET_KEY).ok_or(Refusal::BadRequest)?;
    let accept = accept_key(key.as_bytes()).ok_or(Refusal::BadRequest)?;
    let accept = HeaderValue::from_str(&accept).map_err(|_| Refusal::BadRequest)?;
    let subprotocol = headers.get(SEC_WEBSOCKET_PROTOCOL).map(first_offered).transpose()?;
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    response.headers_mut().insert(UPGRADE, HeaderValue::from_static("websocket"));
    response.headers_mut().insert(SEC_WEBSOCKET_ACCEPT, accept);
    if let Some(subprotocol) = subprotocol {
        response.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, subprotocol);
    }
    Ok((response, hyper::upgrade::on(&mut request)))
}

/// The agreed subprotocol: the first one offered, as in the reference server. Socket.IO defines no subprotocols, but a
/// browser that offered some fails when the server chooses none.
fn first_offered(offer: &HeaderValue) -> Result<HeaderValue, Refusal> {
    let first = offer.to_str().ok().and_then(|offer| offer.split(',').next()).unwrap_or_default().trim();
    // RFC 9110 section 5.6.2: the characters of a token.
    let is_token = !first.is_empty()
        && first.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
    if !is_token {
        return Err(Refusal::BadRequest);
    }
    HeaderValue::from_str(first).map_err(|_| Refusal::BadRequest)
}

fn has_token(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|part| part.trim().eq_ignore_ascii_case(token))
}

/// Waits for hyper to release the connection; returns the TCP stream and the bytes that hyper read beyond the request.
pub(crate) async fn take_stream(
    upgrade: OnUpgrade,
    patience: std::time::Duration,
) -> Option<(TcpStream, Decoder)> {
    let upgraded = match tokio::time::timeout(patience, upgrade).await {
        Ok(Ok(upgraded)) => upgraded,
        Ok(Err(error)) => {
            tracing::debug!(%error, "upgrade failed");
            return None;
        }
        Err(_) => return None,
    };
    let Some((stream, unread)) = downcast(upgraded) else {
        tracing::error!("a WebSocket came over something else than a TCP stream: not supported");
        return None;
    };
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "cannot switch off Nagle's algorithm");
    }
    Some((stream, unread))
}

/// The stream inside either of hyper's connection types.
fn downcast(upgraded: Upgraded) -> Option<(TcpStream, Decoder)> {
    match auto::upgrade::downcast::<TokioIo<TcpStream>>(upgraded) {
        Ok(parts) => Some((parts.io.into_inner(), Decoder::with_unread(&parts.read_buf))),
        Err(upgraded) => {
            let parts = upgraded.downcast::<TokioIo<TcpStream>>().ok()?;
            Some((parts.io.into_inner(), Decoder::with_unread(&parts.read_buf)))
        }
    }
}
