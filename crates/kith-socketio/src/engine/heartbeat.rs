//! When the heartbeats of one connection are due (protocol v4, "Heartbeat").
//!
//! Must never look at a clock by itself: the caller passes the time.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::reason::DisconnectReason;

/// When the next action on one connection is due.
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

    /// The connection is closed; a poll may collect its last words until then.
    pub(crate) fn last_words_until(&self, at_ms: u64) {
        self.connect_by.store(0, Ordering::Relaxed);
        self.due.store((at_ms << 1) | 1, Ordering::Relaxed);
    }

    /// When to look next. While a pong is awaited, that is at most one interval away: the next ping is due one
    /// interval after the pong, and a wheel that looked only when the pong is overdue would send it late.
    pub(crate) fn next_visit_ms(&self, now_ms: u64, interval_ms: u64) -> u64 {
        let due = self.due.load(Ordering::Relaxed);
        let at = if due & 1 == 1 { (due >> 1).min(now_ms + interval_ms) } else { due >> 1 };
        match self.connect_by.load(Ordering::Relaxed) {
            0 => at,
            connect_by => at.min(connect_by),
        }
    }

    /// Whether the pong, or the namespace, is overdue. Requests check it too: they must not wait for the
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

    /// One visit of the wheel. It records a due ping before the ping is sent, so that the pong finds the
    /// record.
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
