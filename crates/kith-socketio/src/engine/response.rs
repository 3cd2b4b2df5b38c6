//! The answers to requests for the transport's path: whole bodies, and refusals.
//!
//! Caches must never store them.

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Body as HttpBody;
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};

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

    pub(crate) fn response(self) -> Response<Body> {
        let (status, code, message) = self.parts();
        let body = format!(r#"{{"code":{code},"message":"{message}"}}"#);
        respond(status, "application/json", Bytes::from(body))
    }
}

/// A whole response that no cache may store.
pub(crate) fn respond(status: StatusCode, content_type: &'static str, body: Bytes) -> Response<Body> {
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
