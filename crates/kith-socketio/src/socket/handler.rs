//! What the application implements.

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
/// For one connection all calls are made, and all futures first polled, one after the other and in the order
/// in which the client sent. A future that is not ready after its first poll goes on by itself, beside the
/// ones that follow: what must stay in the client's order has to happen before its first await. Nothing here
/// may block. A panic closes the connection that it happened for, and nothing else.
pub trait Handler: Send + Sync + 'static {
    /// What the application keeps per socket, such as who it is.
    type State: Send + Sync + 'static;

    /// Decides on a `CONNECT`: which namespaces there are, and who may join them. Dropped if the client goes
    /// away.
    fn connect(
        self: Arc<Self>,
        request: ConnectRequest,
    ) -> impl Future<Output = Result<Self::State, ConnectError>> + Send + 'static;

    /// A socket joined. Its client is told when this returns, and gets what was sent to it meanwhile after that: from
    /// its first moment in the namespace it misses nothing.
    fn connected(&self, _socket: &Socket<Self::State>) {}

    /// An event. `ack` is there if the client asked for an answer; dropping it sends none.
    fn event(
        self: Arc<Self>,
        socket: Socket<Self::State>,
        event: Event,
        ack: Option<AckSender>,
    ) -> impl Future<Output = ()> + Send + 'static;

    /// A socket is gone. Exactly once for each `connected`. Events of this socket may still be under way.
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

    /// The refusal of a namespace that there is not.
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
