//! How far the consumers of the journal are, and what wakes them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use kith_store::Position;
use tokio::sync::watch;

/// Those who follow the journal in this process.
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
    /// Wakes all: there is something new in the journal.
    pub fn wake(&self) {
        self.grew.send_replace(());
    }

    /// Hears of what is new from now on.
    pub fn subscribe(&self) -> watch::Receiver<()> {
        self.grew.subscribe()
    }

    /// Up to where a consumer has done its work.
    pub fn position(&self, consumer: &str) -> Position {
        self.lock().get(consumer).copied().unwrap_or(0)
    }

    /// Notes that it has come to this position.
    pub fn set(&self, consumer: &'static str, position: Position) {
        self.lock().insert(consumer, position);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<&'static str, Position>> {
        self.positions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
