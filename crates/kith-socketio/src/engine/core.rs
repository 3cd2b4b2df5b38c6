//! What all connections of one server share: settings, counters, the table of connections, and the heartbeat
//! wheel.
//!
//! Must never hold a lock while it calls into a connection or the application.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Once};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::backlog::Backlogs;
use super::connection::Conn;
use super::heartbeat::Wheel;
use super::limits::Addresses;
use crate::config::Config;
use crate::reason::DisconnectReason;
use crate::sid::Sid;
use crate::stats::Stats;
use crate::sync::lock;
use crate::waiting_room::WaitingRoom;

/// Parts of the table, so that one growing does not stop all.
const SHARDS: usize = 16;

pub(crate) struct Core {
    pub config: Config,
    pub stats: Stats,
    /// What waits for slow clients.
    pub backlogs: Arc<Backlogs>,
    /// What has come of messages whose rest has not.
    pub uploads: Arc<WaitingRoom>,
    /// What waits for HTTP clients that are slow to take their answers.
    pub answers: Arc<WaitingRoom>,
    pub wheel: Wheel,
    /// Engine.IO connections per address.
    pub addresses: Addresses,
    /// HTTP connections per address.
    pub http_addresses: Addresses,
    table: [Mutex<HashMap<Sid, Arc<Conn>>>; SHARDS],
    open: AtomicUsize,
    closing: AtomicBool,
    emptied: Notify,
    sweeper: Once,
    started: Instant,
}

impl Core {
    pub(crate) fn new(mut config: Config) -> Self {
        // With none allowed nothing would ever be read; the highest bit of the count means "closed".
        config.max_events_in_flight = config.max_events_in_flight.clamp(1, 1 << 16);
        Self {
            wheel: Wheel::new(&config),
            backlogs: Backlogs::new(config.max_backlogs_bytes),
            uploads: WaitingRoom::new(config.max_uploads_bytes),
            answers: WaitingRoom::new(config.max_answers_bytes),
            config,
            stats: Stats::default(),
            addresses: Addresses::default(),
            http_addresses: Addresses::default(),
            table: Default::default(),
            open: AtomicUsize::new(0),
            closing: AtomicBool::new(false),
            emptied: Notify::new(),
            sweeper: Once::new(),
            started: Instant::now(),
        }
    }

    /// Milliseconds since the server was made: the clock of all deadlines.
    pub(crate) fn now_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Starts the one task that does all heartbeats, at the first request: only then is there surely a
    /// runtime.
    pub(crate) fn start_sweeper(self: &Arc<Self>) {
        self.sweeper.call_once(|| {
            let core = Arc::downgrade(self);
            let tick = Duration::from_millis(self.wheel.tick_ms());
            tokio::spawn(async move {
                loop {
                    tokio::time::sleep(tick).await;
                    let Some(core) = core.upgrade() else { return };
                    core.wheel.turn(core.now_ms(), |sid| core.find(sid));
                }
            });
        });
    }

    /// Connections that are open.
    pub(crate) fn connections(&self) -> usize {
        self.open.load(Ordering::Relaxed)
    }

    /// Whether no new connections are taken.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }

    fn shard(&self, sid: &Sid) -> &Mutex<HashMap<Sid, Arc<Conn>>> {
        &self.table[sid.shard() % SHARDS]
    }

    pub(crate) fn find(&self, sid: &Sid) -> Option<Arc<Conn>> {
        lock(self.shard(sid)).get(sid).cloned()
    }

    /// Enters a connection that is about to open.
    pub(crate) fn enter(&self, conn: &Arc<Conn>) {
        self.open.fetch_add(1, Ordering::Relaxed);
        lock(self.shard(&conn.sid)).insert(conn.sid, Arc::clone(conn));
        self.wheel.insert(conn, self.now_ms());
        if self.is_closing() {
            conn.close(DisconnectReason::ServerShutdown);
        }
    }

    /// Counts a connection as closed. It stays in the table while its last words wait for a poll.
    pub(crate) fn leave(&self, conn: &Conn, reason: DisconnectReason, keep_last_words: bool) {
        self.stats.count_closed(reason);
        self.addresses.leave(conn.handshake.client_address());
        if !keep_last_words {
            self.forget(&conn.sid);
        }
        if self.open.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.emptied.notify_waiters();
        }
    }

    /// Takes a connection out of the table.
    pub(crate) fn forget(&self, sid: &Sid) {
        lock(self.shard(sid)).remove(sid);
    }

    /// Refuses new connections, closes all, and waits for them; returns how many were left at the deadline.
    pub(crate) async fn shutdown(&self, deadline: Duration) -> usize {
        self.closing.store(true, Ordering::SeqCst);
        for shard in &self.table {
            let all: Vec<_> = lock(shard).values().cloned().collect();
            for conn in all {
                conn.close(DisconnectReason::ServerShutdown);
            }
        }
        let emptied = async {
            loop {
                let notified = self.emptied.notified();
                tokio::pin!(notified);
                // Registered before the count is read, so that the last one leaving in between is not missed.
                notified.as_mut().enable();
                if self.connections() == 0 {
                    return;
                }
                notified.await;
            }
        };
        match tokio::time::timeout(deadline, emptied).await {
            Ok(()) => 0,
            Err(_) => self.connections(),
        }
    }
}

#[cfg(test)]
mod tests {
    use hyper::HeaderMap;

    use super::super::handshake::Handshake;
    use super::super::outbox::Link;
    use super::super::query::Query;
    use super::*;

    #[test]
    fn a_connection_that_is_closed_is_freed_long_before_its_heartbeat_is_due() {
        let core = Arc::new(Core::new(Config::default()));
        let peer = "127.0.0.1:1".parse().unwrap();
        let handshake = Handshake::new(&HeaderMap::new(), &Query::new(""), peer, false);
        let link = Link::Polling(Box::default());
        let conn = Arc::new(Conn::new(&core, Sid::random().unwrap(), handshake, link));
        core.enter(&conn);
        core.leave(&conn, DisconnectReason::TransportError, false);
        let freed = Arc::downgrade(&conn);
        drop(conn);
        assert_eq!(freed.strong_count(), 0);
    }
}
