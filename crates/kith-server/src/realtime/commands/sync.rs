//! `sync`.

use kith_core::{Kith, Refusal};
use kith_wire::{SyncPage, SyncRequest};

use crate::realtime::device::Device;

/// `sync`
pub async fn sync(kith: &Kith, device: &Device, request: SyncRequest) -> Result<SyncPage, Refusal> {
    kith.sync(device.actor, request).await
}
