//! What handlers take from a request. What does not fit is answered in the one error shape.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::header::{AUTHORIZATION, COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::{Json, RequestExt};
use kith_core::{Actor, Client};
use kith_socketio::PeerAddr;
use kith_wire::{ErrorCode, Object};
use serde::de::DeserializeOwned;

use super::error::ApiError;
use super::{App, Shared};

/// The name of the cookie that carries a browser's refresh token.
pub const REFRESH_COOKIE: &str = "kith_refresh";

/// A person with a valid access token of a live session.
pub struct Authenticated(pub Actor);

impl FromRequestParts<Shared> for Authenticated {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let token = bearer(parts)
            .ok_or_else(|| ApiError::new(ErrorCode::Unauthenticated, "an access token is required"))?;
        Ok(Self(app.kith.authenticate(token).await?))
    }
}

fn bearer(parts: &Parts) -> Option<&str> {
    let (scheme, token) = parts.headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// As [`Authenticated`], where it is not required. A token that is given must be good.
pub struct MaybeAuthenticated(pub Option<Actor>);

impl FromRequestParts<Shared> for MaybeAuthenticated {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        match bearer(parts) {
            Some(token) => Ok(Self(Some(app.kith.authenticate(token).await?))),
            None => Ok(Self(None)),
        }
    }
}

/// Where the request comes from.
pub struct From(pub Client);

impl FromRequestParts<Shared> for From {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let user_agent =
            parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Ok(Self(Client { address: client_address(parts, app.trust_proxy), user_agent }))
    }
}

/// The peer's address or, behind a trusted proxy, what that proxy added last to `X-Forwarded-For`.
pub fn client_address(parts: &Parts, trust_proxy: bool) -> IpAddr {
    let peer =
        parts.extensions.get::<PeerAddr>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let forwarded = || {
        let value = parts.headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        value.rsplit(',').next()?.trim().parse().ok()
    };
    trust_proxy.then(forwarded).flatten().unwrap_or(peer)
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

/// The refresh token that the browser keeps.
pub struct RefreshCookie(pub Option<String>);

impl FromRequestParts<Shared> for RefreshCookie {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, ApiError> {
        let found = parts
            .headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == REFRESH_COOKIE)
            .map(|(_, value)| value.to_owned());
        Ok(Self(found))
    }
}

/// A JSON body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest<Shared> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &Arc<App>) -> Result<Self, ApiError> {
        match request.extract::<Json<Object<T>>, _>().await {
            Ok(Json(Object(body))) => Ok(Self(body)),
            Err(rejection) => Err(unreadable(rejection)),
        }
    }
}

fn unreadable(rejection: JsonRejection) -> ApiError {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return ApiError::new(ErrorCode::PayloadTooLarge, "the body is too large");
    }
    ApiError::new(ErrorCode::InvalidRequest, rejection.body_text())
}

/// A JSON body that may be left out.
pub struct OptionalBody<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequest<Shared> for OptionalBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &Arc<App>) -> Result<Self, ApiError> {
        let too_large =
            |_: BytesRejection| ApiError::new(ErrorCode::PayloadTooLarge, "the body is too large");
        let bytes = request.extract::<Bytes, _>().await.map_err(too_large)?;
        if bytes.is_empty() {
            return Ok(Self(T::default()));
        }
        serde_json::from_slice(&bytes)
            .map(|Object(body)| Self(body))
            .map_err(|error| ApiError::new(ErrorCode::InvalidRequest, error.to_string()))
    }
}

/// Ids in the path. One that is not an id names nothing.
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
