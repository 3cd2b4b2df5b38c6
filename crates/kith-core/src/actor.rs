//! The actor of a request, and the client it comes from.

use std::net::IpAddr;

use ipnet::IpNet;
use kith_wire::{SessionId, TenantId, UserId};

/// Who acts, as the request has proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// Where: nothing crosses from one tenant to another.
    pub tenant_id: TenantId,
    /// Whose account it is.
    pub user_id: UserId,
    /// As what.
    pub kind: ActorKind,
}

/// As what somebody acts.
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

/// Where a request comes from, before anyone is known.
#[derive(Debug, Clone)]
pub struct Client {
    /// The network address, as far as the server can tell.
    pub address: IpAddr,
    /// The addresses that one household or attacker has, this one among them: limits count by it.
    pub network: IpNet,
    /// The `User-Agent` header.
    pub user_agent: Option<String>,
}
