//! Every limit and time-out of the transport, in one place. Defaults are low; raise what you need.

use std::sync::Arc;
use std::time::Duration;

use crate::engine::Origins;

/// Settings of a server. `Config::default()` is fit for the open Internet; each method sets the field of its name:
///
/// ```
/// let config = kith_socketio::Config::default().max_payload(64 * 1024).trust_forwarded_for(true);
/// assert_eq!(config.max_payload, 65_536);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Config {
    /// Path of the endpoint, with a slash at both ends. Default `/socket.io/`. Only the accept loop looks at
    /// it.
    pub path: String,
    /// Path below which a proxy serves everything, such as `/chat`: without a slash at its end, and empty for none. The
    /// accept loop takes it off the front of every request, since some proxies leave it there and some do not. Default none.
    pub base: String,
    /// Time between the last `pong` and the next `ping`. Default 25 s.
    pub ping_interval: Duration,
    /// Time the client has to answer a `ping`. Default 20 s.
    pub ping_timeout: Duration,
    /// Bytes of the largest message: one WebSocket message, one body of a post, one Socket.IO packet with all
    /// its attachments. Told to clients as `maxPayload`. Default 256 KiB.
    pub max_payload: usize,
    /// The same for a client that has joined no namespace yet, so is not authenticated. Default 8 KiB: a `CONNECT` with
    /// a token.
    pub max_connect_payload: usize,
    /// Bytes of messages that have arrived in part, of all clients together. When there are more, the server closes the
    /// connections whose messages have taken longest. Default 32 MiB.
    pub max_uploads_bytes: usize,
    /// Binary attachments of one packet. Default 10.
    pub max_attachments: usize,
    /// Namespaces one connection may be in at a time. Default 8.
    pub max_namespaces: usize,
    /// Time a connection may be in no namespace before it is closed. Default 20 s.
    pub connect_timeout: Duration,
    /// Time from a WebSocket handshake on a polling session to the end of the upgrade. Default 10 s.
    pub upgrade_timeout: Duration,
    /// Time to receive the head of a request, and again its body. Default 10 s.
    pub request_timeout: Duration,
    /// Time for last words: how long the server reads a closed WebSocket until the client closes too, and how
    /// long a polling session that the server closed waits for the poll that can report this. Default 5 s.
    pub close_timeout: Duration,
    /// Bytes that may wait for one slow client, with 64 for each frame; one frame alone may be larger. Default 1 MiB.
    pub max_backlog_bytes: usize,
    /// Frames that may wait for one slow client. Default 1,024.
    pub max_backlog_frames: usize,
    /// Bytes that may wait for all slow clients together, however many there are. As this fills up, each client may
    /// hold less: a quarter of the free bytes. Default 96 MiB.
    pub max_backlogs_bytes: usize,
    /// Bytes of answers to HTTP requests, polls among them, that may wait for all clients together. Those that have waited
    /// longest make room for others: their connections are closed. Only the accept loop looks at it. Default 32 MiB.
    pub max_answers_bytes: usize,
    /// Events of one connection whose handlers may run at a time. At this limit the server reads nothing more
    /// from the client until one finishes, not even pongs and answers: handlers must not take as long as the
    /// ping time-out. From 1 to 65,536. Default 64.
    pub max_events_in_flight: u32,
    /// Connections of one address (an IPv4 address, or an IPv6 /64), counted once for HTTP connections and
    /// once for Engine.IO connections; 0 for no limit. Default 1,024: a school behind one address must fit.
    pub max_connections_per_address: u32,
    /// Take the client's address from the last entry of `X-Forwarded-For`. Only behind a proxy that sets it:
    /// otherwise anyone can claim any address. Also switches off the limit on HTTP connections per address.
    /// Default off.
    pub trust_forwarded_for: bool,
    /// Which web pages may use this server. Requests without an `Origin` are always let in. Default: its own pages.
    pub origins: Arc<Origins>,
    /// Most bytes of a request's head. At least 8,192 (a limit of hyper). Default 16 KiB.
    pub max_head_bytes: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            path: "/socket.io/".to_owned(),
            base: String::new(),
            ping_interval: Duration::from_secs(25),
            ping_timeout: Duration::from_secs(20),
            max_payload: 256 * 1024,
            max_connect_payload: 8 * 1024,
            max_uploads_bytes: 32 * 1024 * 1024,
            max_attachments: 10,
            max_namespaces: 8,
            connect_timeout: Duration::from_secs(20),
            upgrade_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(10),
            close_timeout: Duration::from_secs(5),
            max_backlog_bytes: 1024 * 1024,
            max_backlog_frames: 1024,
            max_backlogs_bytes: 96 * 1024 * 1024,
            max_answers_bytes: 32 * 1024 * 1024,
            max_events_in_flight: 64,
            max_connections_per_address: 1024,
            trust_forwarded_for: false,
            origins: Arc::default(),
            max_head_bytes: 16 * 1024,
        }
    }
}

impl Config {
    /// Whether a request path belongs to the transport: the configured path, with or without its last slash.
    pub fn matches_path(&self, path: &str) -> bool {
        path == self.path || self.path.strip_suffix('/').is_some_and(|bare| path == bare)
    }
}

/// A method for each setting, of its name.
macro_rules! setters {
    ($($name:ident: $type:ty,)*) => {
        impl Config {
            $(
                #[doc = concat!("Sets [`Config::", stringify!($name), "`](Config#structfield.", stringify!($name), ").")]
                #[must_use]
                pub fn $name(mut self, $name: $type) -> Self {
                    self.$name = $name.into();
                    self
                }
            )*
        }
    };
}

setters! {
    path: impl Into<String>,
    base: impl Into<String>,
    ping_interval: Duration,
    ping_timeout: Duration,
    max_payload: usize,
    max_connect_payload: usize,
    max_uploads_bytes: usize,
    max_attachments: usize,
    max_namespaces: usize,
    connect_timeout: Duration,
    upgrade_timeout: Duration,
    request_timeout: Duration,
    close_timeout: Duration,
    max_backlog_bytes: usize,
    max_backlog_frames: usize,
    max_backlogs_bytes: usize,
    max_answers_bytes: usize,
    max_events_in_flight: u32,
    max_connections_per_address: u32,
    trust_forwarded_for: bool,
    origins: impl Into<Arc<Origins>>,
    max_head_bytes: usize,
}
