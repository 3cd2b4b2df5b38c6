//! The people who are writing, and until when they count as such.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use kith_wire::{ChatId, UserId};
use tokio::sync::Notify;

use crate::seams::bus::Audience;

/// The people who are writing, and until when they count as such.
#[derive(Default)]
pub struct TypingDesk {
    writing: Mutex<HashMap<(ChatId, UserId), Writing>>,
    /// Rings when somebody begins to write.
    pub some: Notify,
}

pub struct Writing {
    pub until: Instant,
    pub others: Audience,
}

impl TypingDesk {
    /// The number of people who write, counted once for each chat.
    pub fn entries(&self) -> usize {
        self.lock().len()
    }

    pub fn lock(&self) -> MutexGuard<'_, HashMap<(ChatId, UserId), Writing>> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
