//! A device that is connected: who it is, and which connection it has.

use kith_core::{Actor, ConnectionId};

/// The state of a socket.
pub struct Device {
    /// Who it is.
    pub actor: Actor,
    /// Tells the connections of this node apart.
    pub number: u64,
}

impl Device {
    /// The connection, as the core knows it.
    pub fn connection_id(&self) -> ConnectionId {
        ConnectionId { user_id: self.actor.user_id, number: self.number }
    }
}
