//! Locking that a panic elsewhere cannot turn into a panic here.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks, also after a holder panicked: no lock in this crate is held while the application's code runs, and
/// the data under each is whole between any two statements.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
