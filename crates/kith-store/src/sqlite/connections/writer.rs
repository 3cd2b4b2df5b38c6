//! The one thread that writes, with group commit.
//!
//! Jobs that queued while the last commit was being synced run in the next transaction together: no timer, so a lone
//! job does not wait, and under load one sync carries many. A failed job never takes others with it: its batch is
//! rolled back and each job runs again alone. Jobs are therefore run one *or more* times, and must keep nothing of a
//! run but its result. When the database itself takes no transaction (the disk is full, another process holds it),
//! nothing runs again: every job of the batch gets that error.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Instant;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::health::Health;
use super::writing::Writing;
use crate::StoreError;

/// Jobs that may wait before further senders have to wait.
const QUEUE: usize = 8192;

/// The most jobs in one transaction: bounds how long the first of them waits for the last.
const BATCH: usize = 512;

/// Distinguishes a refusal (by the operation's own rules) from a failure of the database.
pub trait Failure: From<StoreError> + Send + 'static {
    /// The failure of the database, if there was one.
    fn failure(&self) -> Option<&StoreError>;
}

/// A handle to the thread. Dropping it lets the thread finish the queued jobs and waits for it.
pub struct Writer {
    queue: Option<mpsc::Sender<Box<dyn Job>>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread, which takes the connection over.
    pub fn start(conn: Connection, health: Arc<Health>) -> Result<Self, std::io::Error> {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("kith-writer".into())
            .spawn(move || work(&Writing::new(conn), jobs, &health))?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// Runs a job in a transaction and returns its result once that is durable. Jobs of one caller take effect in the
    /// order of these calls' first polls.
    pub async fn run<T, E, F>(&self, job: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: Failure,
        F: FnMut(&Writing) -> Result<T, E> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(Call { job, result: None, reply });
        let Some(queue) = &self.queue else { return Err(StoreError::Closed.into()) };
        queue.send(job).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the writer thread panicked");
        }
    }
}

/// The outcome of one run of a job.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    Refused,
    Failed,
    NoRoom,
}

trait Job: Send {
    fn run(&mut self, conn: &Writing, health: &Health) -> Outcome;
    /// Hands the result of the last run to the caller.
    fn answer(self: Box<Self>);
    /// Tells the caller that the transaction was not committed.
    fn fail(self: Box<Self>, error: StoreError);
}

struct Call<T, E, F> {
    job: F,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Call<T, E, F>
where
    T: Send,
    E: Failure,
    F: FnMut(&Writing) -> Result<T, E> + Send,
{
    fn run(&mut self, conn: &Writing, health: &Health) -> Outcome {
        let changes = conn.total_changes();
        let result = (self.job)(conn);
        let failure = result.as_ref().err().and_then(Failure::failure);
        failure.inspect(|error| health.write_failed(error));
        let outcome = match (&result, failure) {
            (Ok(_), _) => Outcome::Done,
            (_, Some(StoreError::Full)) => Outcome::NoRoom,
            // A refusal after a write would leave half an operation in the batch.
            (_, failure) if failure.is_some() || conn.total_changes() != changes => Outcome::Failed,
            _ => Outcome::Refused,
        };
        self.result = Some(result);
        outcome
    }

    fn answer(self: Box<Self>) {
        if let Some(result) = self.result {
            // An error means that the caller went away; the work is done all the same.
            let _ = self.reply.send(result);
        }
    }

    fn fail(self: Box<Self>, error: StoreError) {
        // As above.
        let _ = self.reply.send(Err(error.into()));
    }
}

fn work(conn: &Writing, mut jobs: mpsc::Receiver<Box<dyn Job>>, health: &Health) {
    let batch_size = metrics::histogram!("kith_store_batch_jobs");
    let commit_time = metrics::histogram!("kith_store_commit_seconds");
    let mut batch = Vec::with_capacity(BATCH);
    while let Some(first) = jobs.blocking_recv() {
        batch.push(first);
        while batch.len() < BATCH
            && let Ok(next) = jobs.try_recv()
        {
            batch.push(next);
        }
        batch_size.record(batch.len() as f64);
        let started = Instant::now();
        run_batch(conn, &mut batch, health);
        commit_time.record(started.elapsed());
    }
}

/// Runs the jobs and sends all results.
fn run_batch(conn: &Writing, batch: &mut Vec<Box<dyn Job>>, health: &Health) {
    let changes = conn.total_changes();
    match run_together(conn, batch, health) {
        Together::Committed => {
            if conn.total_changes() != changes {
                health.wrote();
            }
            batch.drain(..).for_each(Job::answer);
        }
        Together::Failed => {
            let mut alone = Ok(());
            for job in batch.drain(..) {
                match &alone {
                    Ok(()) => alone = run_alone(conn, job, health),
                    Err(error) => job.fail(error.for_another()),
                }
            }
        }
        Together::Stopped(error) => batch.drain(..).for_each(|job| job.fail(error.for_another())),
    }
}

/// The outcome of a batch. Unless it is committed, none of it is stored.
enum Together {
    Committed,
    /// One of the jobs failed.
    Failed,
    /// The database failed, and would fail for each of the jobs.
    Stopped(StoreError),
}

fn run_together(conn: &Writing, batch: &mut [Box<dyn Job>], health: &Health) -> Together {
    let together = try_together(conn, batch, health);
    if !matches!(together, Together::Committed) {
        conn.roll_back();
    }
    together
}

fn try_together(conn: &Writing, batch: &mut [Box<dyn Job>], health: &Health) -> Together {
    let stopped = |error: rusqlite::Error| {
        let error = error.into();
        health.write_failed(&error);
        Together::Stopped(error)
    };
    if let Err(error) = conn.begin() {
        return stopped(error);
    }
    for job in batch {
        match job.run(conn, health) {
            Outcome::Done | Outcome::Refused => {}
            Outcome::Failed => return Together::Failed,
            Outcome::NoRoom => return Together::Stopped(StoreError::Full),
        }
    }
    conn.commit().map_or_else(stopped, |()| Together::Committed)
}

/// An error comes from the database, not from the job: the job has got it, and the next jobs would fail too.
fn run_alone(conn: &Writing, mut job: Box<dyn Job>, health: &Health) -> Result<(), StoreError> {
    let stopped = |job: Box<dyn Job>, error: rusqlite::Error| {
        let error = StoreError::from(error);
        health.write_failed(&error);
        job.fail(error.for_another());
        Err(error)
    };
    if let Err(error) = conn.begin() {
        return stopped(job, error);
    }
    if job.run(conn, health) != Outcome::Done {
        conn.roll_back();
        job.answer();
        return Ok(());
    }
    if let Err(error) = conn.commit() {
        conn.roll_back();
        return stopped(job, error);
    }
    job.answer();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq)]
    enum TestError {
        Refused,
        Failed,
    }

    impl From<StoreError> for TestError {
        fn from(_: StoreError) -> Self {
            Self::Failed
        }
    }

    impl Failure for TestError {
        fn failure(&self) -> Option<&StoreError> {
            (*self == Self::Failed).then_some(&StoreError::Closed)
        }
    }

    fn insert(conn: &Connection, value: i64) -> Result<(), TestError> {
        conn.execute("insert into t values (?1)", [value]).map(|_| ()).map_err(|_| TestError::Failed)
    }

    /// A writer whose queue fills up behind a held job, so that the jobs after it form one batch.
    async fn one_batch(jobs: Vec<(i64, Option<TestError>)>) -> (Vec<Result<(), TestError>>, Vec<i64>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.db");
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch("create table t (v integer unique)").unwrap();
        let writer = Writer::start(conn, Arc::default()).unwrap();
        let (release, held) = std::sync::mpsc::channel::<()>();
        let (running, started) = std::sync::mpsc::channel();
        let mut hold = Box::pin(writer.run(move |_| {
            running.send(()).unwrap();
            held.recv().unwrap();
            Ok::<_, TestError>(())
        }));
        assert!(poll_once(&mut hold).await.is_none());
        started.recv().unwrap();
        let mut calls = Vec::new();
        for (value, error) in jobs {
            let mut call = Box::pin(writer.run(move |conn| {
                insert(conn, value)?;
                error.map_or(Ok(()), Err)
            }));
            assert!(poll_once(&mut call).await.is_none());
            calls.push(call);
        }
        release.send(()).unwrap();
        hold.await.unwrap();
        let mut results = Vec::new();
        for call in calls {
            results.push(call.await);
        }
        let conn = Connection::open(&path).unwrap();
        let mut rows = conn.prepare("select v from t order by v").unwrap();
        let values = rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        (results, values)
    }

    async fn poll_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        std::future::poll_fn(|context| {
            std::task::Poll::Ready(match std::pin::Pin::new(&mut *future).poll(context) {
                std::task::Poll::Ready(output) => Some(output),
                std::task::Poll::Pending => None,
            })
        })
        .await
    }

    #[tokio::test]
    async fn a_failing_job_takes_no_other_of_its_batch_with_it() {
        let (results, rows) = one_batch(vec![(1, None), (2, Some(TestError::Failed)), (3, None)]).await;
        assert_eq!(results, [Ok(()), Err(TestError::Failed), Ok(())]);
        assert_eq!(rows, [1, 3]);
    }

    #[tokio::test]
    async fn a_refusal_after_writing_leaves_nothing_behind() {
        let (results, rows) = one_batch(vec![(1, None), (2, Some(TestError::Refused)), (3, None)]).await;
        assert_eq!(results, [Ok(()), Err(TestError::Refused), Ok(())]);
        assert_eq!(rows, [1, 3]);
    }

    #[tokio::test]
    async fn a_violated_constraint_fails_only_the_one_who_violates_it() {
        let (results, rows) = one_batch(vec![(1, None), (1, None), (2, None)]).await;
        assert_eq!(results, [Ok(()), Err(TestError::Failed), Ok(())]);
        assert_eq!(rows, [1, 2]);
    }

    #[tokio::test]
    async fn while_another_process_holds_the_file_a_batch_waits_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.db");
        let mut conn = Connection::open(&path).unwrap();
        conn.execute_batch("create table t (v integer unique)").unwrap();
        static WAITS: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        conn.busy_handler(Some(|_| {
            WAITS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            false
        }))
        .unwrap();
        let other = Connection::open(&path).unwrap();
        other.execute_batch("begin immediate").unwrap();
        let (conn, health, mut replies) = (Writing::new(conn), Health::default(), Vec::new());
        let mut batch: Vec<Box<dyn Job>> = Vec::new();
        for value in 0..100 {
            let (reply, answer) = oneshot::channel();
            batch.push(Box::new(Call {
                job: move |conn: &Writing| insert(conn, value),
                result: None,
                reply,
            }));
            replies.push(answer);
        }
        run_batch(&conn, &mut batch, &health);
        for reply in replies {
            assert_eq!(reply.await.unwrap(), Err(TestError::Failed));
        }
        assert_eq!((WAITS.load(std::sync::atomic::Ordering::Relaxed), health.is_failing()), (1, true));
        other.execute_batch("rollback").unwrap();
        assert!(insert(&conn, 1).is_ok());
    }

    #[tokio::test]
    async fn on_a_full_disk_nothing_is_kept_or_run_again_and_with_room_writing_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let conn = Connection::open(folder.path().join("t.db")).unwrap();
        conn.execute_batch("create table t (v integer unique, filling blob)").unwrap();
        let pages: i64 = conn.query_row("pragma page_count", [], |row| row.get(0)).unwrap();
        let room = |pages: i64| {
            move |conn: &Writing| Ok::<_, StoreError>(conn.pragma_update(None, "max_page_count", pages)?)
        };
        let health = Arc::new(Health::default());
        let writer = Writer::start(conn, health.clone()).unwrap();
        writer.run(room(pages)).await.unwrap();
        let runs = Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let insert = |runs: Arc<std::sync::atomic::AtomicUsize>| {
            move |conn: &Writing| {
                runs.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                Ok::<_, StoreError>(conn.execute("insert into t values (1, zeroblob(100000))", [])?)
            }
        };
        assert!(matches!(writer.run(insert(runs.clone())).await, Err(StoreError::Full)));
        assert_eq!(runs.load(std::sync::atomic::Ordering::Relaxed), 1);
        assert!(health.is_failing());
        writer.run(room(pages + 1000)).await.unwrap();
        assert_eq!(writer.run(insert(runs)).await.unwrap(), 1);
        assert!(!health.is_failing());
    }
}
