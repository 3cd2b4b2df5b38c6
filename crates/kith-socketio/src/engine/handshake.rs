//! What is remembered of the request that opened a connection. Must stay small: every connection keeps one
//! for its life.

use std::net::{IpAddr, SocketAddr};

use hyper::HeaderMap;
use hyper::header::{HeaderName, ORIGIN, USER_AGENT};

use super::query::Query;

/// Longer header values are cut (at a character).
const MAX_HEADER_CHARS: usize = 256;

/// The header a reverse proxy adds the client's address to.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The request that opened a connection, in part.
#[derive(Debug)]
pub struct Handshake {
    peer: SocketAddr,
    client: IpAddr,
    headers: Option<Box<Headers>>,
}

#[derive(Debug)]
struct Headers {
    user_agent: Option<Box<str>>,
    origin: Option<Box<str>>,
    forwarded_for: Option<Box<str>>,
    query: Box<str>,
}

impl Handshake {
    /// Picks what is kept out of a request.
    pub(crate) fn new(
        headers: &HeaderMap,
        query: &Query<'_>,
        peer: SocketAddr,
        trust_forwarded: bool,
    ) -> Self {
        let kept = Headers {
            user_agent: text(headers, &USER_AGENT),
            origin: text(headers, &ORIGIN),
            forwarded_for: text(headers, &FORWARDED_FOR),
            query: query.custom().into(),
        };
        let client = match trust_forwarded.then(|| last_forwarded(headers)).flatten() {
            Some(address) => address,
            None => peer.ip(),
        };
        let bare = kept.user_agent.is_none()
            && kept.origin.is_none()
            && kept.forwarded_for.is_none()
            && kept.query.is_empty();
        Self { peer, client: client.to_canonical(), headers: (!bare).then(|| Box::new(kept)) }
    }

    /// Address and port of the other end of the TCP connection (of the proxy, if there is one).
    pub fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// The client's address: that of the peer or, with [`Config::trust_forwarded_for`](crate::Config), the
    /// last one in `X-Forwarded-For`.
    pub fn client_address(&self) -> IpAddr {
        self.client
    }

    /// `User-Agent`, at most 256 characters.
    pub fn user_agent(&self) -> Option<&str> {
        self.headers.as_ref()?.user_agent.as_deref()
    }

    /// `Origin`, at most 256 characters.
    pub fn origin(&self) -> Option<&str> {
        self.headers.as_ref()?.origin.as_deref()
    }

    /// `X-Forwarded-For` as it came, at most 256 characters. Anyone can send it: trust it only behind a
    /// proxy.
    pub fn forwarded_for(&self) -> Option<&str> {
        self.headers.as_ref()?.forwarded_for.as_deref()
    }

    /// The query of the handshake without the protocol's own parameters, still percent-encoded: `a=1&b=2`.
    pub fn query(&self) -> &str {
        self.headers.as_ref().map_or("", |headers| &headers.query)
    }
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<Box<str>> {
    let value = headers.get(name)?.to_str().ok()?;
    let end = value.char_indices().nth(MAX_HEADER_CHARS).map_or(value.len(), |(at, _)| at);
    Some(value[..end].into())
}

/// The address that the nearest proxy added.
fn last_forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED_FOR).iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}
