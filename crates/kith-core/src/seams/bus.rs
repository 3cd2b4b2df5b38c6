//! The `Bus` seam: how events reach the devices that should get them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use async_trait::async_trait;
use kith_wire::{ChatId, ServerEvent, SessionId, UserId};

/// Names a device's connection, for as long as it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId {
    /// The connection's user.
    pub user_id: UserId,
    /// Distinguishes the connections of this node.
    pub number: u64,
}

/// The receivers of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// Every device of these people.
    Users(Arc<[UserId]>),
    /// These devices of one person.
    Sessions(UserId, Vec<SessionId>),
    /// These connections.
    Connections(Vec<ConnectionId>),
}

impl Audience {
    /// Every device of one person.
    pub fn user(user_id: UserId) -> Self {
        Self::Users([user_id].into())
    }
}

/// One event on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// The receivers.
    pub to: Audience,
    /// The event.
    pub event: ServerEvent,
}

/// Carries events to devices. It only wakes people up: the store is the truth, and a client that missed an event finds
/// the difference by its versions.
///
/// Contract: `publish` does not block and does not fail; a delivery reaches each connected device at most once; two
/// deliveries about one chat, or one person's presence, published one after the other reach a device in that order. A
/// device that is not connected gets nothing, now or later. [`ServerEvent::SessionEnded`] also closes the connections it
/// reaches.
#[async_trait]
pub trait Bus: Send + Sync + 'static {
    /// Publishes an event.
    fn publish(&self, delivery: Delivery);

    /// Waits while more of a chat's events are on their way than its members take, so that a sender cannot write faster
    /// than the members can read. Returns at once, most of the time.
    async fn settled(&self, chat_id: ChatId);
}

/// Publishes, and catches a panic. A panic about one event must not keep later events from being published, nor end the
/// process, since a chat's lane also publishes while a panic unwinds. Clients that miss the event see it by the
/// versions, or when the person's presence changes again.
pub(crate) fn publish(bus: &dyn Bus, delivery: Delivery) {
    let event = delivery.event.name();
    if catch_unwind(AssertUnwindSafe(|| bus.publish(delivery))).is_err() {
        tracing::error!(event, "the bus panicked: an event is not told");
    }
}
