//! Publishes the events of each chat in the order of the chat's versions.
//!
//! The store may answer commits in any order: two sends to one chat may both be durable before either goes on. Each
//! action on a chat therefore takes a [`Ticket`] before it calls the store, and publishes through it. A delivery waits
//! only for the tickets that were out at that moment: an action that had not begun by then can only get a later
//! version. So a gap that another node's action left is no reason to wait.

use std::collections::{BTreeMap, BTreeSet};

use dashmap::DashMap;
use kith_wire::{ChatId, Seq, UserVersion};

use crate::seams::bus::publish;
use crate::{Bus, Delivery};

/// One lane per chat with a running action.
#[derive(Default)]
pub struct Lanes(DashMap<ChatId, Lane>);

#[derive(Default)]
struct Lane {
    next_ticket: u64,
    in_flight: BTreeSet<u64>,
    parked: BTreeMap<Position, Parked>,
    /// Whether a task is publishing the ready deliveries; other tasks leave the work to it, so that order holds without
    /// a lock around the bus.
    publishing: bool,
}

/// The version; then, for a delivery without a version of its own, the counter of the person who acted; then the order
/// of arrival.
type Position = (Seq, Option<UserVersion>, u64);

/// The version, the counter of the person who acted (for a delivery without a version of its own), and the deliveries.
type Published = (Seq, Option<UserVersion>, Vec<Delivery>);

struct Parked {
    /// Ready when all tickets up to this one have returned.
    after: u64,
    deliveries: Vec<Delivery>,
}

impl Lane {
    fn is_idle(&self) -> bool {
        self.in_flight.is_empty() && self.parked.is_empty() && !self.publishing
    }

    /// Takes a ticket back with its holder's deliveries; returns whether the holder must publish the ready ones.
    fn take_back(&mut self, number: u64, published: Option<Published>) -> bool {
        self.in_flight.remove(&number);
        if let Some((version, behind, deliveries)) = published {
            let after = self.next_ticket - 1;
            self.parked.insert((version, behind, number), Parked { after, deliveries });
        }
        !self.publishing
    }

    /// The next deliveries for the task that publishes. `None` ends its turn: another task may publish.
    fn next(&mut self) -> Option<Vec<Delivery>> {
        let ready = self.take_ready();
        self.publishing = ready.is_some();
        ready
    }

    fn take_ready(&mut self) -> Option<Vec<Delivery>> {
        let first = self.parked.first_entry()?;
        if self.in_flight.first().is_some_and(|oldest| *oldest <= first.get().after) {
            return None;
        }
        Some(first.remove().deliveries)
    }
}

impl Lanes {
    /// Takes a ticket. Must be called before the store is.
    pub fn enter<'a>(&'a self, bus: &'a dyn Bus, chat_id: ChatId) -> Ticket<'a> {
        let mut lane = self.0.entry(chat_id).or_default();
        let number = lane.next_ticket;
        lane.next_ticket += 1;
        lane.in_flight.insert(number);
        Ticket { lanes: self, bus, chat_id, number, published: None }
    }

    /// The number of chats with a running action.
    pub fn entries(&self) -> usize {
        self.0.len()
    }

    fn leave(&self, bus: &dyn Bus, chat_id: ChatId, number: u64, published: Option<Published>) {
        let mut ready = None;
        self.0.remove_if_mut(&chat_id, |_, lane| {
            if lane.take_back(number, published) {
                ready = lane.next();
            }
            lane.is_idle()
        });
        while let Some(deliveries) = ready {
            deliveries.into_iter().for_each(|delivery| publish(bus, delivery));
            ready = None;
            self.0.remove_if_mut(&chat_id, |_, lane| {
                ready = lane.next();
                lane.is_idle()
            });
        }
    }
}

/// A place in a chat's lane. Dropping it without publishing lets the later ones pass.
pub struct Ticket<'a> {
    lanes: &'a Lanes,
    bus: &'a dyn Bus,
    chat_id: ChatId,
    number: u64,
    published: Option<Published>,
}

impl Ticket<'_> {
    /// Publishes the change that took this version of the chat, when its turn comes.
    pub fn publish(mut self, version: Seq, deliveries: Vec<Delivery>) {
        self.published = Some((version, None, deliveries));
    }

    /// Publishes a delivery without a version of its own that was read at this version: behind the change itself. The
    /// deliveries about one person's actions keep the order of that person's counter.
    pub fn publish_behind(mut self, version: Seq, user_version: UserVersion, deliveries: Vec<Delivery>) {
        self.published = Some((version, Some(user_version), deliveries));
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        self.lanes.leave(self.bus, self.chat_id, self.number, self.published.take());
    }
}

#[cfg(test)]
mod tests {
    use kith_wire::{ChatRemoved, ServerEvent};

    use std::sync::Mutex;

    use super::*;
    use crate::Audience;

    /// The recorder panics when it is to publish this one.
    const PANICS: Seq = 13;

    #[derive(Default)]
    struct Recorder(Mutex<Vec<Seq>>);

    #[async_trait::async_trait]
    impl Bus for Recorder {
        async fn settled(&self, _: ChatId) {}

        fn publish(&self, delivery: Delivery) {
            let ServerEvent::ChatRemoved(event) = delivery.event else {
                panic!("only these are published here")
            };
            assert_ne!(event.user_version, PANICS);
            self.0.lock().unwrap().push(event.user_version);
        }
    }

    fn event(chat_id: ChatId, mark: Seq) -> Vec<Delivery> {
        let event = ServerEvent::ChatRemoved(ChatRemoved { chat_id, user_version: mark });
        vec![Delivery { to: Audience::Connections(Vec::new()), event }]
    }

    #[test]
    fn a_later_version_waits_for_an_earlier_one_that_is_out() {
        let (lanes, bus, chat) = (Lanes::default(), Recorder::default(), ChatId::new());
        let (first, second) = (lanes.enter(&bus, chat), lanes.enter(&bus, chat));
        first.publish(2, event(chat, 2));
        assert!(bus.0.lock().unwrap().is_empty());
        second.publish(1, event(chat, 1));
        assert_eq!(*bus.0.lock().unwrap(), [1, 2]);
    }

    #[test]
    fn a_ticket_taken_afterwards_holds_nothing_up() {
        let (lanes, bus, chat) = (Lanes::default(), Recorder::default(), ChatId::new());
        let (first, second) = (lanes.enter(&bus, chat), lanes.enter(&bus, chat));
        first.publish(1, event(chat, 1));
        let _later = lanes.enter(&bus, chat);
        drop(second);
        assert_eq!(*bus.0.lock().unwrap(), [1]);
    }

    #[test]
    fn a_gap_in_the_versions_holds_nothing_up() {
        let (lanes, bus, chat) = (Lanes::default(), Recorder::default(), ChatId::new());
        lanes.enter(&bus, chat).publish(7, event(chat, 7));
        lanes.enter(&bus, chat).publish(9, event(chat, 9));
        assert_eq!(*bus.0.lock().unwrap(), [7, 9]);
    }

    #[test]
    fn what_depends_on_a_version_goes_behind_it() {
        let (lanes, bus, chat) = (Lanes::default(), Recorder::default(), ChatId::new());
        let (message, receipt) = (lanes.enter(&bus, chat), lanes.enter(&bus, chat));
        receipt.publish_behind(5, 1, event(chat, 50));
        message.publish(5, event(chat, 5));
        assert_eq!(*bus.0.lock().unwrap(), [5, 50]);
    }

    #[test]
    fn what_one_person_did_goes_in_the_order_it_was_stored_in() {
        let (lanes, bus, chat) = (Lanes::default(), Recorder::default(), ChatId::new());
        let (entered_first, stored_first) = (lanes.enter(&bus, chat), lanes.enter(&bus, chat));
        entered_first.publish_behind(5, 9, event(chat, 9));
        stored_first.publish_behind(5, 8, event(chat, 8));
        assert_eq!(*bus.0.lock().unwrap(), [8, 9]);
    }

    #[test]
    fn a_panic_about_one_event_holds_up_none_of_the_others() {
        let (lanes, bus, chat) = (Lanes::default(), Recorder::default(), ChatId::new());
        let behind = lanes.enter(&bus, chat);
        lanes.enter(&bus, chat).publish(14, event(chat, 14));
        behind.publish(PANICS, event(chat, PANICS));
        lanes.enter(&bus, chat).publish(15, event(chat, 15));
        assert_eq!((bus.0.lock().unwrap().as_slice(), lanes.entries()), ([14, 15].as_slice(), 0));
    }

    #[test]
    fn an_idle_lane_is_forgotten() {
        let (lanes, bus, chat) = (Lanes::default(), Recorder::default(), ChatId::new());
        lanes.enter(&bus, chat).publish(1, event(chat, 1));
        drop(lanes.enter(&bus, chat));
        assert_eq!(lanes.entries(), 0);
    }
}
