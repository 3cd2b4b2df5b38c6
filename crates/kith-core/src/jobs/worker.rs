//! The worker: runs the jobs that are due, and sleeps until the next one is.

use std::sync::Arc;
use std::time::{Duration, Instant};

use kith_store::{JobOutcome, LeasedJob, NewJob, StoreError};
use strum::VariantArray;
use tokio::task::{JoinError, JoinSet};

use super::backoff::wait_after;
use super::kind::JobKind;
use super::next::Next;
use crate::Kith;
use crate::clock::now_ms;

/// How long a worker holds a job before another may take it.
const LEASE: Duration = Duration::from_secs(60);

/// How long a job may take: it ends before its lease does.
const LONGEST: Duration = Duration::from_secs(45);

/// The most jobs that run at the same time.
const AT_ONCE: usize = 16;

/// Attempts before a job is given up. With the waits between them, more than half a day.
const ATTEMPTS: u32 = 24;

/// The worker looks at the list this often even when nothing is due: the machine may have slept, or its clock been set.
const LONGEST_SLEEP: Duration = Duration::from_secs(10 * 60);

/// The running jobs.
type Working = JoinSet<Result<(), StoreError>>;

impl Kith {
    /// Runs the jobs when they are due. Never ends.
    pub async fn work(self: Arc<Self>) {
        let (mut working, mut failures) = (Working::new(), 0);
        loop {
            let sleep = match self.start_due_jobs(&mut working).await {
                Ok(next_in) => {
                    failures = 0;
                    next_in.min(LONGEST_SLEEP)
                }
                Err(error) => {
                    failures += 1;
                    tracing::error!(%error, "the list of jobs cannot be read or written");
                    wait_after(failures)
                }
            };
            tokio::select! {
                () = tokio::time::sleep(sleep) => {}
                () = self.alarm.rung() => {}
                // A long job does not hold up others: each job that ends makes room for the next.
                Some(done) = working.join_next() => log_failure(done),
            }
        }
    }

    /// Runs all due jobs, and waits until they are done. Returns the time until the next job is due.
    pub async fn do_due_jobs(self: Arc<Self>) -> Result<Duration, StoreError> {
        let mut working = Working::new();
        loop {
            let next_in = self.start_due_jobs(&mut working).await?;
            match working.join_next().await {
                Some(done) => log_failure(done),
                None => return Ok(next_in),
            }
        }
    }

    /// Starts due jobs, as far as there is room. Returns the time until the next job is due.
    async fn start_due_jobs(self: &Arc<Self>, working: &mut Working) -> Result<Duration, StoreError> {
        for kind in JobKind::VARIANTS.iter().filter(|kind| kind.recurs()) {
            let job =
                NewJob { kind: kind.into(), key: String::new(), payload: "null".into(), due_at_ms: now_ms() };
            self.store.schedule_once(job).await?;
        }
        let room = AT_ONCE.saturating_sub(working.len());
        if room > 0 {
            let now = now_ms();
            for job in self.store.lease_jobs(now, now + LEASE.as_millis() as i64, room).await? {
                working.spawn(self.clone().do_job(job));
            }
        }
        if working.len() == AT_ONCE {
            // The first job that ends makes room.
            return Ok(LONGEST_SLEEP);
        }
        let next = self.store.next_job_at().await?;
        Ok(next.map_or(LONGEST_SLEEP, |at| Duration::from_millis(u64::try_from(at - now_ms()).unwrap_or(0))))
    }

    async fn do_job(self: Arc<Self>, job: LeasedJob) -> Result<(), StoreError> {
        // A job of a newer version, unknown to this one: kept, since that version may still run it.
        let Ok(kind) = job.kind.parse::<JobKind>() else {
            tracing::error!(kind = job.kind, key = job.key, "a job of an unknown kind");
            return self.store.end_job(&job, JobOutcome::GivenUp).await.map(|_| ());
        };
        let started = Instant::now();
        // In a task of its own, so that a job that panics counts as failed.
        let mut task = JoinSet::new();
        task.spawn({
            let (kith, job) = (self.clone(), job.clone());
            async move { kind.run(&kith, &job).await }
        });
        let done = tokio::time::timeout(LONGEST, task.join_next()).await;
        metrics::histogram!("kith_job_seconds", "kind" => <&str>::from(kind)).record(started.elapsed());
        let failed = match done {
            Ok(Some(Ok(Ok(Next::Never)))) => {
                return self.store.end_job(&job, JobOutcome::Done).await.map(|_| ());
            }
            Ok(Some(Ok(Ok(Next::AsScheduled)))) => return Ok(()),
            Ok(Some(Ok(Ok(Next::At(at))))) => {
                return self.store.end_job(&job, JobOutcome::Again(at)).await.map(|_| ());
            }
            Ok(Some(Ok(Err(refusal)))) => refusal.to_string(),
            Ok(Some(Err(panic))) => panic.to_string(),
            Ok(None) | Err(_) => format!("it took more than {} s", LONGEST.as_secs()),
        };
        let outcome = if job.attempts >= ATTEMPTS && !kind.recurs() {
            tracing::error!(kind = job.kind, key = job.key, failed, "a job is given up");
            JobOutcome::GivenUp
        } else {
            tracing::warn!(kind = job.kind, key = job.key, failed, attempts = job.attempts, "a job failed");
            JobOutcome::Retry(now_ms() + wait_after(job.attempts).as_millis() as i64)
        };
        self.store.end_job(&job, outcome).await.map(|_| ())
    }
}

/// When the outcome of a job cannot be stored, its lease ends by itself, and the job runs again.
fn log_failure(done: Result<Result<(), StoreError>, JoinError>) {
    match done {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "what came of a job cannot be written"),
        Err(error) => tracing::error!(%error, "the worker panicked at a job"),
    }
}
