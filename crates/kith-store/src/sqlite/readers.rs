//! The connections that read. Each read sees one moment of the database, however many statements it takes.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use crate::{StoreError, sqlite::schema};

/// A pool of read-only connections. All are opened at once: later there may be no file descriptor left for one.
pub struct Readers {
    path: PathBuf,
    permits: Semaphore,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// A pool of `size` connections to the file.
    pub fn open(path: &Path, size: usize) -> Result<Self, rusqlite::Error> {
        let mut idle = Vec::with_capacity(size);
        for _ in 0..size {
            let conn = schema::open_reader(path)?;
            // The first statement opens the log, too.
            conn.query_row("select count(*) from sqlite_schema", [], |_| Ok(()))?;
            idle.push(conn);
        }
        Ok(Self { path: path.to_owned(), permits: Semaphore::new(size), idle: Mutex::new(idle) })
    }

    fn take(&self) -> Result<Connection, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle {
            Some(conn) => Ok(conn),
            // One was lost to an error.
            None => Ok(schema::open_reader(&self.path)?),
        }
    }

    fn put_back(&self, conn: Connection) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
    }
}

/// Runs a read on a thread that may block.
pub async fn read<T, E, F>(readers: &std::sync::Arc<Readers>, read: F) -> Result<T, E>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
{
    let _permit = readers.permits.acquire().await.map_err(|_| StoreError::Closed)?;
    let readers = readers.clone();
    tokio::task::spawn_blocking(move || {
        let mut conn = readers.take()?;
        let tx = conn.transaction().map_err(StoreError::from)?;
        let result = read(&tx);
        // Nothing was written, so there is nothing that finishing could lose.
        let finished = tx.finish();
        if finished.is_ok() {
            readers.put_back(conn);
        }
        result
    })
    .await
    .map_err(|_| StoreError::Closed)?
}
