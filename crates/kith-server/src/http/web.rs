//! The web app, from inside the binary.

use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use kith_wire::ErrorCode;
use rust_embed::{EmbeddedFile, RustEmbed};

use super::error::ApiError;

/// In a debug build the files are read from the folder at run time.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Files;

/// Files by their path; any other path that a person may have typed or bookmarked is the app's own affair.
pub async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") || (method != Method::GET && method != Method::HEAD) {
        return ApiError::new(ErrorCode::NotFound, "there is nothing here").into_response();
    }
    if let Some(file) = Files::get(path) {
        // The build puts a hash of the content into these names.
        let cache =
            if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
        return respond(file, cache, &headers);
    }
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file {
        // A file of another build: it may come back with that one.
        return (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-store")]).into_response();
    }
    match Files::get("index.html") {
        Some(file) => respond(file, "no-cache", &headers),
        None => {
            (StatusCode::NOT_FOUND, "This kith was built without its web app: `make build` builds both.\n")
                .into_response()
        }
    }
}

fn respond(file: EmbeddedFile, cache: &'static str, headers: &HeaderMap) -> Response {
    let hash = file.metadata.sha256_hash();
    let etag = format!("\"{}\"", hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>());
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes());
    let content_type = match file.metadata.mimetype() {
        "text/html" => "text/html; charset=utf-8".into(),
        other => other.to_owned(),
    };
    let head = [
        (header::CONTENT_TYPE, content_type),
        (header::CACHE_CONTROL, cache.to_owned()),
        (header::ETAG, etag),
    ];
    if known {
        return (StatusCode::NOT_MODIFIED, head).into_response();
    }
    (head, file.data.into_owned()).into_response()
}
