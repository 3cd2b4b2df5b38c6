//! The outcome of recent reads and writes, for the readiness check.

use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::ErrorCode;

use crate::StoreError;

/// Shared by the writer and the readers.
#[derive(Default)]
pub struct Health {
    /// A part of the file could not be read. It stays so until the server starts anew, on a restored file.
    damaged: AtomicBool,
    /// The last write failed. Only another write shows whether the next will.
    failing: AtomicBool,
}

impl Health {
    /// Notes that a read failed.
    pub fn read_failed(&self, error: &StoreError) {
        if matches!(error, StoreError::Damaged(_) | StoreError::Corrupt { .. })
            && !self.damaged.swap(true, Ordering::Relaxed)
        {
            tracing::error!(%error, "the database is damaged: restore it from a backup");
        }
    }

    /// Notes that a write failed.
    pub fn write_failed(&self, error: &StoreError) {
        self.read_failed(error);
        if is_of_the_disk(error) && !self.failing.swap(true, Ordering::Relaxed) {
            tracing::error!(%error, "the database takes no writes");
        }
    }

    /// Notes that a write succeeded.
    pub fn wrote(&self) {
        if self.failing.swap(false, Ordering::Relaxed) {
            tracing::info!("the database takes writes");
        }
    }

    /// Whether a part of the file could not be read.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// Whether the last write failed.
    pub fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Relaxed)
    }
}

/// Whether the cause of an error is the disk, or another process that holds the file, and not the data to be written.
fn is_of_the_disk(error: &StoreError) -> bool {
    match error {
        StoreError::Full => true,
        StoreError::Database(source) => source
            .downcast_ref::<rusqlite::Error>()
            .and_then(rusqlite::Error::sqlite_error_code)
            .is_some_and(|code| {
                matches!(
                    code,
                    ErrorCode::SystemIoFailure
                        | ErrorCode::CannotOpen
                        | ErrorCode::ReadOnly
                        | ErrorCode::DatabaseBusy
                )
            }),
        StoreError::Damaged(_) | StoreError::Corrupt { .. } | StoreError::Busy | StoreError::Closed => false,
    }
}
