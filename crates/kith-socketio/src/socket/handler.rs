//! The interface that the application implements.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::ack::AckSender;
use super::event::Event;
use super::namespace::Namespace;
use super::socket::Socket;
use crate::engine::{Connection, Handshake, Transport};
use crate::reason::DisconnectReason;

/// The application behind a server.
///
/// For one connection, the server makes all calls and first polls all futures one after the other, in the order
/// in which the client sent. A future that is not ready after its first poll goes on by itself, beside the
/// following ones: work that must stay in the client's order has to happen before its first await. Nothing here
/// may block. A panic closes its connection, and nothing else.
pub trait Handler: Send + Sync + 'static {
    /// The application's state per socket, such as the user.
    type State: Send + Sync + 'static;

    /// Decides on a `CONNECT`: which namespaces exist, and which clients may join them. Dropped if the client
    /// goes away.
    fn connect(
        self: Arc<Self>,
        request: ConnectRequest,
    ) -> impl Future<Output = Result<Self::State, ConnectError>> + Send + 'static;

    /// A socket joined. When this returns, its client receives the confirmation and then all events that were sent
    /// to it meanwhile: it misses nothing from its first moment in the namespace.
    fn connected(&self, _socket: &Socket<Self::State>) {}

    /// An event. `ack` is `Some` if the client asked for an answer; dropping it sends none.
    fn event(
        self: Arc<Self>,
        socket: Socket<Self::State>,
        event: Event,
        ack: Option<AckSender>,
    ) -> impl Future<Output = ()> + Send + 'static;

    /// A socket disconnected. Called exactly once for each `connected`. Events of this socket may still be under way.
    fn disconnected(&self, _socket: &Socket<Self::State>, _reason: DisconnectReason) {}
}

/// A client that asks to join a namespace.
pub struct ConnectRequest {
    pub(crate) connection: Connection,
    pub(crate) namespace: Namespace,
    pub(crate) auth: Option<Box<RawValue>>,
}

impl ConnectRequest {
    /// The namespace it asks for.
    pub fn namespace(&self) -> &str {
        self.namespace.as_str()
    }

    /// The `auth` object of the client, if it sent one. Secret: may hold tokens.
    pub fn auth(&self) -> Option<&RawValue> {
        self.auth.as_deref()
    }

    /// The request that opened the connection.
    pub fn handshake(&self) -> &Handshake {
        self.connection.handshake()
    }

    /// How packets travel at the moment.
    pub fn transport(&self) -> Transport {
        self.connection.transport()
    }
}

impl fmt::Debug for ConnectRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectRequest").field("namespace", &self.namespace).finish_non_exhaustive()
    }
}

/// Refuses a `CONNECT`. The client sees an error with this message and data.
#[derive(Debug)]
pub struct ConnectError {
    message: String,
    data: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct ConnectErrorJson<'a> {
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a RawValue>,
}

impl ConnectError {
    /// A refusal with a message.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), data: None }
    }

    /// Refuses a namespace that does not exist.
    pub fn invalid_namespace() -> Self {
        Self::new("Invalid namespace")
    }

    /// Adds data, such as a machine code. Left out if it cannot be written as JSON.
    #[must_use]
    pub fn with_data<T: Serialize + ?Sized>(mut self, data: &T) -> Self {
        self.data = to_raw_value(data).ok();
        self
    }

    /// Writes it as the payload of a `CONNECT_ERROR`.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let json = ConnectErrorJson { message: &self.message, data: self.data.as_deref() };
        // A string and checked JSON, written to memory: cannot fail.
        let _ = serde_json::to_writer(out, &json);
    }
}
