//! Jobs and their leases.

use async_trait::async_trait;
use kith_wire::TimeMs;
use rusqlite::{Connection, OptionalExtension, params};

use super::store::SqliteStore;
use crate::{JobCounts, JobOutcome, Jobs, LeasedJob, NewJob, StoreError};

#[async_trait]
impl Jobs for SqliteStore {
    async fn schedule(&self, job: NewJob) -> Result<(), StoreError> {
        self.writer.run(move |conn| schedule(conn, &job)).await
    }

    async fn schedule_once(&self, job: NewJob) -> Result<(), StoreError> {
        self.writer.run(move |conn| schedule_once(conn, &job)).await
    }

    async fn cancel_job(&self, kind: &'static str, key: &str) -> Result<bool, StoreError> {
        let key = key.to_owned();
        self.writer.run(move |conn| cancel_job(conn, kind, &key)).await
    }

    async fn lease_jobs(
        &self,
        now_ms: TimeMs,
        until_ms: TimeMs,
        limit: usize,
    ) -> Result<Vec<LeasedJob>, StoreError> {
        self.writer.run(move |conn| lease_jobs(conn, now_ms, until_ms, limit)).await
    }

    async fn end_job(&self, job: &LeasedJob, outcome: JobOutcome) -> Result<bool, StoreError> {
        let job = job.clone();
        self.writer.run(move |conn| end_job(conn, &job, outcome)).await
    }

    async fn next_job_at(&self) -> Result<Option<TimeMs>, StoreError> {
        self.readers.point(next_job_at).await
    }

    async fn job_counts(&self) -> Result<JobCounts, StoreError> {
        self.readers.point(job_counts).await
    }
}

pub fn schedule(conn: &Connection, job: &NewJob) -> Result<(), StoreError> {
    conn.prepare_cached(
        "insert into jobs (kind, key, payload, due_at) values (?1, ?2, ?3, ?4)
         on conflict (kind, key) do update set
             payload = excluded.payload, due_at = excluded.due_at, attempts = 0, lease = lease + 1, failed = 0",
    )?
    .execute(params![job.kind, job.key, job.payload, job.due_at_ms])?;
    Ok(())
}

fn schedule_once(conn: &Connection, job: &NewJob) -> Result<(), StoreError> {
    conn.prepare_cached("insert or ignore into jobs (kind, key, payload, due_at) values (?1, ?2, ?3, ?4)")?
        .execute(params![job.kind, job.key, job.payload, job.due_at_ms])?;
    Ok(())
}

pub fn cancel_job(conn: &Connection, kind: &str, key: &str) -> Result<bool, StoreError> {
    let cancelled =
        conn.prepare_cached("delete from jobs where kind = ?1 and key = ?2")?.execute(params![kind, key])?;
    Ok(cancelled > 0)
}

fn lease_jobs(
    conn: &Connection,
    now_ms: TimeMs,
    until_ms: TimeMs,
    limit: usize,
) -> Result<Vec<LeasedJob>, StoreError> {
    let jobs: Vec<LeasedJob> = conn
        .prepare_cached(
            "select kind, key, payload, attempts + 1, lease + 1 from jobs
             where failed = 0 and due_at <= ?1 order by due_at limit ?2",
        )?
        .query_map(params![now_ms, limit], |row| {
            Ok(LeasedJob {
                kind: row.get(0)?,
                key: row.get(1)?,
                payload: row.get(2)?,
                attempts: row.get(3)?,
                lease: row.get(4)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    let mut lease = conn.prepare_cached(
        "update jobs set due_at = ?3, attempts = ?4, lease = ?5 where kind = ?1 and key = ?2",
    )?;
    for job in &jobs {
        lease.execute(params![job.kind, job.key, until_ms, job.attempts, job.lease])?;
    }
    Ok(jobs)
}

fn end_job(conn: &Connection, job: &LeasedJob, outcome: JobOutcome) -> Result<bool, StoreError> {
    let (due_at, attempts, failed) = match outcome {
        JobOutcome::Done => {
            let done = conn
                .prepare_cached("delete from jobs where kind = ?1 and key = ?2 and lease = ?3")?
                .execute(params![job.kind, job.key, job.lease])?;
            return Ok(done > 0);
        }
        JobOutcome::Again(at) => (Some(at), 0, false),
        JobOutcome::Retry(at) => (Some(at), job.attempts, false),
        JobOutcome::GivenUp => (None, job.attempts, true),
    };
    let ended = conn
        .prepare_cached(
            "update jobs set due_at = coalesce(?4, due_at), attempts = ?5, failed = ?6
             where kind = ?1 and key = ?2 and lease = ?3",
        )?
        .execute(params![job.kind, job.key, job.lease, due_at, attempts, failed])?;
    Ok(ended > 0)
}

fn next_job_at(conn: &Connection) -> Result<Option<TimeMs>, StoreError> {
    Ok(conn
        .prepare_cached("select due_at from jobs where failed = 0 order by due_at limit 1")?
        .query_row([], |row| row.get(0))
        .optional()?)
}

fn job_counts(conn: &Connection) -> Result<JobCounts, StoreError> {
    Ok(conn
        .prepare_cached(
            "select count(*) filter (where failed = 0), count(*) filter (where failed = 1) from jobs",
        )?
        .query_row([], |row| Ok(JobCounts { waiting: row.get(0)?, failed: row.get(1)? }))?)
}
