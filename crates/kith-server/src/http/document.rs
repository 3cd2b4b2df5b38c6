//! Responses that are the same for everybody and known when the server starts. They are stored in each encoding that a
//! client may take, so that the server compresses nothing per request.

use axum::body::{Body, Bytes};
use axum::http::header::{ACCEPT_ENCODING, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// The encodings of a form, the smallest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
    /// Not at all.
    Identity,
}

impl Coding {
    /// The name in headers.
    fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }
}

/// One encoded form of a document.
#[derive(Clone)]
pub struct Form {
    /// Its encoding.
    pub coding: Coding,
    /// The bytes to send.
    pub bytes: Bytes,
    /// SHA-256 of the bytes: each form has its own.
    pub hash: [u8; 32],
}

/// A document in all its forms.
#[derive(Clone)]
pub struct Document {
    /// `Content-Type`
    pub content_type: String,
    /// `Cache-Control`
    pub cache: &'static str,
    /// At least the uncompressed form.
    pub forms: Vec<Form>,
}

impl Document {
    /// A text that is made when the server starts, and compressed here, once.
    pub fn made(content_type: &str, cache: &'static str, text: String) -> std::io::Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        std::io::Write::write_all(&mut gzip, text.as_bytes())?;
        let forms = [(Coding::Gzip, gzip.finish()?), (Coding::Identity, text.into_bytes())];
        let forms = forms.map(|(coding, bytes)| Form {
            coding,
            hash: Sha256::digest(&bytes).into(),
            bytes: bytes.into(),
        });
        Ok(Self { content_type: content_type.to_owned(), cache, forms: forms.into() })
    }

    /// The answer to a `GET` or `HEAD` with these headers.
    pub fn answer(&self, headers: &HeaderMap) -> Response {
        let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let wanted = |form: &&Form| quality(accepted, form.coding);
        // `max_by` takes the last of equals, so the list is searched backwards: the smallest encoding comes first.
        let best = self.forms.iter().rev().filter(|form| wanted(form) > 0).max_by_key(wanted);
        let Some(form) = best.or(self.forms.last()) else { return StatusCode::NOT_FOUND.into_response() };
        let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(form.hash));
        let mut response = match is_known(headers, &tag) {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false => Body::from(form.bytes.clone()).into_response(),
        };
        let is_whole = response.status() == StatusCode::OK;
        let answer = response.headers_mut();
        let mut set = |name, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                answer.insert(name, value);
            }
        };
        set(header::ETAG, &tag);
        set(header::CACHE_CONTROL, self.cache);
        if self.forms.len() > 1 {
            set(header::VARY, "accept-encoding");
        }
        if is_whole {
            set(header::CONTENT_TYPE, &self.content_type);
            if form.coding != Coding::Identity {
                set(header::CONTENT_ENCODING, form.coding.name());
            }
        }
        response
    }
}

/// How much a client wants a coding, in thousandths (RFC 9110, section 12.5.3). The uncompressed form may always be
/// sent, unless the client says otherwise; a client that takes none of the forms gets it all the same.
fn quality(accepted: &str, coding: Coding) -> u16 {
    let named = |wanted: &str| {
        accepted.split(',').find_map(|entry| {
            let mut parts = entry.split(';').map(str::trim);
            let name = parts.next()?;
            if !name.eq_ignore_ascii_case(wanted) {
                return None;
            }
            let q = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
            let q = q.map_or(Some(1.0), |q| q.parse::<f32>().ok())?;
            Some((q.clamp(0.0, 1.0) * 1000.0) as u16)
        })
    };
    let alias = if coding == Coding::Gzip { named("x-gzip") } else { None };
    match named(coding.name()).or(alias) {
        Some(quality) => quality,
        // Less than any named coding, more than a refused one.
        None if coding == Coding::Identity => named("*").unwrap_or(1).min(1),
        None => named("*").unwrap_or(0),
    }
}

/// Whether the client has this form already. The comparison of tags is weak, as the RFC requires for `GET`.
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known
        .flat_map(|value| value.split(','))
        .map(|known| known.trim())
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(accepted: &str, expected: Coding) {
        let form = |coding| Form { coding, bytes: Bytes::from_static(b"x"), hash: [0; 32] };
        let document = Document {
            content_type: "text/plain".into(),
            cache: "no-cache",
            forms: [Coding::Brotli, Coding::Gzip, Coding::Identity].map(form).into(),
        };
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, accepted.parse().unwrap());
        let answer = document.answer(&headers);
        let coding = answer
            .headers()
            .get(header::CONTENT_ENCODING)
            .map_or("identity", |value| value.to_str().unwrap());
        assert_eq!(coding, expected.name(), "{accepted}");
    }

    #[test]
    fn a_client_gets_the_smallest_form_that_it_wants_most() {
        for accepted in
            ["gzip, deflate, br", "br", "*", "gzip;q=0.9, br;q=0.9", "BR;q=1.0", "identity;q=0, br;q=0.1"]
        {
            check(accepted, Coding::Brotli);
        }
        for accepted in
            ["gzip", "x-gzip", "gzip, br;q=0", "br;q=0.5, gzip;q=0.8", "*, br;q=0", "deflate, gzip;q=0.001"]
        {
            check(accepted, Coding::Gzip);
        }
        for accepted in
            ["", "deflate", "identity", "gzip;q=0, br;q=0", "*;q=0", "gzip;q=0.5, identity", "gzip;q=x"]
        {
            check(accepted, Coding::Identity);
        }
    }
}
