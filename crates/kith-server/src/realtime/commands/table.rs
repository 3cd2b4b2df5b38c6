//! The table of events.

use kith_core::{Kith, Refusal};
use kith_socketio::Event;
use kith_wire::Object;
use serde::Deserialize;

use super::reply::Reply;
use super::{messages, presence, receipts, sync};
use crate::realtime::device::Device;

/// What came of an event.
pub struct Outcome {
    /// The event's name as the table has it, for metrics: a fixed set of labels, whatever clients send.
    pub event: &'static str,
    /// What to answer.
    pub result: Result<Reply, Refusal>,
}

/// Names each event once. Its payload is what the function takes, and its answer what that returns.
macro_rules! events {
    ($($name:literal => $command:path),+ $(,)?) => {
        /// Does what a device asks.
        pub async fn apply(kith: &Kith, device: &Device, event: &Event) -> Outcome {
            match event.name() {
                $($name => Outcome {
                    event: $name,
                    result: match payload(event) {
                        Ok(payload) => $command(kith, device, payload).await.map(Reply::from),
                        Err(refusal) => Err(refusal),
                    },
                },)+
                // No reason to hang up on a newer client.
                _ => Outcome {
                    event: "unknown",
                    result: Err(Refusal::Invalid("there is no event of this name".into())),
                },
            }
        }
    };
}

events! {
    "message:send" => messages::send,
    "message:delivered" => receipts::delivered,
    "message:read" => receipts::read,
    "typing:start" => presence::start_typing,
    "typing:stop" => presence::stop_typing,
    "presence:subscribe" => presence::subscribe,
    "presence:unsubscribe" => presence::unsubscribe,
    "presence:set" => presence::set,
    "sync" => sync::sync,
}

fn payload<'a, T: Deserialize<'a>>(event: &'a Event) -> Result<T, Refusal> {
    let Object(payload) = event.arg(0).map_err(|error| Refusal::Invalid(error.to_string()))?;
    Ok(payload)
}
