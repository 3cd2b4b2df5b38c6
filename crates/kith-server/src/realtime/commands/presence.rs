//! `presence:*` and `typing:*`.

use kith_core::{Kith, Refusal};
use kith_wire::{PresenceQuery, PresenceStates, SetPresence, Typing};

use crate::realtime::device::Device;

/// `typing:start`
pub async fn start_typing(kith: &Kith, device: &Device, typing: Typing) -> Result<(), Refusal> {
    kith.start_typing(device.actor, typing).await
}

/// `typing:stop`
pub async fn stop_typing(kith: &Kith, device: &Device, typing: Typing) -> Result<(), Refusal> {
    kith.stop_typing(device.actor, typing).await
}

/// `presence:subscribe`
pub async fn subscribe(
    kith: &Kith,
    device: &Device,
    query: PresenceQuery,
) -> Result<PresenceStates, Refusal> {
    kith.watch_presence(device.connection_id(), query).await
}

/// `presence:unsubscribe`
pub async fn unsubscribe(
    kith: &Kith,
    device: &Device,
    query: PresenceQuery,
) -> Result<PresenceStates, Refusal> {
    kith.unwatch_presence(device.connection_id(), query).await
}

/// `presence:set`
pub async fn set(kith: &Kith, device: &Device, request: SetPresence) -> Result<(), Refusal> {
    kith.set_presence(device.connection_id(), request.state).await
}
