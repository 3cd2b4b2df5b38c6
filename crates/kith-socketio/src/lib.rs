//! An Engine.IO v4 and Socket.IO v5 server: WebSocket and HTTP long-polling, lean per connection.
//!
//! The application implements [`Handler`] and creates a [`Server`] with it. The server either answers single
//! requests ([`Server::serve_request`]) or runs a listener next to any other web service
//! ([`Server::serve`]). Below it, [`engine`] is usable by itself for other protocols.
//!
//! What is absent, on purpose: rooms (the application knows better which sockets get an event; it encodes a
//! [`Frame`] once and sends it to the sockets in its own maps, by [`Fanout`] if they may be many), middleware,
//! binary parsers, JSONP, WebTransport, per-message compression.
//!
//! # What an idle connection costs
//! One small task, the shared state of its connection and its socket. There is no read buffer, no timer, and
//! nothing of HTTP: after the handshake a WebSocket's TCP stream is taken out of hyper. (So it must be a TCP
//! stream: TLS is for a proxy in front.)
//!
//! # Example
//! ```
//! use std::sync::Arc;
//!
//! use kith_socketio::{AckSender, ConnectError, ConnectRequest, Event, Handler, Server, Socket};
//!
//! struct Echo;
//!
//! impl Handler for Echo {
//!     type State = ();
//!
//!     async fn connect(self: Arc<Self>, request: ConnectRequest) -> Result<(), ConnectError> {
//!         match request.namespace() {
//!             "/" => Ok(()),
//!             _ => Err(ConnectError::invalid_namespace()),
//!         }
//!     }
//!
//!     async fn event(self: Arc<Self>, _socket: Socket<()>, event: Event, ack: Option<AckSender>) {
//!         if let Some(ack) = ack {
//!             // A client that is gone needs no answer.
//!             let _ = ack.send_args(&event.raw_args());
//!         }
//!     }
//! }
//!
//! let server = Server::new(kith_socketio::Config::default(), Arc::new(Echo));
//! assert_eq!(server.connections(), 0);
//! ```

pub mod accept;
mod answers;
mod config;
#[cfg(feature = "decoders")]
#[doc(hidden)]
pub mod decoders;
pub mod engine;
mod reason;
mod server;
mod sid;
mod socket;
mod stats;
mod sync;
mod waiting_room;
mod ws;

pub use accept::{NotFound, PeerAddr};
pub use config::Config;
pub use engine::{Body, Handshake, Origin, OriginError, Origins, Transport, Verdict, forwarded_for, network};
pub use reason::DisconnectReason;
pub use server::Server;
pub use sid::Sid;
pub use socket::{
    AckError, AckSender, ArgError, ConnectError, ConnectRequest, EmitError, Event, Fanout, Frame, Handler,
    Namespace, Placeholder, Reply, Socket, broadcast,
};
pub use stats::StatsSnapshot;

/// The example of the README, so that it is tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
