//! Jobs: work for a later time.

use async_trait::async_trait;
use kith_wire::TimeMs;

use crate::StoreError;

/// Jobs: each is leased to one worker at a time, and stays on the list until the worker reports its outcome. When a
/// worker dies, its lease ends and the job is done again: doing a job twice must be harmless.
#[async_trait]
pub trait Jobs: Send + Sync {
    /// Puts a job on the list. It replaces a job of the same kind and key, even a running one: the job then runs anew.
    async fn schedule(&self, job: NewJob) -> Result<(), StoreError>;

    /// Puts a job on the list, unless it has one of the same kind and key.
    async fn schedule_once(&self, job: NewJob) -> Result<(), StoreError>;

    /// Takes a job off the list. Returns whether it was there. A worker may be running it.
    async fn cancel_job(&self, kind: &'static str, key: &str) -> Result<bool, StoreError>;

    /// Leases due jobs until a time, those that are longest due first.
    async fn lease_jobs(
        &self,
        now_ms: TimeMs,
        until_ms: TimeMs,
        limit: usize,
    ) -> Result<Vec<LeasedJob>, StoreError>;

    /// Stores the outcome of a leased job. Returns false, and changes nothing, when the lease was lost: the job was put
    /// on the list anew or cancelled, or another worker has it.
    async fn end_job(&self, job: &LeasedJob, outcome: JobOutcome) -> Result<bool, StoreError>;

    /// When the next job is due, if there is one that was not given up.
    async fn next_job_at(&self) -> Result<Option<TimeMs>, StoreError>;

    /// The number of jobs.
    async fn job_counts(&self) -> Result<JobCounts, StoreError>;
}

/// The kind of the one job that deletes expired messages. The store sets its time to the next expiry of a message.
pub const EXPIRY_JOB: &str = "expire_messages";

/// A job to put on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Its kind.
    pub kind: &'static str,
    /// Distinguishes the jobs of a kind.
    pub key: String,
    /// Its input, as JSON.
    pub payload: String,
    /// When it is due.
    pub due_at_ms: TimeMs,
}

/// A job that a worker holds for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeasedJob {
    /// Its kind.
    pub kind: String,
    /// Distinguishes the jobs of a kind.
    pub key: String,
    /// Its input, as JSON.
    pub payload: String,
    /// How many times it was begun since it was put on the list, including this time.
    pub attempts: u32,
    /// Distinguishes this lease from others of the job.
    pub lease: i64,
}

/// The outcome of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobOutcome {
    /// It is done, and off the list.
    Done,
    /// It is done, and due again at this time.
    Again(TimeMs),
    /// It failed, and is tried again at this time.
    Retry(TimeMs),
    /// It failed for good: it stays on the list, for the operator to see, until it is put there anew.
    GivenUp,
}

/// The number of jobs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JobCounts {
    /// Jobs that wait or run.
    pub waiting: u64,
    /// Jobs that were given up.
    pub failed: u64,
}
