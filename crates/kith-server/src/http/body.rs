//! Reading the body of a request: its limits of size, time and number depend on the sender. From an unknown sender the
//! server reads no more than a log-in needs.

use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use http_body_util::BodyExt;
use hyper::body::Body as HttpBody;
use kith_wire::{ErrorCode, Object, UserId};
use serde::de::DeserializeOwned;

use super::app::App;
use super::error::ApiError;
use super::large_bodies::AT_ONCE;

/// The most bytes of a body whose sender is unknown: the longest password, with room to spare.
const STRANGERS_BYTES: usize = 8 * 1024;

/// How long a body may take to come in, from an unknown sender and from a known one, whose body may be much longer.
const STRANGERS_TIME: Duration = Duration::from_secs(10);
const KNOWN_TIME: Duration = Duration::from_secs(30);

/// Added to a request once its sender is known, which is before its body is read.
#[derive(Clone, Copy)]
pub struct Known(pub UserId);

/// The whole body of a request, within the limits for its sender.
pub async fn read(request: Request, app: &App) -> Result<Vec<u8>, ApiError> {
    let known = request.extensions().get::<Known>().copied();
    let is_json =
        request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
            let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            essence == "application/json" || essence.ends_with("+json")
        });
    let body = request.into_body();
    let bytes = match known {
        None => collect(body, STRANGERS_BYTES, STRANGERS_TIME).await?,
        Some(Known(user_id)) => {
            let is_small = body.size_hint().upper().is_some_and(|most| most <= STRANGERS_BYTES as u64);
            let too_many =
                || ApiError::new(ErrorCode::RateLimited, format!("at most {AT_ONCE} large bodies at once"));
            let on_its_way =
                if is_small { None } else { Some(app.large_bodies.begin(user_id).ok_or_else(too_many)?) };
            let bytes = collect(body, app.body_bytes, KNOWN_TIME).await?;
            drop(on_its_way);
            bytes
        }
    };
    if !is_json && !bytes.is_empty() {
        return Err(ApiError::new(ErrorCode::InvalidRequest, "expected content-type: application/json"));
    }
    Ok(bytes)
}

/// Copies the incoming bytes: many small pieces would each keep a larger buffer alive.
async fn collect<B>(mut body: B, most: usize, time: Duration) -> Result<Vec<u8>, ApiError>
where
    B: HttpBody<Data = Bytes> + Unpin,
{
    let too_large =
        || ApiError::new(ErrorCode::PayloadTooLarge, format!("the body has more than {most} bytes"));
    // A `Content-Length` beyond the limit is refused at once.
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

/// Reads a body that is one JSON object.
pub fn object<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    match Json::from_bytes(bytes) {
        Ok(Json(Object(body))) => Ok(body),
        Err(rejection) => Err(ApiError::new(ErrorCode::InvalidRequest, rejection.body_text())),
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use axum::response::IntoResponse;
    use hyper::body::Frame;

    use super::*;

    /// A body that comes in pieces, and then never ends.
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
