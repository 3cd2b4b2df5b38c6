//! The `Bus` seam: how what happened reaches the devices that should know.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use async_trait::async_trait;
use kith_wire::{ChatId, ServerEvent, SessionId, UserId};

/// Names a device's connection, for as long as it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId {
    /// Whose it is.
    pub user_id: UserId,
    /// Tells the connections of this node apart.
    pub number: u64,
}

/// Whom an event is for.
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
    /// Whom it is for.
    pub to: Audience,
    /// What happened.
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
    /// Sends an event on its way.
    fn publish(&self, delivery: Delivery);

    /// Waits while more of a chat's events are on their way than its members take, so that whoever writes to a chat does
    /// not write faster than it can be read. At once, most of the time.
    async fn settled(&self, chat_id: ChatId);
}

/// Publishes for those who have more to tell after it. A panic about one event must neither keep what comes later from being
/// told nor, since a chat's lane also publishes when a panic unwinds, end the process. Whom the event did not reach sees it
/// by the versions, or when the person's presence changes again.
pub(crate) fn publish(bus: &dyn Bus, delivery: Delivery) {
    let event = delivery.event.name();
    if catch_unwind(AssertUnwindSafe(|| bus.publish(delivery))).is_err() {
        tracing::error!(event, "the bus panicked: an event is not told");
    }
}
