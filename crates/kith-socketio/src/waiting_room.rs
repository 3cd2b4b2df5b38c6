//! Bounds the memory that all connections together hold for unfinished work: messages that have arrived in part, and
//! answers that clients have not read. When it is full, the guest that has stayed longest leaves, and the new one takes
//! its room.
//!
//! Must never turn a new guest away, nor call a guest with the lock held.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;

use crate::sync::lock;

/// Fewer bytes than this get no seat: the connection itself costs as much.
pub(crate) const SMALL: usize = 8 * 1024;

/// A holder of memory, which the waiting room can tell to give it up.
pub(crate) trait Guest: Send + Sync {
    /// Gives up the memory. It may stay allocated for a moment.
    fn leave(&self);
}

impl Guest for Notify {
    fn leave(&self) {
        self.notify_one();
    }
}

/// Room for `limit` bytes; for more only if a single guest holds them.
pub(crate) struct WaitingRoom {
    limit: usize,
    guests: Mutex<Guests>,
}

#[derive(Default)]
struct Guests {
    held: usize,
    next: u64,
    /// In the order of their arrival, with the bytes that each holds.
    seated: BTreeMap<u64, (usize, Arc<dyn Guest>)>,
}

impl WaitingRoom {
    pub(crate) fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self { limit, guests: Mutex::default() })
    }

    /// Bytes held now.
    pub(crate) fn held(&self) -> usize {
        lock(&self.guests).held
    }

    /// Takes in a guest that holds this many bytes.
    pub(crate) fn seat(self: &Arc<Self>, bytes: usize, guest: Arc<dyn Guest>) -> Seat {
        let number = {
            let mut guests = lock(&self.guests);
            let number = guests.next;
            guests.next += 1;
            guests.seated.insert(number, (0, guest));
            number
        };
        let seat = Seat { room: Arc::clone(self), number };
        seat.hold(bytes);
        seat
    }
}

/// A place in the waiting room, given back on drop.
pub(crate) struct Seat {
    room: Arc<WaitingRoom>,
    number: u64,
}

impl Seat {
    /// Holds this many bytes from now on.
    pub(crate) fn hold(&self, bytes: usize) {
        let mut leaving = Vec::new();
        let mut guard = lock(&self.room.guests);
        let guests = &mut *guard;
        // No longer seated: the guest has been told to leave already.
        let Some((before, _)) = guests.seated.get_mut(&self.number) else { return };
        guests.held = guests.held - *before + bytes;
        *before = bytes;
        while guests.held > self.room.limit && guests.seated.len() > 1 {
            let Some((_, (held, guest))) = guests.seated.pop_first() else { break };
            guests.held -= held;
            leaving.push(guest);
        }
        drop(guard);
        leaving.into_iter().for_each(|guest| guest.leave());
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut guests = lock(&self.room.guests);
        if let Some((held, _)) = guests.seated.remove(&self.number) {
            guests.held -= held;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[derive(Default)]
    struct Told(AtomicBool);

    impl Guest for Told {
        fn leave(&self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }

    fn told<const N: usize>(guests: &[Arc<Told>; N]) -> [bool; N] {
        std::array::from_fn(|at| guests[at].0.load(Ordering::Relaxed))
    }

    #[test]
    fn those_who_have_waited_longest_make_room() {
        let room = WaitingRoom::new(300);
        let guests: [Arc<Told>; 5] = Default::default();
        let mut seats: Vec<_> = guests[..3].iter().map(|each| room.seat(100, each.clone())).collect();
        // The second one is done.
        drop(seats.remove(1));
        assert_eq!(room.held(), 200);
        seats.extend(guests[3..].iter().map(|each| room.seat(100, each.clone())));
        assert_eq!((told(&guests), room.held()), ([true, false, false, false, false], 300));
        drop(seats);
        assert_eq!(room.held(), 0);
    }

    #[test]
    fn who_holds_more_and_more_keeps_the_place_and_goes_in_turn() {
        let room = WaitingRoom::new(300);
        let guests: [Arc<Told>; 2] = Default::default();
        let first = room.seat(100, guests[0].clone());
        let second = room.seat(100, guests[1].clone());
        first.hold(200);
        assert_eq!((told(&guests), room.held()), ([false, false], 300));
        first.hold(201);
        assert_eq!((told(&guests), room.held()), ([true, false], 100));
        first.hold(300);
        assert_eq!(room.held(), 100);
        drop((first, second));
        assert_eq!(room.held(), 0);
    }

    #[test]
    fn one_that_is_larger_than_the_limit_is_held_alone() {
        let room = WaitingRoom::new(50);
        let guests: [Arc<Told>; 2] = Default::default();
        let _small = room.seat(10, guests[0].clone());
        let _large = room.seat(100, guests[1].clone());
        assert_eq!((told(&guests), room.held()), ([true, false], 100));
    }
}
