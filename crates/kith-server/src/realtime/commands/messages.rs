//! `message:*`, but for what has arrived.

use kith_core::{Kith, Refusal};
use kith_wire::{MessageSent, SendMessage};

use crate::realtime::device::Device;

/// `message:send`
pub async fn send(kith: &Kith, device: &Device, request: SendMessage) -> Result<MessageSent, Refusal> {
    Ok(kith.send_message(device.actor, request).await?.message.into())
}
