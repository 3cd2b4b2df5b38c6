//! An accept loop for the transport and the rest of a web server on one listener.
//!
//! Must never end by itself: it logs errors of a connection, or of `accept`, and goes on.

use std::convert::Infallible;
use std::future::{Future, poll_fn, ready};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{Either, Full};
use hyper::body::{Body as HttpBody, Incoming};
use hyper::header::{HeaderValue, LOCATION};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode, Uri};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tower_service::Service;

use crate::answers::Accounted;
use crate::engine::{Body, Core, Engine, Protocol};
use crate::stats::Stats;

/// The service for requests outside the transport's path, such as an `axum::Router`. A name for a set of
/// bounds.
///
/// Requests carry a [`PeerAddr`] in their extensions.
pub trait Fallback<B>:
    Service<Request<Incoming>, Response = Response<B>, Error = Infallible, Future: Send> + Clone + Send + 'static
{
}

impl<B, F> Fallback<B> for F where
    F: Service<Request<Incoming>, Response = Response<B>, Error = Infallible, Future: Send>
        + Clone
        + Send
        + 'static
{
}

/// The other end of the TCP connection that a request came on. Put into the extensions of requests for the
/// fallback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerAddr(pub SocketAddr);

/// A fallback that answers everything with 404.
#[derive(Clone, Copy, Debug, Default)]
pub struct NotFound;

impl Service<Request<Incoming>> for NotFound {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _cx: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), Infallible>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn call(&mut self, _request: Request<Incoming>) -> Self::Future {
        let mut response = Response::new(Full::default());
        *response.status_mut() = StatusCode::NOT_FOUND;
        ready(Ok(response))
    }
}

/// Waits between two attempts after `accept` failed: at first, and at most.
const BACKOFF: (Duration, Duration) = (Duration::from_millis(20), Duration::from_secs(1));

/// How often the log reports that `accept` fails: a machine in trouble does not need a full disk besides.
const SAY_EVERY: Duration = Duration::from_secs(30);

/// How long connections have to end after the shutdown signal.
const GRACE: Duration = Duration::from_secs(10);

/// Runs a listener until `shutdown` is ready: requests for the transport's path go to `engine`, all others to
/// `fallback`.
///
/// Then it accepts nothing more, tells the transport's clients ([`Engine::shutdown`]), and gives running
/// requests 10 seconds to end. Returns how many of the transport's connections were left.
pub async fn serve<P, F, B>(
    engine: &Engine<P>,
    listener: TcpListener,
    fallback: F,
    shutdown: impl Future<Output = ()>,
) -> usize
where
    P: Protocol,
    F: Fallback<B>,
    B: HttpBody<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (stopping, stop) = watch::channel(());
    tokio::pin!(shutdown);
    let mut trouble = Trouble::default();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut shutdown => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                trouble.passed();
                if let Some(place) = Place::take(&engine.inner.core, peer.ip()) {
                    let connection = connection(engine.clone(), stream, peer, fallback.clone(), stop.clone());
                    tokio::spawn(async move {
                        connection.await;
                        drop(place);
                    });
                }
            }
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                Stats::add(&engine.inner.core.shared.stats.accept_errors, 1);
                if let Some(failures) = trouble.failed(Instant::now()) {
                    tracing::warn!(%error, failures, "cannot accept connections; those that are open go on");
                }
                tokio::select! {
                    () = tokio::time::sleep(trouble.pause()) => {}
                    () = &mut shutdown => break,
                }
            }
        }
    }
    drop((listener, stop));
    let requests = async {
        // An error means that no receiver is left: all connections have ended already.
        let _ = stopping.send(());
        stopping.closed().await;
    };
    let (left, _) = tokio::join!(engine.shutdown(GRACE), tokio::time::timeout(GRACE, requests));
    left
}

/// The pauses and log lines after failed attempts to accept.
struct Trouble {
    next_pause: Duration,
    said: Option<Instant>,
    unsaid: u64,
}

impl Default for Trouble {
    fn default() -> Self {
        Self { next_pause: BACKOFF.0, said: None, unsaid: 0 }
    }
}

impl Trouble {
    /// Counts a failure. When it is time to log, returns the number of failures since the last log line.
    fn failed(&mut self, now: Instant) -> Option<u64> {
        self.unsaid += 1;
        if self.said.is_some_and(|at| now.duration_since(at) < SAY_EVERY) {
            return None;
        }
        self.said = Some(now);
        Some(std::mem::take(&mut self.unsaid))
    }

    /// How long to wait now; longer each time.
    fn pause(&mut self) -> Duration {
        let pause = self.next_pause;
        self.next_pause = (pause * 2).min(BACKOFF.1);
        pause
    }

    /// A connection was accepted. It may be a moment's luck, so the log stays quiet until [`SAY_EVERY`] is over.
    fn passed(&mut self) {
        self.next_pause = BACKOFF.0;
    }
}

/// Errors that `accept` passes on from a connection that broke before it was accepted.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

/// One HTTP connection, until its end or until a WebSocket leaves it.
async fn connection<P, F, B>(
    engine: Engine<P>,
    stream: TcpStream,
    peer: SocketAddr,
    fallback: F,
    mut stop: watch::Receiver<()>,
) where
    P: Protocol,
    F: Fallback<B>,
    B: HttpBody<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "cannot switch off Nagle's algorithm");
    }
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(engine.config().request_timeout)
        .max_buf_size(engine.config().max_head_bytes.max(8192));
    let hang_up = Arc::new(Notify::new());
    let told = Arc::clone(&hang_up);
    let service = service_fn(move |request: Request<Incoming>| {
        let (engine, fallback, hang_up) = (engine.clone(), fallback.clone(), Arc::clone(&hang_up));
        async move {
            let room = Arc::clone(&engine.inner.core.shared.answers);
            let answer = answer(engine, fallback, request, peer).await?;
            Ok::<_, Infallible>(answer.map(|body| Accounted { body, room, hang_up }))
        }
    });
    let serving = builder.serve_connection(TokioIo::new(stream), service).with_upgrades();
    tokio::pin!(serving);
    let mut stopping = false;
    loop {
        let result = tokio::select! {
            result = serving.as_mut() => result,
            () = told.notified() => {
                tracing::debug!(%peer, "hung up: its answers have waited longest");
                return;
            }
            _ = stop.changed(), if !stopping => {
                stopping = true;
                serving.as_mut().graceful_shutdown();
                continue;
            }
        };
        if let Err(error) = result {
            tracing::debug!(%peer, %error, "connection ended");
        }
        return;
    }
}

/// Passes a request to the transport or to the fallback.
async fn answer<P, F, B>(
    engine: Engine<P>,
    mut fallback: F,
    mut request: Request<Incoming>,
    peer: SocketAddr,
) -> Result<Response<Either<Body, B>>, Infallible>
where
    P: Protocol,
    F: Fallback<B>,
{
    match below(&engine.config().base, request.uri()) {
        Below::Redirect(to) => return Ok(redirect(to).map(Either::Left)),
        Below::Stripped(uri) => *request.uri_mut() = uri,
        Below::Bare => {}
    }
    if engine.config().matches_path(request.uri().path()) {
        return Ok(engine.serve_request(request, peer).await.map(Either::Left));
    }
    request.extensions_mut().insert(PeerAddr(peer));
    match poll_fn(|cx| fallback.poll_ready(cx)).await {
        Ok(()) => Ok(fallback.call(request).await?.map(Either::Right)),
        Err(never) => match never {},
    }
}

/// How a request's path relates to the path below which everything is served.
#[derive(Debug, PartialEq)]
enum Below {
    /// It asks for that path itself, without a slash: the browser would resolve the page's relative links beside it.
    Redirect(HeaderValue),
    /// It came with that path; this is the rest.
    Stripped(Uri),
    /// It came without: a proxy removed the path, or there is none.
    Bare,
}

fn below(base: &str, uri: &Uri) -> Below {
    let Some(asked) = uri.path_and_query().filter(|_| !base.is_empty()) else { return Below::Bare };
    let Some(rest) = asked.as_str().strip_prefix(base) else { return Below::Bare };
    if rest.starts_with('/') {
        return rest.parse().map_or(Below::Bare, Below::Stripped);
    }
    if rest.is_empty() || rest.starts_with('?') {
        return HeaderValue::try_from(format!("{base}/{rest}")).map_or(Below::Bare, Below::Redirect);
    }
    Below::Bare
}

fn redirect(to: HeaderValue) -> Response<Body> {
    let mut response = Response::new(Body::default());
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    response.headers_mut().insert(LOCATION, to);
    response
}

/// One counted HTTP connection of an address, until it is dropped.
struct Place {
    core: Arc<Core>,
    address: IpAddr,
}

impl Place {
    fn take(core: &Arc<Core>, address: IpAddr) -> Option<Self> {
        // Behind a proxy all connections have one address.
        let config = &core.shared.config;
        let limit = if config.trust_forwarded_for { 0 } else { config.max_connections_per_address };
        core.http_addresses.enter(address, limit).then(|| Self { core: Arc::clone(core), address })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.core.http_addresses.leave(self.address);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_taken_with_the_path_of_the_proxy_and_without() {
        let check = |base: &str, asked: &str, expected: Below| {
            assert_eq!(below(base, &asked.parse().unwrap()), expected, "{asked} below {base:?}");
        };
        let stripped = |uri: &str| Below::Stripped(uri.parse().unwrap());
        check("/chat", "/chat/api/v1/me?x=/chat/", stripped("/api/v1/me?x=/chat/"));
        check("/chat", "/chat/", stripped("/"));
        check("/chat", "/chat//evil.example/", stripped("//evil.example/"));
        check("/chat", "/chat/chat/x", stripped("/chat/x"));
        check("/chat", "/chat?a=b", Below::Redirect(HeaderValue::from_static("/chat/?a=b")));
        check("/chat", "/chat", Below::Redirect(HeaderValue::from_static("/chat/")));
        for asked in ["/", "/api/v1/me", "/chatter/", "/CHAT/", "*"] {
            check("/chat", asked, Below::Bare);
        }
        check("", "/chat", Below::Bare);
    }

    #[test]
    fn trouble_is_told_at_once_and_then_now_and_then() {
        let (mut trouble, start) = (Trouble::default(), Instant::now());
        assert_eq!(trouble.failed(start), Some(1));
        trouble.passed();
        assert!((1..100).all(|i| trouble.failed(start + SAY_EVERY * i / 100).is_none()));
        assert_eq!(trouble.failed(start + SAY_EVERY), Some(100));
    }

    #[test]
    fn pauses_grow_to_a_second_and_begin_anew_once_something_is_accepted() {
        let mut trouble = Trouble::default();
        let pauses: Vec<_> = (0..8).map(|_| trouble.pause().as_millis()).collect();
        assert_eq!(pauses, [20, 40, 80, 160, 320, 640, 1000, 1000]);
        trouble.passed();
        assert_eq!(trouble.pause(), BACKOFF.0);
    }
}
