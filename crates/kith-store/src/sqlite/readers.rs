//! The connections that read. Each read sees one moment of the database, however many statements it takes.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use crate::{StoreError, sqlite::schema};

/// A pool of read-only connections, opened when first needed.
pub struct Readers {
    path: PathBuf,
    permits: Semaphore,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// A pool of at most `size` connections to the file.
    pub fn new(path: &Path, size: usize) -> Self {
        Self {
            path: path.to_owned(),
            permits: Semaphore::new(size),
            idle: Mutex::new(Vec::with_capacity(size)),
        }
    }

    fn take(&self) -> Result<Connection, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle {
            Some(conn) => Ok(conn),
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
