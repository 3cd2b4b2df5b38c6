//! The web app, from inside the binary, in the forms that its build has written.

use std::borrow::Cow;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use kith_wire::ErrorCode;
use rust_embed::{EmbeddedFile, RustEmbed};

use super::Shared;
use super::document::{Coding, Document, Form};
use super::error::ApiError;

/// In a debug build the files are read from the folder at run time.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Files;

const PAGE: &str = "index.html";
const PAGE_TYPE: &str = "text/html; charset=utf-8";
/// To be asked for anew each time, and answered with "not modified".
const REVALIDATE: &str = "no-cache";

/// Files by their path; any other path that a person may have typed or bookmarked is the app's own affair.
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
        // A file of another build: it may come back with that one.
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

/// The page as it is below a path: whatever it loads, it finds from its `<base>`. `None` where there is no path, and the
/// page is as it was built.
pub fn page_below(base: &str) -> std::io::Result<Option<Document>> {
    let built = if base.is_empty() { None } else { Files::get(PAGE) };
    let Some(built) = built else { return Ok(None) };
    let text =
        String::from_utf8_lossy(&built.data).replace("<base href=\"/\"", &format!("<base href=\"{base}/\""));
    Document::made(PAGE_TYPE, REVALIDATE, text).map(Some)
}

/// A file in all its forms. Those beside it are no files of their own.
fn document(path: &str) -> Option<Document> {
    let plain = Files::get(path)?;
    if [".br", ".gz"].iter().any(|ending| path.ends_with(ending)) {
        return None;
    }
    let content_type = match plain.metadata.mimetype() {
        "text/html" => PAGE_TYPE.to_owned(),
        "text/plain" => "text/plain; charset=utf-8".to_owned(),
        other => other.to_owned(),
    };
    // The build puts a hash of the content into these names.
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { REVALIDATE };
    let beside = |coding, ending| Some(form(coding, Files::get(&format!("{path}.{ending}"))?));
    let forms =
        [beside(Coding::Brotli, "br"), beside(Coding::Gzip, "gz"), Some(form(Coding::Identity, plain))];
    Some(Document { content_type, cache, forms: forms.into_iter().flatten().collect() })
}

fn form(coding: Coding, file: EmbeddedFile) -> Form {
    let hash = file.metadata.sha256_hash();
    let bytes = match file.data {
        // Embedded: sent from where it lies in the program.
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    };
    Form { coding, bytes, hash }
}
