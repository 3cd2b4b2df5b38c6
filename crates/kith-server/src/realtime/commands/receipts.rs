//! `message:delivered` and `message:read`.

use kith_core::{Kith, Refusal};
use kith_wire::Watermark;

use crate::realtime::device::Device;

/// `message:delivered`
pub async fn delivered(kith: &Kith, device: &Device, mark: Watermark) -> Result<(), Refusal> {
    kith.mark_delivered(device.actor, mark).await
}

/// `message:read`
pub async fn read(kith: &Kith, device: &Device, mark: Watermark) -> Result<(), Refusal> {
    kith.mark_read(device.actor, mark).await
}
