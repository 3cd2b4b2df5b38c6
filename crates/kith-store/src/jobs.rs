//! Jobs: what is to happen at a time.

use async_trait::async_trait;
use kith_wire::TimeMs;

use crate::StoreError;

/// Jobs: each is leased to one worker at a time, and stays on the list until the worker says what came of it. A worker that
/// dies loses its lease, and the job is done again: doing it twice must be harmless.
#[async_trait]
pub trait Jobs: Send + Sync {
    /// Puts a job on the list. One of the same kind and key is replaced, also while it is being done: it is then done anew.
    async fn schedule(&self, job: NewJob) -> Result<(), StoreError>;

    /// Puts a job on the list, unless one of the same kind and key is there.
    async fn schedule_once(&self, job: NewJob) -> Result<(), StoreError>;

    /// Takes a job off the list. Answers whether it was there. A worker may be at it.
    async fn cancel_job(&self, kind: &'static str, key: &str) -> Result<bool, StoreError>;

    /// Leases jobs that are due, longest due first, until a time.
    async fn lease_jobs(
        &self,
        now_ms: TimeMs,
        until_ms: TimeMs,
        limit: usize,
    ) -> Result<Vec<LeasedJob>, StoreError>;

    /// Says what came of a leased job. Answers false, and changes nothing, when the lease was lost: the job was put on the
    /// list anew or cancelled, or another worker has it.
    async fn end_job(&self, job: &LeasedJob, outcome: JobOutcome) -> Result<bool, StoreError>;

    /// When the next job is due, if any is left that was not given up.
    async fn next_job_at(&self) -> Result<Option<TimeMs>, StoreError>;

    /// How many jobs there are.
    async fn job_counts(&self) -> Result<JobCounts, StoreError>;
}

/// The kind of the one job that deletes messages that expired. The store moves it to when the next message expires.
pub const EXPIRY_JOB: &str = "expire_messages";

/// A job to put on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// What is to be done.
    pub kind: &'static str,
    /// Tells the jobs of a kind apart.
    pub key: String,
    /// What it needs to know, as JSON.
    pub payload: String,
    /// When.
    pub due_at_ms: TimeMs,
}

/// A job that a worker has for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeasedJob {
    /// What is to be done.
    pub kind: String,
    /// Tells the jobs of a kind apart.
    pub key: String,
    /// What it needs to know, as JSON.
    pub payload: String,
    /// How often it was begun since it was put on the list, this time included.
    pub attempts: u32,
    /// Tells this lease from others of the job.
    pub lease: i64,
}

/// What came of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobOutcome {
    /// It is done, and off the list.
    Done,
    /// It is done, and due again at this time.
    Again(TimeMs),
    /// It failed, and is tried again at this time.
    Retry(TimeMs),
    /// It failed for good: it stays on the list, to be looked at, until it is put there anew.
    GivenUp,
}

/// How many jobs there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JobCounts {
    /// That are to be done, or being done.
    pub waiting: u64,
    /// That were given up.
    pub failed: u64,
}
