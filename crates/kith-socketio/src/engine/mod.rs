//! Engine.IO v4: connections over WebSocket or HTTP long-polling, upgrades between them, heartbeats.
//!
//! Knows nothing of Socket.IO: the layer above implements [`Protocol`]. Must never call a protocol from two
//! tasks at once for one connection, nor with a lock held.

mod backlog;
mod connection;
mod core;
mod driver;
mod handshake;
mod heartbeat;
mod http;
mod outbox;
pub(crate) mod packet;
pub(crate) mod payload;
mod peer;
mod polling;
mod protocol;
mod query;
mod response;
mod shared;
mod upgrade;
mod websocket;
mod wheel;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::{Request, Response};

pub use self::connection::{Closed, Connection, Transport};
pub(crate) use self::connection::{HandlerUnderWay, send_frames};
pub(crate) use self::core::Core;
use self::core::Inner;
pub use self::handshake::Handshake;
pub use self::peer::forwarded::forwarded_for;
pub use self::peer::network::network;
pub use self::peer::origin::{Origin, OriginError, Origins, Verdict};
pub use self::protocol::{Message, Protocol};
pub use self::response::{Body, RequestBody};
use crate::config::Config;
use crate::stats::StatsSnapshot;

/// An Engine.IO server. It does not listen: the caller hands it requests to answer. Cheap to clone.
pub struct Engine<P> {
    pub(crate) inner: Arc<Inner<P>>,
}

impl<P> Clone for Engine<P> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<P: Protocol> Engine<P> {
    /// A server for one protocol.
    pub fn new(config: Config, protocol: P) -> Self {
        Self { inner: Arc::new(Inner { protocol, core: Arc::new(Core::new(config)) }) }
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.inner.core.shared.config
    }

    /// Connections that are open.
    pub fn connections(&self) -> usize {
        self.inner.core.connections()
    }

    /// The counters.
    pub fn stats(&self) -> StatsSnapshot {
        let shared = &self.inner.core.shared;
        shared.stats.snapshot(shared.backlogs.held() + shared.answers.held(), shared.uploads.held())
    }

    /// Answers one request for the transport's path; `peer` is the other end of its TCP connection.
    ///
    /// Must run on a tokio runtime. WebSocket needs the request to come from a hyper HTTP/1 connection over a
    /// [`TokioIo`](hyper_util::rt::TokioIo)`<TcpStream>` that is served with upgrades.
    pub async fn serve_request<B>(&self, request: Request<B>, peer: SocketAddr) -> Response<Body>
    where
        B: RequestBody,
    {
        http::serve(&self.inner, request, peer).await
    }

    /// Refuses new connections, tells every client that the server goes away (official clients then reconnect
    /// by themselves), and waits until all connections are closed. Returns how many were open at the deadline.
    pub async fn shutdown(&self, deadline: Duration) -> usize {
        self.inner.core.shutdown(deadline).await
    }
}
