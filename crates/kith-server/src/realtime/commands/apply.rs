//! Which domain an event belongs to.

use kith_core::{Kith, Refusal};
use kith_socketio::Event;

use super::events::Outcome;
use super::{messages, presence, receipts, sync};
use crate::realtime::device::Device;

/// Runs the command that a device's event stands for.
pub async fn apply(kith: &Kith, device: &Device, event: &Event) -> Outcome {
    if let Some(outcome) = messages::apply(kith, device, event).await {
        return outcome;
    }
    if let Some(outcome) = receipts::apply(kith, device, event).await {
        return outcome;
    }
    if let Some(outcome) = presence::apply(kith, device, event).await {
        return outcome;
    }
    if let Some(outcome) = sync::apply(kith, device, event).await {
        return outcome;
    }
    // Refused, not disconnected: the client may be newer.
    Outcome { event: "unknown", result: Err(Refusal::Invalid("there is no event of this name".into())) }
}
