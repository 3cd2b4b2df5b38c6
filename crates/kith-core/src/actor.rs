//! The actor of a request, and the client it comes from.

use std::net::IpAddr;

use ipnet::IpNet;
use kith_wire::{SessionId, TenantId, UserId};

/// The actor of a request, authenticated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// Their tenant: nothing crosses from one tenant to another.
    pub tenant_id: TenantId,
    /// Their account.
    pub user_id: UserId,
    /// The role in which they act.
    pub kind: ActorKind,
}

/// The role of an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorKind {
    /// A person on a device, by an access token of this live session.
    Person(SessionId),
}

impl Actor {
    /// A person on a device.
    pub fn person(tenant_id: TenantId, user_id: UserId, session_id: SessionId) -> Self {
        Self { tenant_id, user_id, kind: ActorKind::Person(session_id) }
    }

    /// The session of the device.
    pub fn session_id(&self) -> SessionId {
        match self.kind {
            ActorKind::Person(session_id) => session_id,
        }
    }
}

/// The client of a request, before its user is known.
#[derive(Debug, Clone)]
pub struct Client {
    /// The network address, as far as the server can tell.
    pub address: IpAddr,
    /// The network of one household or attacker, which contains this address: limits count by it.
    pub network: IpNet,
    /// The `User-Agent` header.
    pub user_agent: Option<String>,
}
