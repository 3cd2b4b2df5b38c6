//! `sync`.

use kith_core::{Kith, Refusal};
use kith_wire::{SyncPage, SyncRequest};

use super::events::events;
use crate::realtime::device::Device;

events! {
    "sync" => sync,
}

async fn sync(kith: &Kith, device: &Device, request: SyncRequest) -> Result<SyncPage, Refusal> {
    kith.sync(device.actor, request).await
}
