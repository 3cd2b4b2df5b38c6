//! What handlers take from a request. A request that does not fit is answered with the common error shape.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header::{AUTHORIZATION, COOKIE, USER_AGENT};
use axum::http::request::Parts;
use hyper::body::Body as HttpBody;
use kith_core::{Actor, Client};
use kith_socketio::{PeerAddr, Verdict, forwarded_for, network};
use kith_wire::ErrorCode;
use serde::de::DeserializeOwned;

use super::app::{App, Shared};
use super::body::{self, Known};
use super::error::ApiError;

/// The name of the cookie that carries a browser's refresh token.
pub const REFRESH_COOKIE: &str = "kith_refresh";

/// A person with a valid access token of a live session.
pub struct Authenticated(pub Actor);

impl FromRequestParts<Shared> for Authenticated {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let from = network(client_address(parts, app.trust_proxy));
        let actor = app.kith.authenticate(bearer(parts), from).await?;
        parts.extensions.insert(Known(actor.user_id));
        Ok(Self(actor))
    }
}

fn bearer(parts: &Parts) -> Option<&str> {
    let (scheme, token) = parts.headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// As [`Authenticated`], where a token is optional. A given token must be valid.
pub struct MaybeAuthenticated(pub Option<Actor>);

impl FromRequestParts<Shared> for MaybeAuthenticated {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let Some(token) = bearer(parts) else { return Ok(Self(None)) };
        let from = network(client_address(parts, app.trust_proxy));
        Ok(Self(Some(app.kith.authenticate(Some(token), from).await?)))
    }
}

/// Where the request comes from.
pub struct Caller(pub Client);

impl FromRequestParts<Shared> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let user_agent =
            parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let address = client_address(parts, app.trust_proxy);
        Ok(Self(Client { address, network: network(address), user_agent }))
    }
}

/// The peer's address or, behind a trusted proxy, what that proxy added last to `X-Forwarded-For`.
pub fn client_address(parts: &Parts, trust_proxy: bool) -> IpAddr {
    let peer =
        parts.extensions.get::<PeerAddr>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    trust_proxy.then(|| forwarded_for(&parts.headers)).flatten().unwrap_or(peer)
}

/// Whether the browser reached the server, or the trusted proxy before it, over TLS.
pub struct Secure(pub bool);

impl FromRequestParts<Shared> for Secure {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let proto = parts.headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok());
        Ok(Self(app.trust_proxy && proto.is_some_and(|proto| proto.eq_ignore_ascii_case("https"))))
    }
}

/// The refresh token in the browser's cookie. It counts only when a page of this server or of an allowed origin sends
/// it: browsers attach the cookie also to requests from pages of another server on the same host.
pub struct RefreshCookie(pub Option<String>);

impl FromRequestParts<Shared> for RefreshCookie {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let found = parts
            .headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == REFRESH_COOKIE)
            .map(|(_, value)| value.to_owned());
        let site = parts.headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
        let is_ours = match app.origins.judge(&parts.headers) {
            Verdict::Allowed(_) => true,
            // Browsers that do not say it are judged by their `Origin` alone.
            Verdict::Same => matches!(site, None | Some("same-origin" | "none")),
            Verdict::Refused => false,
        };
        Ok(Self(found.filter(|_| is_ours)))
    }
}

/// A JSON object as body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Shared> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, ApiError> {
        body::object(&body::read(request, app).await?).map(Self)
    }
}

/// A JSON object as body, which may be left out.
pub struct OptionalBody<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequest<Shared> for OptionalBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, ApiError> {
        let is_empty = request.body().is_end_stream();
        if is_empty {
            return Ok(Self(T::default()));
        }
        let bytes = body::read(request, app).await?;
        // By the API document, `null` means no body, too.
        if bytes.is_empty() || bytes.trim_ascii() == b"null" {
            Ok(Self(T::default()))
        } else {
            body::object(&bytes).map(Self)
        }
    }
}

/// Ids in the path. An invalid one is refused.
pub struct Ids<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Shared> for Ids<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        match Path::<T>::from_request_parts(parts, app).await {
            Ok(Path(ids)) => Ok(Self(ids)),
            Err(rejection) => Err(not_an_id(&rejection)),
        }
    }
}

fn not_an_id(rejection: &PathRejection) -> ApiError {
    ApiError::new(ErrorCode::InvalidRequest, format!("the path holds no valid id: {}", rejection.body_text()))
}

/// Parameters after the question mark.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Shared> for Params<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        match Query::<T>::from_request_parts(parts, app).await {
            Ok(Query(params)) => Ok(Self(params)),
            Err(rejection) => Err(unreadable_query(&rejection)),
        }
    }
}

fn unreadable_query(rejection: &QueryRejection) -> ApiError {
    ApiError::new(ErrorCode::InvalidRequest, rejection.body_text())
}
