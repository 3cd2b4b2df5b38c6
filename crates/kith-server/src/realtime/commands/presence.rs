//! `presence:*` and `typing:*`.

use kith_core::{Kith, Refusal};
use kith_wire::{PresenceQuery, PresenceStates, SetPresence, Typing};

use super::events::events;
use crate::realtime::device::Device;

events! {
    "typing:start" => start_typing,
    "typing:stop" => stop_typing,
    "presence:subscribe" => subscribe,
    "presence:unsubscribe" => unsubscribe,
    "presence:set" => set,
}

async fn start_typing(kith: &Kith, device: &Device, typing: Typing) -> Result<(), Refusal> {
    kith.start_typing(device.actor, typing).await
}

async fn stop_typing(kith: &Kith, device: &Device, typing: Typing) -> Result<(), Refusal> {
    kith.stop_typing(device.actor, typing).await
}

async fn subscribe(kith: &Kith, device: &Device, query: PresenceQuery) -> Result<PresenceStates, Refusal> {
    kith.watch_presence(device.connection_id(), query).await
}

async fn unsubscribe(kith: &Kith, device: &Device, query: PresenceQuery) -> Result<PresenceStates, Refusal> {
    kith.unwatch_presence(device.connection_id(), query).await
}

async fn set(kith: &Kith, device: &Device, request: SetPresence) -> Result<(), Refusal> {
    kith.set_presence(device.connection_id(), request.state).await
}
