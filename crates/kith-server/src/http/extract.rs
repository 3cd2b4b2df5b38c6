//! What handlers take from a request. What does not fit is answered in the one error shape.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, USER_AGENT};
use axum::http::request::Parts;
use http_body_util::BodyExt;
use hyper::body::Body as HttpBody;
use kith_core::{Actor, Client};
use kith_socketio::{PeerAddr, Verdict};
use kith_wire::ErrorCode;
use serde::de::DeserializeOwned;

use super::error::ApiError;
use super::{App, Shared};

/// The name of the cookie that carries a browser's refresh token.
pub const REFRESH_COOKIE: &str = "kith_refresh";

/// How much a request may carry until it is known who sends it: the largest password with room to spare.
const STRANGERS_BYTES: usize = 8 * 1024;

/// How long a body may take to come in, from somebody unknown and from somebody known. Theirs may be a hundred times as long.
const STRANGERS_TIME: Duration = Duration::from_secs(10);
const KNOWN_TIME: Duration = Duration::from_secs(30);

/// Put into a request once it is known who sends it. Bodies are read after that, and so never for a stranger.
#[derive(Clone, Copy)]
struct Known;

/// A person with a valid access token of a live session.
pub struct Authenticated(pub Actor);

impl FromRequestParts<Shared> for Authenticated {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let token = bearer(parts)
            .ok_or_else(|| ApiError::new(ErrorCode::Unauthenticated, "an access token is required"))?;
        let actor = app.kith.authenticate(token).await?;
        parts.extensions.insert(Known);
        Ok(Self(actor))
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

/// The refresh token that the browser keeps. It counts only when a page of the server itself sends it, or one that is let in
/// by name: another server on the same host gets the cookie sent along, too.
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
        object(&read(request, app).await?).map(Self)
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
        let bytes = read(request, app).await?;
        // As the API document says, `null` is nothing, too.
        if bytes.is_empty() || bytes.trim_ascii() == b"null" {
            Ok(Self(T::default()))
        } else {
            object(&bytes).map(Self)
        }
    }
}

/// The whole body of a request, within the limits that hold for who sends it.
async fn read(request: Request, app: &App) -> Result<Vec<u8>, ApiError> {
    let (most, time) = match request.extensions().get() {
        Some(Known) => (app.body_bytes, KNOWN_TIME),
        None => (STRANGERS_BYTES, STRANGERS_TIME),
    };
    let is_json =
        request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
            let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            essence == "application/json" || essence.ends_with("+json")
        });
    let bytes = collect(request.into_body(), most, time).await?;
    if !is_json && !bytes.is_empty() {
        return Err(ApiError::new(ErrorCode::InvalidRequest, "expected content-type: application/json"));
    }
    Ok(bytes)
}

/// Copies what comes in, since many small pieces would each keep more than they hold.
async fn collect<B>(body: B, most: usize, time: Duration) -> Result<Vec<u8>, ApiError>
where
    B: HttpBody<Data = Bytes> + Unpin,
{
    let too_large =
        || ApiError::new(ErrorCode::PayloadTooLarge, format!("the body has more than {most} bytes"));
    let mut body = body;
    // What is announced to be too much is not waited for.
    if usize::try_from(body.size_hint().lower()).map_or(true, |bytes| bytes > most) {
        return Err(too_large());
    }
    let whole = async {
        let mut bytes = Vec::new();
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| ApiError::new(ErrorCode::InvalidRequest, "the body broke off"))?;
            let Ok(data) = frame.into_data() else { continue };
            if bytes.len() + data.len() > most {
                return Err(too_large());
            }
            bytes.extend_from_slice(&data);
        }
        Ok(bytes)
    };
    let late =
        |_| ApiError::new(ErrorCode::RequestTimeout, format!("the body took more than {} s", time.as_secs()));
    tokio::time::timeout(time, whole).await.map_err(late)?
}

/// Reads an object. A list of its fields' values, which would be taken for one otherwise, is none.
fn object<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return Err(ApiError::new(ErrorCode::InvalidRequest, "the body is no JSON object"));
    }
    match Json::from_bytes(bytes) {
        Ok(Json(body)) => Ok(body),
        Err(rejection) => Err(ApiError::new(ErrorCode::InvalidRequest, rejection.body_text())),
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

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use axum::response::IntoResponse;
    use hyper::body::Frame;

    use super::*;

    /// Comes in pieces, and then never ends.
    struct Withheld(Vec<&'static [u8]>);

    impl HttpBody for Withheld {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            match self.0.pop() {
                Some(piece) => Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(piece))))),
                None => Poll::Pending,
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_is_withheld_is_not_waited_for_for_ever() {
        let error = collect(Withheld(vec![b"{"]), 8, STRANGERS_TIME).await.unwrap_err();
        assert_eq!(error.into_response().status(), 408);
    }

    #[tokio::test]
    async fn a_body_is_refused_at_the_first_byte_too_many() {
        let error = collect(Withheld(vec![b"5678", b"1234", b"0"]), 8, STRANGERS_TIME).await.unwrap_err();
        assert_eq!(error.into_response().status(), 413);
    }

    #[test]
    fn a_list_of_values_is_no_object() {
        #[derive(serde::Deserialize, Debug)]
        struct Patch {
            name: Option<String>,
        }
        assert_eq!(object::<Patch>(b" {\"name\":\"x\"}").unwrap().name.as_deref(), Some("x"));
        for wrong in ["[\"x\"]", "[null]", "null", "\"x\"", "", "1"] {
            assert!(object::<Patch>(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
