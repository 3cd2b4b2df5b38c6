//! Heartbeats of all connections by one timing wheel (protocol v4, "Heartbeat"), instead of a timer per
//! connection.
//!
//! A connection is in exactly one slot. When its slot comes up it says what is due, and when to look again. Slots hold
//! identifiers and not the connections: one that closes is freed at once, and not when its slot comes up.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use super::connection::Conn;
use crate::config::Config;
use crate::reason::DisconnectReason;
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
    /// Puts a connection where `due_ms` falls, or as far ahead as the ring goes.
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

    /// Adds a new connection.
    pub(crate) fn insert(&self, conn: &Conn, now_ms: u64) {
        let due = conn.heartbeat.next_visit_ms(now_ms, self.interval_ms);
        lock(&self.slots).put(conn.sid, due, self.tick_ms);
    }

    /// Visits every connection that is due at `now_ms` and that `find` still knows.
    pub(crate) fn turn(&self, now_ms: u64, find: impl Fn(&Sid) -> Option<Arc<Conn>>) {
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
        let again: Vec<_> = due
            .iter()
            .filter_map(find)
            .filter(|conn| conn.beat(now_ms, self.tick_ms))
            .map(|conn| (conn.heartbeat.next_visit_ms(now_ms, self.interval_ms), conn.sid))
            .collect();
        let mut slots = lock(&self.slots);
        for (next_ms, sid) in again {
            slots.put(sid, next_ms, self.tick_ms);
        }
    }
}

/// What is due next on one connection.
pub(crate) struct Heartbeat {
    /// When the next ping is due or, if the low bit is set, when the pong must have come: milliseconds, times
    /// two.
    due: AtomicU64,
    /// When the connection is closed for being in no namespace; 0 for never.
    connect_by: AtomicU64,
}

/// What a visit found.
pub(crate) enum Beat {
    /// Nothing yet.
    Wait,
    /// Send a ping.
    Ping,
    /// Close the connection.
    Close(DisconnectReason),
}

impl Heartbeat {
    pub(crate) fn new(first_ping_ms: u64) -> Self {
        Self { due: AtomicU64::new(first_ping_ms << 1), connect_by: AtomicU64::new(0) }
    }

    /// Sets, or with 0 lifts, the time by which the connection must be in a namespace.
    pub(crate) fn set_connect_by(&self, at_ms: u64) {
        self.connect_by.store(at_ms, Ordering::Relaxed);
    }

    /// Whether the client has yet to join a namespace.
    pub(crate) fn awaits_namespace(&self) -> bool {
        self.connect_by.load(Ordering::Relaxed) != 0
    }

    /// The client answered: the next ping is one interval from now.
    pub(crate) fn pong(&self, next_ping_ms: u64) {
        self.due.store(next_ping_ms << 1, Ordering::Relaxed);
    }

    /// The connection is closed; its last words may be collected until then.
    pub(crate) fn last_words_until(&self, at_ms: u64) {
        self.connect_by.store(0, Ordering::Relaxed);
        self.due.store((at_ms << 1) | 1, Ordering::Relaxed);
    }

    /// When to look next. While a pong is awaited that is at most one interval away: the next ping is due one
    /// interval after the pong, and a wheel that only looks when the pong is overdue would send it late.
    pub(crate) fn next_visit_ms(&self, now_ms: u64, interval_ms: u64) -> u64 {
        let due = self.due.load(Ordering::Relaxed);
        let at = if due & 1 == 1 { (due >> 1).min(now_ms + interval_ms) } else { due >> 1 };
        match self.connect_by.load(Ordering::Relaxed) {
            0 => at,
            connect_by => at.min(connect_by),
        }
    }

    /// Whether the pong, or the namespace, is overdue. Asked by requests too: they must not wait for the
    /// wheel.
    pub(crate) fn overdue(&self, now_ms: u64) -> Option<DisconnectReason> {
        let due = self.due.load(Ordering::Relaxed);
        let connect_by = self.connect_by.load(Ordering::Relaxed);
        if due & 1 == 1 && now_ms >= due >> 1 {
            Some(DisconnectReason::PingTimeout)
        } else if connect_by != 0 && now_ms >= connect_by {
            Some(DisconnectReason::ConnectTimeout)
        } else {
            None
        }
    }

    /// One visit of the wheel. A ping that is due is accounted for before it is sent, so that its pong finds
    /// it.
    pub(crate) fn visit(&self, now_ms: u64, tick_ms: u64, timeout_ms: u64) -> Beat {
        if let Some(reason) = self.overdue(now_ms) {
            return Beat::Close(reason);
        }
        let due = self.due.load(Ordering::Relaxed);
        if due & 1 == 1 || now_ms < due >> 1 {
            return Beat::Wait;
        }
        // A wheel that is late (a stalled machine) gives the client its whole time-out from now.
        let planned = due >> 1;
        let sent = if now_ms - planned <= 2 * tick_ms { planned } else { now_ms };
        let deadline = ((sent + timeout_ms) << 1) | 1;
        match self.due.compare_exchange(due, deadline, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_) => Beat::Ping,
            // A pong came in between: nothing is due any more.
            Err(_) => Beat::Wait,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beat(heartbeat: &Heartbeat, now_ms: u64) -> &'static str {
        match heartbeat.visit(now_ms, 5, 200) {
            Beat::Wait => "wait",
            Beat::Ping => "ping",
            Beat::Close(reason) => reason.as_str(),
        }
    }

    #[test]
    fn a_silent_client_is_pinged_once_and_closed_after_the_timeout() {
        let heartbeat = Heartbeat::new(300);
        assert_eq!(beat(&heartbeat, 299), "wait");
        assert_eq!(beat(&heartbeat, 304), "ping");
        assert_eq!(beat(&heartbeat, 499), "wait");
        assert_eq!(heartbeat.overdue(499), None);
        assert_eq!(beat(&heartbeat, 500), "ping_timeout");
    }

    #[test]
    fn a_pong_moves_the_next_ping_one_interval_on() {
        let heartbeat = Heartbeat::new(300);
        assert_eq!(beat(&heartbeat, 300), "ping");
        heartbeat.pong(700);
        assert_eq!(beat(&heartbeat, 500), "wait");
        assert_eq!(beat(&heartbeat, 700), "ping");
    }

    #[test]
    fn while_a_pong_is_awaited_the_wheel_looks_at_least_once_an_interval() {
        let heartbeat = Heartbeat::new(40);
        assert_eq!(heartbeat.next_visit_ms(0, 40), 40);
        assert_eq!(beat(&heartbeat, 40), "ping");
        assert_eq!(heartbeat.next_visit_ms(40, 40), 80);
        assert_eq!(heartbeat.next_visit_ms(230, 40), 240);
    }

    #[test]
    fn a_late_wheel_still_gives_the_client_its_whole_timeout() {
        let heartbeat = Heartbeat::new(300);
        assert_eq!(beat(&heartbeat, 1000), "ping");
        assert_eq!(beat(&heartbeat, 1199), "wait");
        assert_eq!(beat(&heartbeat, 1200), "ping_timeout");
    }

    #[test]
    fn a_connection_in_no_namespace_is_closed_at_its_time() {
        let heartbeat = Heartbeat::new(300);
        heartbeat.set_connect_by(100);
        assert_eq!(heartbeat.next_visit_ms(0, 300), 100);
        assert_eq!(beat(&heartbeat, 100), "connect_timeout");
        heartbeat.set_connect_by(0);
        assert_eq!(beat(&heartbeat, 100), "wait");
    }
}
