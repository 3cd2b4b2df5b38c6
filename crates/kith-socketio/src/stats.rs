//! Counters of one server, as plain numbers for an exporter. Must never hold labels that grow with the clients.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::reason::DisconnectReason;

/// The live counters. All only ever grow.
#[derive(Default)]
pub(crate) struct Stats {
    pub opened_websocket: AtomicU64,
    pub opened_polling: AtomicU64,
    pub upgraded: AtomicU64,
    pub closed: [AtomicU64; DisconnectReason::ALL.len()],
    pub packets_in: AtomicU64,
    pub packets_out: AtomicU64,
    pub bytes_in: AtomicU64,
    pub bytes_out: AtomicU64,
    pub requests: AtomicU64,
    pub polls: AtomicU64,
    pub refused: AtomicU64,
    pub accept_errors: AtomicU64,
}

impl Stats {
    /// Adds to one counter.
    pub(crate) fn add(counter: &AtomicU64, amount: usize) {
        counter.fetch_add(amount as u64, Relaxed);
    }

    /// Counts packets that were accepted for sending.
    pub(crate) fn count_sent(&self, packets: usize, bytes: usize) {
        Self::add(&self.packets_out, packets);
        Self::add(&self.bytes_out, bytes);
    }

    /// Counts a connection that ended.
    pub(crate) fn count_closed(&self, reason: DisconnectReason) {
        Self::add(&self.closed[reason as usize], 1);
    }

    /// All numbers at about one moment.
    pub(crate) fn snapshot(&self, backlog_bytes: usize, upload_bytes: usize) -> StatsSnapshot {
        let get = |counter: &AtomicU64| counter.load(Relaxed);
        StatsSnapshot {
            opened_websocket: get(&self.opened_websocket),
            opened_polling: get(&self.opened_polling),
            upgraded: get(&self.upgraded),
            closed: DisconnectReason::ALL.map(|reason| (reason, get(&self.closed[reason as usize]))),
            packets_in: get(&self.packets_in),
            packets_out: get(&self.packets_out),
            bytes_in: get(&self.bytes_in),
            bytes_out: get(&self.bytes_out),
            requests: get(&self.requests),
            polls: get(&self.polls),
            refused: get(&self.refused),
            accept_errors: get(&self.accept_errors),
            backlog_bytes,
            upload_bytes,
        }
    }
}

/// The counters of a server since it was made, and what it holds now.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatsSnapshot {
    /// Connections that began as WebSocket.
    pub opened_websocket: u64,
    /// Connections that began as HTTP long-polling.
    pub opened_polling: u64,
    /// Connections that went from long-polling to WebSocket.
    pub upgraded: u64,
    /// Connections that ended, by reason.
    pub closed: [(DisconnectReason, u64); DisconnectReason::ALL.len()],
    /// Engine.IO packets received.
    pub packets_in: u64,
    /// Engine.IO packets accepted for sending.
    pub packets_out: u64,
    /// Bytes received: WebSocket frames with their headers, and bodies of posts.
    pub bytes_in: u64,
    /// Bytes accepted for sending, counted as WebSocket frames whatever the transport.
    pub bytes_out: u64,
    /// HTTP requests received, WebSocket handshakes among them.
    pub requests: u64,
    /// Polls answered.
    pub polls: u64,
    /// Requests answered with an error.
    pub refused: u64,
    /// Failed `accept` calls (out of file descriptors, and the like).
    pub accept_errors: u64,
    /// Bytes that wait for slow clients now. A frame that waits for several counts for each.
    pub backlog_bytes: usize,
    /// Bytes of messages that have arrived in part.
    pub upload_bytes: usize,
}

impl StatsSnapshot {
    /// How many connections ended for one reason.
    pub fn closed_by(&self, reason: DisconnectReason) -> u64 {
        self.closed[reason as usize].1
    }
}
