//! `message:*`, but for what has arrived.

use kith_core::{Kith, Refusal};
use kith_wire::{MessageSent, SendMessage};

use super::events::events;
use crate::realtime::device::Device;

events! {
    "message:send" => send,
}

async fn send(kith: &Kith, device: &Device, request: SendMessage) -> Result<MessageSent, Refusal> {
    Ok(kith.send_message(device.actor, request).await?.message.into())
}
