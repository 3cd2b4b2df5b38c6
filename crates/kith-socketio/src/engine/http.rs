//! Routes the requests of the transport's path and refuses what the protocol does not allow.
//!
//! Must never open a session before every check has passed.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Body as HttpBody;
use hyper::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE, CACHE_CONTROL, CONTENT_TYPE, HeaderValue, VARY,
};
use hyper::{Method, Request, Response, StatusCode};

use super::connection::Conn;
use super::core::Core;
use super::handshake::Handshake;
use super::origin::Verdict;
use super::query::{MAX_QUERY, Query};
use super::{Inner, Protocol, Transport, polling, upgrade, websocket};
use crate::sid::Sid;
use crate::stats::Stats;

/// The body of every response: whole, in memory, and small.
pub type Body = Full<Bytes>;

/// A body of a request. A name for a set of bounds: hyper's and axum's bodies have them.
pub trait RequestBody: HttpBody<Data = Bytes, Error: Into<Box<dyn std::error::Error + Send + Sync>>> {}

impl<B> RequestBody for B where
    B: HttpBody<Data = Bytes, Error: Into<Box<dyn std::error::Error + Send + Sync>>>
{
}

/// Why a request is refused. The codes are those of the reference server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    UnknownTransport,
    UnknownSid,
    BadMethod,
    BadRequest,
    Forbidden,
    UnsupportedVersion,
    TooManyConnections,
    ShuttingDown,
    PayloadTooLarge,
    Overloaded,
}

impl Refusal {
    fn parts(self) -> (StatusCode, u8, &'static str) {
        match self {
            Self::UnknownTransport => (StatusCode::BAD_REQUEST, 0, "Transport unknown"),
            Self::UnknownSid => (StatusCode::BAD_REQUEST, 1, "Session ID unknown"),
            Self::BadMethod => (StatusCode::BAD_REQUEST, 2, "Bad handshake method"),
            Self::BadRequest => (StatusCode::BAD_REQUEST, 3, "Bad request"),
            Self::Forbidden => (StatusCode::FORBIDDEN, 4, "origin_not_allowed"),
            Self::UnsupportedVersion => (StatusCode::BAD_REQUEST, 5, "Unsupported protocol version"),
            Self::TooManyConnections => (StatusCode::TOO_MANY_REQUESTS, 4, "Too many connections"),
            Self::ShuttingDown => (StatusCode::SERVICE_UNAVAILABLE, 4, "Shutting down"),
            Self::PayloadTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, 3, "Payload too large"),
            Self::Overloaded => (StatusCode::SERVICE_UNAVAILABLE, 4, "Too much at a time"),
        }
    }

    fn response(self) -> Response<Body> {
        let (status, code, message) = self.parts();
        let body = format!(r#"{{"code":{code},"message":"{message}"}}"#);
        respond(status, "application/json", Bytes::from(body))
    }
}

/// A whole response that no cache may keep.
pub(crate) fn respond(status: StatusCode, content_type: &'static str, body: Bytes) -> Response<Body> {
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Answers one request.
pub(crate) async fn serve<P: Protocol, B>(
    engine: &Arc<Inner<P>>,
    request: Request<B>,
    peer: SocketAddr,
) -> Response<Body>
where
    B: RequestBody,
{
    let core = &engine.core;
    core.start_sweeper();
    Stats::add(&core.stats.requests, 1);
    let allowed = match core.config.origins.judge(request.headers()) {
        Verdict::Refused => {
            Stats::add(&core.stats.refused, 1);
            return Refusal::Forbidden.response();
        }
        Verdict::Allowed(origin) => Some(origin),
        Verdict::Same => None,
    };
    let mut response = match allowed.is_some() && request.method() == Method::OPTIONS {
        true => preflight(),
        false => route(engine, request, peer).await.unwrap_or_else(|refusal| {
            Stats::add(&core.stats.refused, 1);
            refusal.response()
        }),
    };
    if let Some(origin) = allowed {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.headers_mut().insert(VARY, HeaderValue::from_static("Origin"));
        if core.config.origins.allow_credentials() {
            // Nothing here goes by cookies; but a client may have been told to send them, and then a browser insists on it.
            response.headers_mut().insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
    }
    response
}

/// The answer to a browser that asks whether a page of an allowed site may go on.
fn preflight() -> Response<Body> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("authorization, content-type"));
    // As long as any browser keeps it.
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200"));
    response
}

async fn route<P: Protocol, B>(
    engine: &Arc<Inner<P>>,
    request: Request<B>,
    peer: SocketAddr,
) -> Result<Response<Body>, Refusal>
where
    B: RequestBody,
{
    let raw = request.uri().query().unwrap_or_default();
    if raw.len() > MAX_QUERY {
        return Err(Refusal::BadRequest);
    }
    let query = Query::new(raw);
    let transport = match query.transport() {
        Some("polling") => Transport::Polling,
        Some("websocket") => Transport::WebSocket,
        _ => return Err(Refusal::UnknownTransport),
    };
    if query.version() != Some("4") {
        return Err(Refusal::UnsupportedVersion);
    }
    if let Some(sid) = query.sid() {
        let conn = find(&engine.core, sid).ok_or(Refusal::UnknownSid)?;
        return match (transport, request.method()) {
            (Transport::Polling, &Method::GET) => polling::get(conn).await,
            (Transport::Polling, &Method::POST) => polling::post(conn, request.into_body()).await,
            (Transport::WebSocket, &Method::GET) => upgrade::start(conn, request),
            _ => Err(Refusal::BadMethod),
        };
    }
    if request.method() != Method::GET {
        return Err(Refusal::BadMethod);
    }
    let config = &engine.core.config;
    let handshake = Handshake::new(request.headers(), &query, peer, config.trust_forwarded_for);
    match transport {
        Transport::Polling => polling::open(engine, handshake),
        Transport::WebSocket => websocket::open(engine, request, handshake),
    }
}

/// Finds a connection that is open, or has last words for a poll.
fn find(core: &Core, sid: &str) -> Option<Arc<Conn>> {
    let conn = core.find(&Sid::parse(sid)?)?;
    conn.check_overdue();
    let reachable = conn.locked(|outbox| outbox.end.is_none_or(|end| end.reason.has_last_words()));
    reachable.then_some(conn)
}

/// Takes a place for a new connection.
pub(crate) fn admit(core: &Core, handshake: &Handshake) -> Result<(), Refusal> {
    if core.is_closing() {
        return Err(Refusal::ShuttingDown);
    }
    if !core.addresses.enter(handshake.client_address(), core.config.max_connections_per_address) {
        return Err(Refusal::TooManyConnections);
    }
    Ok(())
}
