//! The devices of people on their sockets: they connect, send commands, and disconnect.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use kith_core::{Kith, Refusal};
use kith_socketio::{
    AckSender, ConnectError, ConnectRequest, DisconnectReason, EmitError, Event, Handler, Socket, network,
};
use kith_wire::{ErrorCode, ErrorInfo};
use serde::Serialize;

use super::commands::{self, Outcome, Reply};
use super::credentials::access_token;
use super::device::Device;
use super::hub::Hub;

/// All devices: the application behind the transport.
pub struct Devices {
    kith: Arc<Kith>,
    hub: Arc<Hub>,
    next_number: AtomicU64,
}

/// The event that reports the failure of an event without an acknowledgement.
const ERROR: &str = "error";

/// Most characters of an event's name that are sent back.
const MAX_NAME: usize = 64;

/// The event's payload.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Failure<'a> {
    event: &'a str,
    code: ErrorCode,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
}

impl Devices {
    /// Commands go to `kith`, sockets to `hub`.
    pub fn new(kith: Arc<Kith>, hub: Arc<Hub>) -> Self {
        Self { kith, hub, next_number: AtomicU64::new(0) }
    }
}

impl Handler for Devices {
    type State = Device;

    async fn connect(self: Arc<Self>, request: ConnectRequest) -> Result<Device, ConnectError> {
        if request.namespace() != "/" {
            return Err(ConnectError::invalid_namespace());
        }
        let (token, from) = (access_token(&request), network(request.handshake().client_address()));
        let authenticated = self.kith.authenticate(token.as_deref(), from).await;
        let actor = authenticated.map_err(|refusal| {
            let data = ErrorInfo::from(&refusal);
            ConnectError::new(refusal.code().as_str()).with_data(&data)
        })?;
        Ok(Device { actor, number: self.next_number.fetch_add(1, Ordering::Relaxed) })
    }

    fn connected(&self, socket: &Socket<Device>) {
        if self.hub.add(socket) {
            self.kith.connected(socket.state().connection_id());
        } else {
            socket.disconnect(true);
        }
    }

    async fn event(self: Arc<Self>, socket: Socket<Device>, event: Event, ack: Option<AckSender>) {
        let started = Instant::now();
        let Outcome { event: name, result } = commands::apply(&self.kith, socket.state(), &event).await;
        let result = result.map_err(|refusal| self.kith.count_refusal(socket.state().actor, refusal));
        metrics::histogram!("kith_command_seconds", "event" => name).record(started.elapsed());
        let answered = match (ack, result) {
            (Some(ack), Ok(reply)) => ack.send(&reply),
            (Some(ack), Err(refusal)) => ack.send(&Reply::from(&refusal)),
            (None, Err(refusal)) => tell(&socket, event.name(), &refusal),
            (None, Ok(_)) => Ok(()),
        };
        if let Err(error) = answered {
            // The client is gone; it will ask again, and a repeat is safe.
            tracing::debug!(%error, event = name, "no one to answer");
        }
    }

    fn disconnected(&self, socket: &Socket<Device>, reason: DisconnectReason) {
        self.hub.remove(socket);
        let connection = socket.state().connection_id();
        tracing::debug!(user_id = %connection.user_id, reason = reason.as_str(), "disconnected");
        let kith = self.kith.clone();
        tokio::spawn(async move { kith.disconnected(connection).await });
    }
}

/// Tells a client of a failure. Not when the client's own event was an `error`: a client that echoes events would loop
/// for ever.
fn tell(socket: &Socket<Device>, event: &str, refusal: &Refusal) -> Result<(), EmitError> {
    if event == ERROR {
        return Ok(());
    }
    let end = event.char_indices().nth(MAX_NAME).map_or(event.len(), |(at, _)| at);
    let failure = Failure {
        event: &event[..end],
        code: refusal.code(),
        message: refusal.to_string(),
        retry_after: refusal.retry_after_ms(),
    };
    socket.emit(ERROR, &failure)
}
