//! The code around every request.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kith_socketio::Verdict;
use kith_wire::ErrorCode;

use super::app::Shared;
use super::error::ApiError;

/// The rules of the whole API: pages of other origins are refused, also for requests without a preflight, and no cache
/// stores an answer.
pub async fn guard_api(State(app): State<Shared>, request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let mut response = match app.origins.judge(request.headers()) {
        Verdict::Refused => {
            let say = "pages of this origin may not use the server; its log says what to set";
            ApiError::new(ErrorCode::OriginNotAllowed, say).into_response()
        }
        Verdict::Same | Verdict::Allowed(_) => next.run(request).await,
    };
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// The path exists, but not for this method.
pub async fn method_not_allowed() -> ApiError {
    ApiError::new(ErrorCode::MethodNotAllowed, "not with this method; see the header Allow")
}

/// Runs a request that may write to its end even when the client hangs up: committed changes must also be published.
pub async fn finish_what_was_begun(request: Request, next: Next) -> Response {
    if request.method() == Method::GET || request.method() == Method::HEAD {
        return next.run(request).await;
    }
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!(%error, "a request failed");
            ApiError::new(ErrorCode::Unavailable, "the server failed to answer").into_response()
        }
    }
}

/// Counts and times requests, by route: a fixed set of labels, whatever paths clients ask for.
pub async fn measure(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("web", |path| path.as_str()).to_owned();
    let method = match *request.method() {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "other",
    };
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics::histogram!("kith_http_request_seconds", "method" => method, "route" => route, "status" => status)
        .record(started.elapsed());
    response
}
