//! What all connections of one server share: settings, counters, the accounts of waiting bytes, and the clock.
//!
//! Must never refer to connections: they refer to it.

use std::sync::Arc;
use std::time::Instant;

use super::backlog::Backlogs;
use crate::config::Config;
use crate::stats::Stats;
use crate::waiting_room::WaitingRoom;

pub(crate) struct Shared {
    pub config: Config,
    pub stats: Stats,
    /// Counts the bytes that wait for slow clients.
    pub backlogs: Arc<Backlogs>,
    /// Messages that have arrived in part.
    pub uploads: Arc<WaitingRoom>,
    /// Answers that HTTP clients have not read yet.
    pub answers: Arc<WaitingRoom>,
    started: Instant,
}

impl Shared {
    pub(crate) fn new(mut config: Config) -> Arc<Self> {
        // With 0 the server would never read anything; the highest bit of the count means "closed".
        config.max_events_in_flight = config.max_events_in_flight.clamp(1, 1 << 16);
        Arc::new(Self {
            backlogs: Backlogs::new(config.max_backlogs_bytes),
            uploads: WaitingRoom::new(config.max_uploads_bytes),
            answers: WaitingRoom::new(config.max_answers_bytes),
            config,
            stats: Stats::default(),
            started: Instant::now(),
        })
    }

    /// Milliseconds since the server was made: the clock of all deadlines.
    pub(crate) fn now_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
