//! A person's device on its socket: letting it in, doing what it asks, letting it go.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use kith_core::{Actor, Kith, Refusal};
use kith_socketio::{AckSender, ConnectError, ConnectRequest, DisconnectReason, Event, Handler, Socket};
use serde::Deserialize;

use super::Hub;
use super::command::{Command, Reply};

/// What is kept for a socket.
pub struct Device {
    /// Who it is.
    pub actor: Actor,
    /// Tells the connections of this node apart.
    pub number: u64,
}

/// All devices: the application behind the transport.
pub struct Devices {
    kith: Arc<Kith>,
    hub: Arc<Hub>,
    next_number: AtomicU64,
}

#[derive(Deserialize)]
struct Auth {
    token: String,
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
        let auth = request.auth().and_then(|auth| serde_json::from_str::<Auth>(auth.get()).ok());
        let authenticated = match auth {
            Some(auth) => self.kith.authenticate(&auth.token).await,
            None => Err(Refusal::Unauthenticated("the handshake carries no token")),
        };
        let actor = authenticated.map_err(|refusal| {
            let data = crate::http::error_info(&refusal);
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
        let command = Command::decode(&event);
        let name = command.as_ref().map_or("invalid", Command::name);
        let reply = match command {
            Ok(command) => command.apply(&self.kith, socket.state()).await,
            Err(refusal) => Reply::refusal(&refusal),
        };
        metrics::histogram!("kith_command_seconds", "event" => name).record(started.elapsed());
        if let Some(ack) = ack
            && let Err(error) = ack.send(&reply)
        {
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
