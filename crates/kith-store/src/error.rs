//! Errors of every operation, and errors of opening the store.

use thiserror::Error;

/// The store could not do its work. No part of the operation was kept.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database refused or failed: a disk that does not answer, a lost connection.
    #[error("database: {0}")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The disk is full. Once there is room, the same request may be repeated.
    #[error("the disk is full")]
    Full,
    /// A part of the database cannot be read. A repeat does not help: the database has to be restored.
    #[error("the database is damaged: {0}")]
    Damaged(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Too many reads of this person wait for their turn.
    #[error("too many reads at once")]
    Busy,
    /// This version cannot read a value of a row.
    #[error("unreadable {what} in the database")]
    Corrupt {
        /// The column.
        what: &'static str,
    },
    /// The store is shutting down.
    #[error("the store is closed")]
    Closed,
}

impl StoreError {
    /// A copy of the error, for another caller of the same batch.
    pub(crate) fn for_another(&self) -> Self {
        match self {
            Self::Database(source) => Self::Database(source.to_string().into()),
            Self::Full => Self::Full,
            Self::Damaged(source) => Self::Damaged(source.to_string().into()),
            Self::Busy => Self::Busy,
            Self::Corrupt { what } => Self::Corrupt { what },
            Self::Closed => Self::Closed,
        }
    }
}

/// Why a database cannot be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// It was last written by a newer version.
    #[error(
        "the database has schema {found}, but this version of kith knows only up to {known}: run a newer kith"
    )]
    NewerSchema {
        /// The version of the file.
        found: i64,
        /// The newest version that this binary knows.
        known: i64,
    },
    /// The file cannot be opened or migrated.
    #[error("cannot open the database at {path}: {source}")]
    Database {
        /// The path of the file.
        path: String,
        /// The database's error.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}
