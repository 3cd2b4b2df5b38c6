//! The positions of the journal's consumers, and the signal that wakes them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use kith_store::Position;
use tokio::sync::watch;

/// The consumers that follow the journal in this process.
pub struct Followers {
    grew: watch::Sender<()>,
    positions: Mutex<HashMap<&'static str, Position>>,
}

impl Default for Followers {
    fn default() -> Self {
        Self { grew: watch::Sender::new(()), positions: Mutex::default() }
    }
}

impl Followers {
    /// Wakes all consumers: the journal has new entries.
    pub fn wake(&self) {
        self.grew.send_replace(());
    }

    /// Subscribes to the signal for new entries.
    pub fn subscribe(&self) -> watch::Receiver<()> {
        self.grew.subscribe()
    }

    /// The position up to which a consumer has done its work.
    pub fn position(&self, consumer: &str) -> Position {
        self.lock().get(consumer).copied().unwrap_or(0)
    }

    /// Notes that a consumer has reached this position.
    pub fn set(&self, consumer: &'static str, position: Position) {
        self.lock().insert(consumer, position);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<&'static str, Position>> {
        self.positions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
