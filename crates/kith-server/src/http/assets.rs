//! The files of the web app, from inside the binary, in the forms that its build has written.

use std::borrow::Cow;

use axum::body::Bytes;
use rust_embed::{EmbeddedFile, RustEmbed};

use super::document::{Coding, Document, Form};

/// In a debug build the files are read from the folder at run time.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Files;

/// The app itself.
pub const PAGE: &str = "index.html";
const PAGE_TYPE: &str = "text/html; charset=utf-8";
/// Browsers ask again each time, and the server answers "not modified".
const REVALIDATE: &str = "no-cache";

/// The page for a server below a path: the browser resolves all its links against its `<base>`. `None` without a path,
/// where the built page serves.
pub fn page_below(base: &str) -> std::io::Result<Option<Document>> {
    let built = if base.is_empty() { None } else { Files::get(PAGE) };
    let Some(built) = built else { return Ok(None) };
    let text =
        String::from_utf8_lossy(&built.data).replace("<base href=\"/\"", &format!("<base href=\"{base}/\""));
    Document::made(PAGE_TYPE, REVALIDATE, text).map(Some)
}

/// A file in all its forms. Nobody can request a compressed form by its own name.
pub fn document(path: &str) -> Option<Document> {
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
        // Embedded: sent without a copy, from the program's own memory.
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    };
    Form { coding, bytes, hash }
}
