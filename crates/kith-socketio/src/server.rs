//! A Socket.IO server: the Engine.IO server with one application behind it.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hyper::body::Body as HttpBody;
use hyper::{Request, Response};
use tokio::net::TcpListener;

use crate::accept::{self, Fallback};
use crate::config::Config;
use crate::engine::{Body, Engine, RequestBody};
use crate::socket::{Handler, SocketIo};
use crate::stats::StatsSnapshot;

/// A Socket.IO server. By itself it does not listen: either hand it requests ([`Server::serve_request`]) or
/// let it run a listener ([`Server::serve`]). Cheap to clone.
pub struct Server<H: Handler> {
    engine: Engine<SocketIo<H>>,
}

impl<H: Handler> Clone for Server<H> {
    fn clone(&self) -> Self {
        Self { engine: self.engine.clone() }
    }
}

impl<H: Handler> Server<H> {
    /// A server for one application.
    pub fn new(config: Config, handler: Arc<H>) -> Self {
        let protocol = SocketIo::new(handler, &config);
        Self { engine: Engine::new(config, protocol) }
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        self.engine.config()
    }

    /// Connections that are open.
    pub fn connections(&self) -> usize {
        self.engine.connections()
    }

    /// The counters since the server was made.
    pub fn stats(&self) -> StatsSnapshot {
        self.engine.stats()
    }

    /// Answers one request, see [`Engine::serve_request`].
    pub async fn serve_request<B>(&self, request: Request<B>, peer: SocketAddr) -> Response<Body>
    where
        B: RequestBody,
    {
        self.engine.serve_request(request, peer).await
    }

    /// Runs a listener: requests for the transport's path come here, all others go to `fallback`. See
    /// [`accept::serve`].
    pub async fn serve<F, B>(
        &self,
        listener: TcpListener,
        fallback: F,
        shutdown: impl Future<Output = ()>,
    ) -> usize
    where
        F: Fallback<B>,
        B: HttpBody<Data = Bytes> + Send + Unpin + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        accept::serve(&self.engine, listener, fallback, shutdown).await
    }

    /// Tells every client that the server goes away and waits for them, see [`Engine::shutdown`].
    pub async fn shutdown(&self, deadline: Duration) -> usize {
        self.engine.shutdown(deadline).await
    }
}
