//! The connections of one server: the table of them, the limits for new ones, their heartbeats, and their end at
//! shutdown.
//!
//! Must never hold a lock while it calls into a connection or the application.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Once};
use std::time::Duration;

use dashmap::DashMap;
use tokio::sync::Notify;

use super::connection::Conn;
use super::handshake::Handshake;
use super::peer::limits::Addresses;
use super::response::Refusal;
use super::shared::Shared;
use super::wheel::Wheel;
use crate::config::Config;
use crate::reason::DisconnectReason;
use crate::sid::Sid;

/// Shards of the table: while one grows, the others stay usable.
const SHARDS: usize = 64;

/// A server: the protocol of its connections, and the connections.
pub(crate) struct Inner<P> {
    pub protocol: P,
    pub core: Arc<Core>,
}

pub(crate) struct Core {
    pub shared: Arc<Shared>,
    wheel: Wheel,
    /// Engine.IO connections per address.
    pub addresses: Addresses,
    /// HTTP connections per address.
    pub http_addresses: Addresses,
    table: DashMap<Sid, Arc<Conn>>,
    open: AtomicUsize,
    closing: AtomicBool,
    emptied: Notify,
    sweeper: Once,
}

impl Core {
    pub(crate) fn new(config: Config) -> Self {
        Self {
            wheel: Wheel::new(&config),
            shared: Shared::new(config),
            addresses: Addresses::default(),
            http_addresses: Addresses::default(),
            table: DashMap::with_shard_amount(SHARDS),
            open: AtomicUsize::new(0),
            closing: AtomicBool::new(false),
            emptied: Notify::new(),
            sweeper: Once::new(),
        }
    }

    /// Starts the one task that does all heartbeats. Called at the first request: only then a runtime surely
    /// exists.
    pub(crate) fn start_sweeper(self: &Arc<Self>) {
        self.sweeper.call_once(|| {
            let core = Arc::downgrade(self);
            let tick = Duration::from_millis(self.wheel.tick_ms());
            tokio::spawn(async move {
                loop {
                    tokio::time::sleep(tick).await;
                    let Some(core) = core.upgrade() else { return };
                    let now_ms = core.shared.now_ms();
                    core.wheel.turn(now_ms, |sid| core.beat(sid, now_ms));
                }
            });
        });
    }

    /// Called by the heartbeat wheel. Returns when the wheel has to look at the connection again; `None` when it is
    /// gone.
    fn beat(&self, sid: &Sid, now_ms: u64) -> Option<u64> {
        let conn = self.find(sid)?;
        if conn.is_closed() && conn.heartbeat.overdue(now_ms).is_some() {
            // No poll has come for its last words.
            self.forget(sid);
            return None;
        }
        conn.beat(now_ms, self.wheel.tick_ms()).then(|| self.wheel.next_visit_ms(&conn.heartbeat, now_ms))
    }

    /// Connections that are open.
    pub(crate) fn connections(&self) -> usize {
        self.open.load(Ordering::Relaxed)
    }

    /// Whether no new connections are taken.
    fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }

    pub(crate) fn find(&self, sid: &Sid) -> Option<Arc<Conn>> {
        self.table.get(sid).map(|conn| Arc::clone(&conn))
    }

    /// Counts a new connection against the limit of its address.
    pub(crate) fn admit(&self, handshake: &Handshake) -> Result<(), Refusal> {
        if self.is_closing() {
            return Err(Refusal::ShuttingDown);
        }
        let limit = self.shared.config.max_connections_per_address;
        if !self.addresses.enter(handshake.client_address(), limit) {
            return Err(Refusal::TooManyConnections);
        }
        Ok(())
    }

    /// Adds a connection that is about to open to the table and the wheel.
    pub(crate) fn enter(&self, conn: &Arc<Conn>) {
        self.open.fetch_add(1, Ordering::Relaxed);
        self.table.insert(conn.sid, Arc::clone(conn));
        let due_ms = self.wheel.next_visit_ms(&conn.heartbeat, self.shared.now_ms());
        self.wheel.insert(conn.sid, due_ms);
        if self.is_closing() {
            conn.close(DisconnectReason::ServerShutdown);
        }
    }

    /// Counts a connection as closed. With `keep_last_words` it stays in the table, for the poll that reports its end.
    pub(crate) fn leave(&self, conn: &Conn, reason: DisconnectReason, keep_last_words: bool) {
        self.shared.stats.count_closed(reason);
        self.addresses.leave(conn.handshake.client_address());
        if !keep_last_words {
            self.forget(&conn.sid);
        }
        if self.open.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.emptied.notify_waiters();
        }
    }

    /// Removes a connection from the table.
    pub(crate) fn forget(&self, sid: &Sid) {
        self.table.remove(sid);
    }

    /// Refuses new connections, closes all, and waits for them; returns how many were left at the deadline.
    pub(crate) async fn shutdown(&self, deadline: Duration) -> usize {
        self.closing.store(true, Ordering::SeqCst);
        let all: Vec<_> = self.table.iter().map(|conn| Arc::clone(&conn)).collect();
        all.iter().for_each(|conn| conn.close(DisconnectReason::ServerShutdown));
        let emptied = async {
            loop {
                let notified = self.emptied.notified();
                tokio::pin!(notified);
                // Registered before the count is read: otherwise the last connection could leave unnoticed in between.
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

    use super::super::outbox::Link;
    use super::super::query::Query;
    use super::*;

    #[test]
    fn a_connection_that_is_closed_is_freed_long_before_its_heartbeat_is_due() {
        let core = Arc::new(Core::new(Config::default()));
        let peer = "127.0.0.1:1".parse().unwrap();
        let handshake = Handshake::new(&HeaderMap::new(), &Query::new(""), peer, false);
        let link = Link::Polling(Box::default());
        let conn = Arc::new(Conn::new(&core.shared, Sid::random().unwrap(), handshake, link));
        core.enter(&conn);
        core.leave(&conn, DisconnectReason::TransportError, false);
        let freed = Arc::downgrade(&conn);
        drop(conn);
        assert_eq!(freed.strong_count(), 0);
    }
}
