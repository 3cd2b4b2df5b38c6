//! `message:*` except the receipts, and what is done with messages of some kinds.

use kith_core::{Kith, Refusal};
use kith_wire::{
    DeleteMessages, EditMessage, MessageChanged, MessageEdited, MessageRef, MessageSent, PinMessage, React,
    SendMessage, Star, StarChanged, UpdateLocation, Vote,
};

use super::events::events;
use super::reply::Reply;
use crate::realtime::device::Device;

events! {
    "message:send" => send,
    "message:edit" => edit,
    "message:delete" => delete,
    "message:react" => react,
    "message:pin" => pin,
    "message:star" => star,
    "poll:vote" => vote,
    "poll:close" => close_poll,
    "location:update" => update_location,
    "location:stop" => stop_location,
}

async fn send(kith: &Kith, device: &Device, request: SendMessage) -> Result<Reply, Refusal> {
    if request.send_at.is_some() {
        return Ok(kith.schedule_message(device.actor, request).await?.into());
    }
    Ok(MessageSent::from(kith.send_message(device.actor, request).await?.message).into())
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

async fn pin(kith: &Kith, device: &Device, request: PinMessage) -> Result<MessageChanged, Refusal> {
    kith.pin_message(device.actor, request).await
}

async fn star(kith: &Kith, device: &Device, star: Star) -> Result<StarChanged, Refusal> {
    kith.star(device.actor, star).await
}

async fn vote(kith: &Kith, device: &Device, vote: Vote) -> Result<MessageChanged, Refusal> {
    kith.vote(device.actor, vote).await
}

async fn close_poll(kith: &Kith, device: &Device, poll: MessageRef) -> Result<MessageChanged, Refusal> {
    kith.close_poll(device.actor, poll).await
}

async fn update_location(kith: &Kith, device: &Device, update: UpdateLocation) -> Result<(), Refusal> {
    kith.update_location(device.actor, update).await
}

async fn stop_location(
    kith: &Kith,
    device: &Device,
    location: MessageRef,
) -> Result<MessageChanged, Refusal> {
    kith.stop_location(device.actor, location).await
}
