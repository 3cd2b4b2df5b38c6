//! `message:delivered` and `message:read`.

use kith_core::{Kith, Refusal};
use kith_wire::Watermark;

use super::events::events;
use crate::realtime::device::Device;

events! {
    "message:delivered" => delivered,
    "message:read" => read,
}

async fn delivered(kith: &Kith, device: &Device, mark: Watermark) -> Result<(), Refusal> {
    kith.mark_delivered(device.actor, mark).await
}

async fn read(kith: &Kith, device: &Device, mark: Watermark) -> Result<(), Refusal> {
    kith.mark_read(device.actor, mark).await
}
