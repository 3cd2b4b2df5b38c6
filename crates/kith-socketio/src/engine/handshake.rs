//! The stored parts of the request that opened a connection. Must stay small: every connection keeps one for
//! its life.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use hyper::HeaderMap;
use hyper::header::{AUTHORIZATION, HeaderName, ORIGIN, USER_AGENT};

use super::peer::forwarded::forwarded_for;
use super::query::Query;

/// Longer header values are cut (at a character).
const MAX_HEADER_CHARS: usize = 256;

/// A longer `Authorization` is dropped: a cut one would be worthless.
const MAX_AUTHORIZATION: usize = 4096;

/// The request that opened a connection, in part.
pub struct Handshake {
    peer: SocketAddr,
    client: IpAddr,
    text_only: bool,
    headers: Option<Box<Headers>>,
}

struct Headers {
    user_agent: Option<Box<str>>,
    origin: Option<Box<str>>,
    authorization: Option<Box<str>>,
    query: Box<str>,
}

impl Handshake {
    /// Stores the parts of a request that are needed later.
    pub(crate) fn new(
        headers: &HeaderMap,
        query: &Query<'_>,
        peer: SocketAddr,
        trust_forwarded: bool,
    ) -> Self {
        let kept = Headers {
            user_agent: text(headers, &USER_AGENT),
            origin: text(headers, &ORIGIN),
            authorization: whole(headers, &AUTHORIZATION, MAX_AUTHORIZATION),
            query: query.custom().into(),
        };
        let client = match trust_forwarded.then(|| forwarded_for(headers)).flatten() {
            Some(address) => address,
            None => peer.ip(),
        };
        let bare = kept.user_agent.is_none()
            && kept.origin.is_none()
            && kept.authorization.is_none()
            && kept.query.is_empty();
        Self {
            peer,
            client: client.to_canonical(),
            text_only: query.is_text_only(),
            headers: (!bare).then(|| Box::new(kept)),
        }
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

    /// `Authorization`, unless it is longer than 4,096 bytes. Secret.
    pub fn authorization(&self) -> Option<&str> {
        self.headers.as_ref()?.authorization.as_deref()
    }

    /// The query of the handshake without the protocol's own parameters, still percent-encoded: `a=1&b=2`. May hold
    /// secrets.
    pub fn query(&self) -> &str {
        self.headers.as_ref().map_or("", |headers| &headers.query)
    }

    /// The first value of a parameter of the query, still percent-encoded.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        Query::new(self.query()).get(name)
    }

    /// Whether the client wants binary messages as text.
    pub(crate) fn is_text_only(&self) -> bool {
        self.text_only
    }
}

impl fmt::Debug for Handshake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handshake")
            .field("peer", &self.peer)
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<Box<str>> {
    let value = headers.get(name)?.to_str().ok()?;
    let end = value.char_indices().nth(MAX_HEADER_CHARS).map_or(value.len(), |(at, _)| at);
    Some(value[..end].into())
}

fn whole(headers: &HeaderMap, name: &HeaderName, most: usize) -> Option<Box<str>> {
    let value = headers.get(name)?.to_str().ok()?;
    (value.len() <= most).then(|| value.into())
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    fn handshake(authorization: &str, query: &str) -> Handshake {
        let value = HeaderValue::from_str(authorization).unwrap();
        let headers = HeaderMap::from_iter([(AUTHORIZATION, value)]);
        Handshake::new(&headers, &Query::new(query), "127.0.0.1:1".parse().unwrap(), false)
    }

    #[test]
    fn an_authorization_is_kept_whole_or_not_at_all() {
        let long = "x".repeat(MAX_AUTHORIZATION);
        assert_eq!(handshake(&long, "").authorization(), Some(long.as_str()));
        assert_eq!(handshake(&format!("{long}x"), "").authorization(), None);
    }

    #[test]
    fn no_secret_shows_in_debug() {
        let handshake = handshake("Bearer hidden", "EIO=4&token=hidden&a=1");
        assert_eq!((handshake.query_value("token"), handshake.query_value("b")), (Some("hidden"), None));
        assert!(!format!("{handshake:?}").contains("hidden"));
    }
}
