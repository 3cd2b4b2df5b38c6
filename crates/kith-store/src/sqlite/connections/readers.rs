//! The connections that read. Each read sees one moment of the database, however many statements it takes.
//!
//! Two pools, so that a long scan never delays the short reads that every request needs. *Points* are found by a key: a
//! session, an account, a chat's members. *Scans* are all reads that grow with a person's data: their turns are dealt
//! out fairly (see [`Turns`]). A read ends early when its caller has gone, and when it takes far too long.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::health::Health;
use super::writer::Failure;
use crate::shared::turns::{Turns, Whose};
use crate::{StoreError, sqlite::schema};

/// Connections for points. Each read takes microseconds; the second serves others while the first reads a large group's
/// roster.
const POINTS: usize = 2;

/// The time limit of a read. No read should come near it, since its rows are bounded: only a disk that hardly answers
/// does.
const LONGEST: Duration = Duration::from_secs(5);

/// Steps of SQLite's machine between two checks whether to go on: some ten rows.
const STEPS: i32 = 100;

/// Both pools. Their connections are opened at once: later the process may have no file descriptor left for one.
pub struct Readers {
    points: Arc<Pool>,
    point_permits: Arc<Semaphore>,
    scans: Arc<Pool>,
    turns: Arc<Turns>,
}

impl Readers {
    /// Opens the connections to the file, `scans` of them for scans.
    pub fn open(path: &Path, scans: usize, health: &Arc<Health>) -> Result<Self, rusqlite::Error> {
        Ok(Self {
            points: Pool::open(path, POINTS, health)?,
            point_permits: Arc::new(Semaphore::new(POINTS)),
            scans: Pool::open(path, scans, health)?,
            turns: Turns::new(scans),
        })
    }

    /// Reads rows that are found by a key.
    pub async fn point<T, E, F>(&self, read: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: Failure,
        F: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    {
        let permit = self.point_permits.clone().acquire_owned().await.map_err(|_| StoreError::Closed)?;
        self.points.run(permit, read).await
    }

    /// Reads data that may be large, when it is this person's turn. Refused when too many of their reads wait already.
    pub async fn scan<T, E, F>(&self, whose: Whose, read: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: Failure,
        F: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    {
        let turn = self.turns.ask(whose).await?;
        self.scans.run(turn, read).await
    }

    /// A read that publishing a change needs: it waits, however many reads wait already.
    pub async fn scan_after<T, E, F>(&self, whose: Whose, read: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: Failure,
        F: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    {
        let turn = self.turns.wait(whose).await?;
        self.scans.run(turn, read).await
    }
}

/// Read-only connections that are idle at the moment.
struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    health: Arc<Health>,
}

impl Pool {
    fn open(path: &Path, size: usize, health: &Arc<Health>) -> Result<Arc<Self>, rusqlite::Error> {
        let mut idle = Vec::with_capacity(size);
        for _ in 0..size {
            let conn = schema::open_reader(path)?;
            // The first statement also opens the log.
            conn.query_row("select count(*) from sqlite_schema", [], |_| Ok(()))?;
            idle.push(conn);
        }
        Ok(Arc::new(Self { path: path.to_owned(), idle: Mutex::new(idle), health: health.clone() }))
    }

    /// Runs a read on a thread that may block. The permit goes along and returns when the read has ended, not when its
    /// caller goes: so there are never more connections than permits.
    async fn run<P, T, E, F>(self: &Arc<Self>, permit: P, read: F) -> Result<T, E>
    where
        P: Send + 'static,
        T: Send + 'static,
        E: Failure,
        F: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    {
        let caller = Caller::default();
        let (pool, gone) = (self.clone(), caller.gone.clone());
        let reading = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            pool.read(gone, read)
        });
        reading.await.map_err(|panicked| StoreError::Database(Box::new(panicked)))?
    }

    fn read<T, E, F>(&self, gone: Arc<AtomicBool>, read: F) -> Result<T, E>
    where
        E: Failure,
        F: FnOnce(&Connection) -> Result<T, E>,
    {
        let result = self.try_read(gone, read);
        if let Some(error) = result.as_ref().err().and_then(Failure::failure) {
            self.health.read_failed(error);
        }
        result
    }

    fn try_read<T, E, F>(&self, gone: Arc<AtomicBool>, read: F) -> Result<T, E>
    where
        E: Failure,
        F: FnOnce(&Connection) -> Result<T, E>,
    {
        let mut conn = self.take()?;
        let until = Instant::now() + LONGEST;
        let stop = move || gone.load(Ordering::Relaxed) || Instant::now() > until;
        conn.progress_handler(STEPS, Some(stop)).map_err(StoreError::from)?;
        let tx = conn.transaction().map_err(StoreError::from)?;
        let result = read(&tx);
        // The read wrote nothing, so stopping it loses nothing.
        let finished = tx.finish();
        if finished.is_ok() {
            self.put_back(conn);
        }
        result
    }

    fn take(&self) -> Result<Connection, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle {
            Some(conn) => Ok(conn),
            // An error has closed one connection.
            None => Ok(schema::open_reader(&self.path)?),
        }
    }

    fn put_back(&self, conn: Connection) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
    }
}

/// The caller that waits for a read; dropped when the caller goes away.
#[derive(Default)]
struct Caller {
    gone: Arc<AtomicBool>,
}

impl Drop for Caller {
    fn drop(&mut self) {
        self.gone.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts for ever.
    const ENDLESS: &str =
        "with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) from n";

    #[tokio::test]
    async fn a_read_ends_with_its_caller_and_leaves_no_connection_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.db");
        let writer = schema::open_writer(&path).unwrap();
        let readers = Readers::open(&path, 2, &Arc::default()).unwrap();
        for _ in 0..20 {
            let (begun, has_begun) = tokio::sync::oneshot::channel();
            let endless = readers.scan([1; 16], move |conn| {
                begun.send(()).unwrap();
                Ok::<i64, StoreError>(conn.query_row(ENDLESS, [], |row| row.get(0))?)
            });
            tokio::select! {
                _ = endless => panic!("it ends"),
                _ = has_begun => {}
            }
        }
        // The new read waits for a permit, which the last running read returns.
        readers.scan([1; 16], |_| Ok::<_, StoreError>(())).await.unwrap();
        assert_eq!(readers.scans.idle.lock().unwrap().len(), 2);
        drop(writer);
    }
}
