//! What can go wrong in every operation, and when the store opens.

use thiserror::Error;

/// The store could not do its work. Nothing of the operation was kept.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database refused or failed: a disk that does not answer, a lost connection.
    #[error("database: {0}")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// There is no room on the disk. Once there is, the same may be asked again.
    #[error("the disk is full")]
    Full,
    /// A part of the database cannot be read. Asking again does not help: it has to be restored.
    #[error("the database is damaged: {0}")]
    Damaged(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Too many reads of this person wait for their turn.
    #[error("too many reads at once")]
    Busy,
    /// A row holds what this version cannot read.
    #[error("unreadable {what} in the database")]
    Corrupt {
        /// Which column.
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
        /// What the file has.
        found: i64,
        /// The newest that this binary knows.
        known: i64,
    },
    /// The file cannot be opened or migrated.
    #[error("cannot open the database at {path}: {source}")]
    Database {
        /// Where it was looked for.
        path: String,
        /// What the database said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}
