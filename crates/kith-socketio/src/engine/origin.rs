//! Which web pages may use the server (CORS, and the `Origin` of WebSocket handshakes). Closed by default.

use hyper::HeaderMap;
use hyper::header::{HOST, HeaderValue, ORIGIN};

/// Where a request comes from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Origin<'a> {
    /// No browser, or the server's own pages: let in, without CORS headers.
    Same,
    /// A page of another site that the configuration lets in: with CORS headers for exactly this origin.
    Allowed(&'a HeaderValue),
    /// Any other page.
    Refused,
}

/// Judges a request by its `Origin` and `Host` headers.
pub(crate) fn judge<'a>(headers: &'a HeaderMap, allowed: &[String]) -> Origin<'a> {
    let Some(value) = headers.get(ORIGIN) else { return Origin::Same };
    let Ok(origin) = value.to_str() else { return Origin::Refused };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if same_host(origin, host) {
        return Origin::Same;
    }
    if allowed.iter().any(|entry| entry == "*" || entry.trim_end_matches('/').eq_ignore_ascii_case(origin)) {
        return Origin::Allowed(value);
    }
    Origin::Refused
}

/// Whether an origin's host and port are those of the `Host` header. The scheme is not compared: behind a
/// proxy that ends TLS the server cannot know it.
fn same_host(origin: &str, host: &str) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    let default_port = match scheme {
        "http" | "ws" => ":80",
        "https" | "wss" => ":443",
        _ => return false,
    };
    let bare = |name: &'_ str| name.strip_suffix(default_port).unwrap_or(name).to_ascii_lowercase();
    !host.is_empty() && bare(authority) == bare(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(origin: Option<&str>, host: &str, allowed: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(ORIGIN, origin.parse().unwrap());
        }
        let allowed: Vec<String> = allowed.iter().map(|entry| (*entry).to_owned()).collect();
        match judge(&headers, &allowed) {
            Origin::Same => "same".into(),
            Origin::Allowed(_) => "allowed".into(),
            Origin::Refused => "refused".into(),
        }
    }

    #[test]
    fn no_origin_and_the_own_host_are_let_in() {
        assert_eq!(check(None, "chat.example", &[]), "same");
        assert_eq!(check(Some("http://localhost:8080"), "localhost:8080", &[]), "same");
        assert_eq!(check(Some("https://chat.example"), "chat.example", &[]), "same");
        assert_eq!(check(Some("https://Chat.example"), "chat.example:443", &[]), "same");
    }

    #[test]
    fn other_sites_are_refused_unless_listed() {
        assert_eq!(check(Some("https://evil.example"), "chat.example", &[]), "refused");
        assert_eq!(check(Some("https://chat.example.evil"), "chat.example", &[]), "refused");
        assert_eq!(check(Some("http://localhost:3000"), "localhost:8080", &[]), "refused");
        assert_eq!(check(Some("null"), "chat.example", &[]), "refused");
        assert_eq!(check(Some("https://app.example"), "chat.example", &["https://app.example"]), "allowed");
        assert_eq!(
            check(Some("https://app.example:8443"), "chat.example", &["https://app.example"]),
            "refused"
        );
        assert_eq!(check(Some("https://any.example"), "chat.example", &["*"]), "allowed");
    }
}
