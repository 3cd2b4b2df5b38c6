//! How an event becomes a command: its payload is the command's argument, and its answer the command's result.

use kith_core::Refusal;
use kith_socketio::Event;
use kith_wire::Object;
use serde::Deserialize;

use super::reply::Reply;

/// The result of an event.
pub struct Outcome {
    /// The event's name as its domain has it, for metrics: a fixed set of labels, whatever clients send.
    pub event: &'static str,
    /// What to answer.
    pub result: Result<Reply, Refusal>,
}

/// Names the events of a domain, each once, with the function that does it.
macro_rules! events {
    ($($name:literal => $command:path),+ $(,)?) => {
        /// Runs the command of a device's event, if the event belongs to this domain.
        pub async fn apply(
            kith: &kith_core::Kith,
            device: &$crate::realtime::device::Device,
            event: &kith_socketio::Event,
        ) -> Option<$crate::realtime::commands::events::Outcome> {
            use $crate::realtime::commands::events::{Outcome, payload};
            use $crate::realtime::commands::reply::Reply;
            match event.name() {
                $($name => Some(Outcome {
                    event: $name,
                    result: match payload(event) {
                        Ok(payload) => $command(kith, device, payload).await.map(Reply::from),
                        Err(refusal) => Err(refusal),
                    },
                }),)+
                _ => None,
            }
        }
    };
}
pub(super) use events;

/// The one argument of an event: an object.
pub fn payload<'a, T: Deserialize<'a>>(event: &'a Event) -> Result<T, Refusal> {
    let Object(payload) = event.arg(0).map_err(|error| Refusal::Invalid(error.to_string()))?;
    Ok(payload)
}
