//! The web app: its files, and its page for every address that is the app's own.

use std::borrow::Cow;

use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use kith_wire::ErrorCode;

use super::app::Shared;
use super::assets::{PAGE, document};
use super::error::ApiError;

/// Serves files by their path, and the app's page for any other path that a person may have typed or bookmarked.
pub async fn serve(State(app): State<Shared>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") || (method != Method::GET && method != Method::HEAD) {
        return ApiError::new(ErrorCode::NotFound, "there is nothing here").into_response();
    }
    if path != PAGE
        && let Some(file) = document(path)
    {
        return file.answer(&headers);
    }
    let is_file = path != PAGE && path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file {
        // A file of another build. That build may be served again, so no cache may store this answer.
        return (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-store")]).into_response();
    }
    match app.page.as_ref().map_or_else(|| document(PAGE).map(Cow::Owned), |page| Some(Cow::Borrowed(page))) {
        Some(page) => page.answer(&headers),
        None => {
            (StatusCode::NOT_FOUND, "This kith was built without its web app: `make build` builds both.\n")
                .into_response()
        }
    }
}
