//! Who asks.

use std::net::IpAddr;

use ipnet::IpNet;
use kith_wire::{SessionId, UserId};

/// A person on a device, proven by an access token of a live session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub user_id: UserId,
    /// The device.
    pub session_id: SessionId,
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
