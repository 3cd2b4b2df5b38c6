//! Routes the requests for the transport's path and refuses those that the protocol does not allow.
//!
//! Must never open a session before every check has passed.

use std::net::SocketAddr;
use std::sync::Arc;

use hyper::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE, HeaderValue, VARY,
};
use hyper::{Method, Request, Response, StatusCode};

use super::connection::{Conn, Transport};
use super::core::{Core, Inner};
use super::handshake::Handshake;
use super::peer::origin::Verdict;
use super::protocol::Protocol;
use super::query::{MAX_QUERY, Query};
use super::response::{Body, Refusal, RequestBody};
use super::shared::Shared;
use super::{polling, upgrade, websocket};
use crate::sid::Sid;
use crate::stats::Stats;

/// Answers one request.
pub(crate) async fn serve<P: Protocol, B>(
    engine: &Arc<Inner<P>>,
    request: Request<B>,
    peer: SocketAddr,
) -> Response<Body>
where
    B: RequestBody,
{
    engine.core.start_sweeper();
    let Shared { config, stats, .. } = &*engine.core.shared;
    Stats::add(&stats.requests, 1);
    let allowed = match config.origins.judge(request.headers()) {
        Verdict::Refused => {
            Stats::add(&stats.refused, 1);
            return Refusal::Forbidden.response();
        }
        Verdict::Allowed(origin) => Some(origin),
        Verdict::Same => None,
    };
    let mut response = match allowed.is_some() && request.method() == Method::OPTIONS {
        true => preflight(),
        false => route(engine, request, peer).await.unwrap_or_else(|refusal| {
            Stats::add(&stats.refused, 1);
            refusal.response()
        }),
    };
    if let Some(origin) = allowed {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.headers_mut().insert(VARY, HeaderValue::from_static("Origin"));
        if config.origins.allow_credentials() {
            // The transport uses no cookies; but a client may send them, and then the browser requires this header.
            response.headers_mut().insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
    }
    response
}

/// The answer to a browser's preflight request for a page of an allowed site.
fn preflight() -> Response<Body> {
    let mut response = Response::new(Body::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("authorization, content-type"));
    // The longest that any browser caches it.
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
            (Transport::Polling, &Method::GET) => polling::get(&engine.core, conn).await,
            (Transport::Polling, &Method::POST) => polling::post(conn, request.into_body()).await,
            (Transport::WebSocket, &Method::GET) => upgrade::start(conn, request),
            _ => Err(Refusal::BadMethod),
        };
    }
    if request.method() != Method::GET {
        return Err(Refusal::BadMethod);
    }
    let trust_forwarded = engine.core.shared.config.trust_forwarded_for;
    let handshake = Handshake::new(request.headers(), &query, peer, trust_forwarded);
    match transport {
        Transport::Polling => polling::open(engine, handshake),
        Transport::WebSocket => websocket::open(engine, request, handshake),
    }
}

/// Finds a connection that is open, or still has last words for a poll.
fn find(core: &Core, sid: &str) -> Option<Arc<Conn>> {
    let conn = core.find(&Sid::parse(sid)?)?;
    conn.check_overdue();
    let reachable = conn.locked(|outbox| outbox.end.is_none_or(|end| end.reason.has_last_words()));
    reachable.then_some(conn)
}
