//! Heartbeats of all connections by one timing wheel (protocol v4, "Heartbeat"), instead of a timer per
//! connection.
//!
//! A connection is in exactly one slot. When its slot comes up, `visit` returns when to look again. Slots hold
//! identifiers, not connections: so a closed connection is freed at once, and not when its slot comes up.

use std::sync::Mutex;

use super::heartbeat::Heartbeat;
use crate::config::Config;
use crate::sid::Sid;
use crate::sync::lock;

/// The wheel: slots of connections, one slot per tick.
pub(crate) struct Wheel {
    tick_ms: u64,
    interval_ms: u64,
    slots: Mutex<Slots>,
}

struct Slots {
    /// The tick that was handled last.
    handled: u64,
    ring: Vec<Vec<Sid>>,
}

impl Slots {
    /// Puts a connection into the slot of `due_ms`, or as far ahead as the ring goes.
    fn put(&mut self, sid: Sid, due_ms: u64, tick_ms: u64) {
        let ticks =
            due_ms.div_ceil(tick_ms).clamp(self.handled + 1, self.handled + self.ring.len() as u64 - 1);
        let index = ticks as usize % self.ring.len();
        self.ring[index].push(sid);
    }
}

impl Wheel {
    pub(crate) fn new(config: &Config) -> Self {
        let millis = |duration: std::time::Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        let interval = millis(config.ping_interval).max(1);
        let timeout = millis(config.ping_timeout).max(1);
        let tick_ms = (interval.min(timeout) / 20).clamp(5, 1000);
        let ticks = (interval.max(timeout) / tick_ms + 2).min(4096) as usize;
        Self {
            tick_ms,
            interval_ms: interval,
            slots: Mutex::new(Slots { handled: 0, ring: vec![Vec::new(); ticks] }),
        }
    }

    /// Milliseconds between two turns.
    pub(crate) fn tick_ms(&self) -> u64 {
        self.tick_ms
    }

    /// When to look at a connection next.
    pub(crate) fn next_visit_ms(&self, heartbeat: &Heartbeat, now_ms: u64) -> u64 {
        heartbeat.next_visit_ms(now_ms, self.interval_ms)
    }

    /// Adds a new connection.
    pub(crate) fn insert(&self, sid: Sid, due_ms: u64) {
        lock(&self.slots).put(sid, due_ms, self.tick_ms);
    }

    /// Visits every connection that is due at `now_ms`: `visit` returns when it is due again, if ever.
    pub(crate) fn turn(&self, now_ms: u64, visit: impl Fn(&Sid) -> Option<u64>) {
        let mut due = Vec::new();
        {
            let mut slots = lock(&self.slots);
            let now_tick = now_ms / self.tick_ms;
            let behind = (now_tick.saturating_sub(slots.handled)).min(slots.ring.len() as u64);
            for tick in now_tick + 1 - behind..=now_tick {
                let index = tick as usize % slots.ring.len();
                due.append(&mut std::mem::take(&mut slots.ring[index]));
            }
            slots.handled = now_tick.max(slots.handled);
        }
        let again: Vec<_> = due.into_iter().filter_map(|sid| Some((visit(&sid)?, sid))).collect();
        let mut slots = lock(&self.slots);
        for (due_ms, sid) in again {
            slots.put(sid, due_ms, self.tick_ms);
        }
    }
}
