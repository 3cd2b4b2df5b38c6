//! `message:*`, except the receipts.

use kith_core::{Kith, Refusal};
use kith_wire::{
    DeleteMessages, EditMessage, MessageChanged, MessageEdited, MessageSent, React, SendMessage,
};

use super::events::events;
use crate::realtime::device::Device;

events! {
    "message:send" => send,
    "message:edit" => edit,
    "message:delete" => delete,
    "message:react" => react,
}

async fn send(kith: &Kith, device: &Device, request: SendMessage) -> Result<MessageSent, Refusal> {
    Ok(kith.send_message(device.actor, request).await?.message.into())
}

async fn edit(kith: &Kith, device: &Device, request: EditMessage) -> Result<MessageEdited, Refusal> {
    kith.edit_message(device.actor, request).await
}

async fn delete(kith: &Kith, device: &Device, request: DeleteMessages) -> Result<MessageChanged, Refusal> {
    kith.delete_messages(device.actor, request).await
}

async fn react(kith: &Kith, device: &Device, request: React) -> Result<MessageChanged, Refusal> {
    kith.react(device.actor, request).await
}
