//! Which web pages may use a server (CORS, and the `Origin` of WebSocket handshakes). Closed by default: it allows only
//! pages of the server's own host and of configured origins.
//!
//! One policy for the transport and for all other requests to the server. Must never allow a page whose `Origin` it
//! cannot parse.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use hyper::HeaderMap;
use hyper::header::{HOST, HeaderName, HeaderValue, ORIGIN};

use crate::sync::lock;

/// The host that a client asked a proxy for.
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// How many refused origins are reported in each [`REPORTED_FOR`]: a client that sends ever new ones must not fill the
/// log.
const MOST_REPORTED: usize = 32;

/// How long an origin counts as reported. After that it is reported again: an attacker who fills the list with other
/// origins to hide it has to go on doing so.
const REPORTED_FOR: Duration = Duration::from_secs(60 * 60);

/// Where a page is from (RFC 6454): scheme, host and port. Equal however it was typed: capitals, the scheme's usual port
/// and a slash at the end make no difference.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    scheme: String,
    host: String,
    port: Option<u16>,
}

/// The text is not an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected SCHEME://HOST, such as https://chat.example")]
pub struct OriginError;

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let (scheme, authority) = text.split_once("://").ok_or(OriginError)?;
        let scheme = scheme.to_ascii_lowercase();
        let is_scheme = scheme.starts_with(|first: char| first.is_ascii_lowercase())
            && scheme.chars().all(|each| each.is_ascii_alphanumeric() || "+-.".contains(each));
        if !is_scheme {
            return Err(OriginError);
        }
        let (host, port) =
            host_and_port(authority.strip_suffix('/').unwrap_or(authority)).ok_or(OriginError)?;
        let port = port.filter(|port| Some(*port) != usual_port(&scheme));
        Ok(Self { scheme, host, port })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.host)?;
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

impl Origin {
    /// Whether a `Host` header names this place. The scheme is not compared: behind a proxy that ends TLS the server cannot
    /// know it. A host without a port fits every port: proxies drop it (nginx's `$host`).
    fn is_at(&self, host: &str) -> bool {
        let Some((host, port)) = host_and_port(host) else { return false };
        let usual = usual_port(&self.scheme);
        host == self.host && usual.is_some() && (port.is_none() || port == self.port.or(usual))
    }
}

fn usual_port(scheme: &str) -> Option<u16> {
    match scheme {
        "http" | "ws" => Some(80),
        "https" | "wss" => Some(443),
        _ => None,
    }
}

/// Takes `host`, `host:port`, `[::1]` or `[::1]:port` apart.
fn host_and_port(authority: &str) -> Option<(String, Option<u16>)> {
    let end = authority.rfind(']').map_or(0, |bracket| bracket + 1);
    let (host, port) = match authority[end..].rfind(':') {
        Some(colon) => (&authority[..end + colon], Some(authority[end + colon + 1..].parse().ok()?)),
        None => (authority, None),
    };
    let is_bracketed = host.starts_with('[') && host.ends_with(']');
    let is_part = |each: char| {
        each.is_ascii_alphanumeric() || "-._".contains(each) || (is_bracketed && "[]:".contains(each))
    };
    (!host.is_empty() && host.chars().all(is_part)).then(|| (host.to_ascii_lowercase(), port))
}

/// Where a request comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No browser, or a page of the server itself: allowed, without CORS headers.
    Same,
    /// A page of a configured origin: allowed, with CORS headers for exactly this origin.
    Allowed(HeaderValue),
    /// Any other page.
    Refused,
}

/// Which pages may use a server. `Origins::default()` allows only the server's own pages.
#[derive(Debug)]
pub struct Origins {
    named: Vec<Origin>,
    any: bool,
    trust_forwarded_host: bool,
    tell: fn(origin: &str, host: &str),
    reported: Mutex<Reported>,
}

/// The refused origins that were reported lately.
#[derive(Debug, Default)]
struct Reported {
    origins: HashSet<String>,
    since: Option<Instant>,
}

impl Reported {
    /// Whether to report an origin now.
    fn is_new(&mut self, origin: &str, now: Instant) -> bool {
        if self.since.is_none_or(|since| now.duration_since(since) >= REPORTED_FOR) {
            *self = Self { origins: HashSet::new(), since: Some(now) };
        }
        self.origins.len() < MOST_REPORTED && self.origins.insert(origin.to_owned())
    }
}

impl Default for Origins {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl Origins {
    /// Allows the server's own pages and pages of these origins.
    pub fn new(named: Vec<Origin>) -> Self {
        let tell =
            |origin: &str, host: &str| tracing::warn!(origin, host, "a page of another origin was refused");
        Self { named, any: false, trust_forwarded_host: false, tell, reported: Mutex::default() }
    }

    /// Allows every page, but none with cookies.
    pub fn any() -> Self {
        Self { any: true, ..Self::default() }
    }

    /// Takes the last `X-Forwarded-Host` for the server's own host, too. Only behind a proxy that sets it.
    #[must_use]
    pub fn trusting_forwarded_host(self, trust: bool) -> Self {
        Self { trust_forwarded_host: trust, ..self }
    }

    /// Sets the function that reports a refusal. It gets the page's origin and the host that the request named. It is
    /// called once an hour for each origin, and for the first 32 of that hour only.
    #[must_use]
    pub fn telling(self, tell: fn(origin: &str, host: &str)) -> Self {
        Self { tell, ..self }
    }

    /// Judges a request by its headers.
    pub fn judge(&self, headers: &HeaderMap) -> Verdict {
        let Some(value) = headers.get(ORIGIN) else { return Verdict::Same };
        let text = value.to_str().unwrap_or_default();
        let origin = text.parse::<Origin>();
        let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        if let Ok(origin) = &origin {
            // First: a page of a configured origin gets CORS headers, even when it is the server's own.
            if self.named.contains(origin) {
                return Verdict::Allowed(value.clone());
            }
            if origin.is_at(host) || self.forwarded_host(headers).is_some_and(|host| origin.is_at(host)) {
                return Verdict::Same;
            }
        }
        if self.any {
            return Verdict::Allowed(value.clone());
        }
        self.tell(text, host);
        Verdict::Refused
    }

    /// Whether allowed pages may send cookies along (`Access-Control-Allow-Credentials`).
    pub fn allow_credentials(&self) -> bool {
        !self.any
    }

    fn forwarded_host<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        let last =
            headers.get_all(FORWARDED_HOST).iter().next_back().filter(|_| self.trust_forwarded_host)?;
        last.to_str().ok()?.rsplit(',').next().map(str::trim)
    }

    fn tell(&self, origin: &str, host: &str) {
        let is_new = lock(&self.reported).is_new(origin, Instant::now());
        if is_new {
            (self.tell)(origin, host);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn judge(origins: &Origins, headers: &[(&'static str, &str)]) -> &'static str {
        let headers =
            headers.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
        match origins.judge(&headers.collect()) {
            Verdict::Same => "same",
            Verdict::Allowed(_) => "allowed",
            Verdict::Refused => "refused",
        }
    }

    fn check(expected: &str, origin: &str, host: &str, named: &[&str]) {
        let origins = Origins::new(named.iter().map(|each| each.parse().unwrap()).collect());
        let found = judge(&origins, &[("origin", origin), ("host", host)]);
        assert_eq!(found, expected, "{origin} at {host}, {named:?} named");
    }

    #[test]
    fn no_origin_and_the_own_host_are_let_in() {
        assert_eq!(judge(&Origins::default(), &[("host", "chat.example")]), "same");
        check("same", "http://localhost:8080", "localhost:8080", &[]);
        check("same", "https://chat.example", "chat.example", &[]);
        check("same", "https://Chat.example", "chat.EXAMPLE:443", &[]);
        check("same", "http://[::1]:8080", "[::1]:8080", &[]);
    }

    #[test]
    fn a_host_whose_port_a_proxy_dropped_is_the_own_one() {
        check("same", "https://chat.example:8443", "chat.example", &[]);
        check("same", "http://[::1]:8080", "[::1]", &[]);
        check("refused", "https://chat.example:8443", "chat.example:443", &[]);
        check("refused", "https://chat.example:8443", "127.0.0.1:8080", &[]);
    }

    #[test]
    fn other_sites_are_refused_unless_named() {
        check("refused", "https://evil.example", "chat.example", &[]);
        check("refused", "https://chat.example.evil", "chat.example", &[]);
        check("refused", "http://localhost:3000", "localhost:8080", &[]);
        check("refused", "null", "chat.example", &[]);
        check("refused", "", "", &[]);
        check("refused", "https://app.example:8443", "chat.example", &["https://app.example"]);
        check("refused", "http://app.example", "chat.example", &["https://app.example"]);
        check("refused", "capacitor://chat.example", "chat.example", &[]);
    }

    #[test]
    fn a_name_counts_however_it_is_typed() {
        for named in ["https://app.example", "HTTPS://App.Example/", "https://app.example:443"] {
            for origin in ["https://app.example", "https://APP.example", "https://app.example:443"] {
                check("allowed", origin, "chat.example", &[named]);
            }
        }
        check("allowed", "capacitor://localhost", "chat.example", &["capacitor://localhost"]);
        check("allowed", "tauri://localhost", "chat.example", &["tauri://LOCALHOST/"]);
        for wrong in
            ["app.example", "https://", "https://app.example/path", "https://a b", "://x", "https://x:port"]
        {
            assert_eq!(wrong.parse::<Origin>(), Err(OriginError), "{wrong}");
        }
    }

    #[test]
    fn a_forwarded_host_counts_only_when_the_proxy_is_trusted() {
        let headers = [
            ("origin", "https://chat.example:8443"),
            ("host", "127.0.0.1:8080"),
            ("x-forwarded-host", "evil.example, chat.example:8443"),
        ];
        assert_eq!(judge(&Origins::default(), &headers), "refused");
        let trusting = || Origins::default().trusting_forwarded_host(true);
        assert_eq!(judge(&trusting(), &headers), "same");
        assert_eq!(
            judge(&trusting(), &[("origin", "https://evil.example"), headers[1], headers[2]]),
            "refused"
        );
    }

    #[test]
    fn a_refused_origin_is_told_once_and_not_too_many_are() {
        static REPORTED: AtomicUsize = AtomicUsize::new(0);
        let origins = Origins::default().telling(|_, _| {
            REPORTED.fetch_add(1, Ordering::Relaxed);
        });
        for site in (0..100).flat_map(|site| [site, site]) {
            let origin = format!("https://site{site}.example");
            assert_eq!(judge(&origins, &[("origin", &origin), ("host", "chat.example")]), "refused");
        }
        assert_eq!(REPORTED.load(Ordering::Relaxed), MOST_REPORTED);
    }

    #[test]
    fn whoever_sends_ever_new_origins_silences_the_others_for_a_while_only() {
        let (mut reported, start) = (Reported::default(), Instant::now());
        let stranger = |reported: &mut Reported, now| {
            (0..1000).filter(|site| reported.is_new(&format!("https://site{site}.example"), now)).count()
        };
        let ours = "https://chat.example";
        assert_eq!(stranger(&mut reported, start), MOST_REPORTED);
        assert!(!reported.is_new(ours, start + REPORTED_FOR / 2));
        assert!(reported.is_new(ours, start + REPORTED_FOR));
        assert!(!reported.is_new(ours, start + REPORTED_FOR), "once");
        assert_eq!(stranger(&mut reported, start + REPORTED_FOR), MOST_REPORTED - 1);
    }

    #[test]
    fn every_page_is_let_in_where_that_is_asked_for() {
        assert_eq!(judge(&Origins::any(), &[("origin", "null"), ("host", "chat.example")]), "allowed");
        assert!(!Origins::any().allow_credentials());
    }
}
