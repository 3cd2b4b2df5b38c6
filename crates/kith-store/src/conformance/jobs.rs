//! Claims about jobs.

use std::sync::Arc;

use super::world::NOW;
use crate::{JobCounts, JobOutcome, LeasedJob, NewJob, Store};

fn job(key: &str, due_at_ms: i64) -> NewJob {
    NewJob { kind: "remind", key: key.into(), payload: format!("\"{key}\""), due_at_ms }
}

async fn lease(store: &Arc<dyn Store>, at_ms: i64) -> Vec<LeasedJob> {
    store.lease_jobs(at_ms, at_ms + 1000, 10).await.unwrap()
}

fn keys(jobs: &[LeasedJob]) -> Vec<&str> {
    jobs.iter().map(|job| job.key.as_str()).collect()
}

pub async fn jobs_are_leased_when_they_are_due_longest_due_first(store: Arc<dyn Store>) {
    assert_eq!(store.next_job_at().await.unwrap(), None);
    for (key, due_at) in [("late", NOW + 2), ("early", NOW - 5), ("now", NOW)] {
        store.schedule(job(key, due_at)).await.unwrap();
    }
    assert_eq!(store.next_job_at().await.unwrap(), Some(NOW - 5));
    let leased = lease(&store, NOW).await;
    assert_eq!(keys(&leased), ["early", "now"]);
    assert_eq!(
        (leased[0].kind.as_str(), leased[0].payload.as_str(), leased[0].attempts),
        ("remind", "\"early\"", 1)
    );
    assert_eq!(store.next_job_at().await.unwrap(), Some(NOW + 2));
    assert_eq!(store.lease_jobs(NOW + 2, NOW + 9, 1).await.unwrap().len(), 1);
}

pub async fn a_leased_job_is_with_one_worker_until_the_lease_ends(store: Arc<dyn Store>) {
    store.schedule(job("a", NOW)).await.unwrap();
    let first = lease(&store, NOW).await;
    assert!(lease(&store, NOW + 999).await.is_empty());
    let second = lease(&store, NOW + 1000).await;
    assert_eq!((keys(&second), second[0].attempts), (vec!["a"], 2));
    assert!(!store.end_job(&first[0], JobOutcome::Done).await.unwrap());
    assert!(store.end_job(&second[0], JobOutcome::Done).await.unwrap());
    assert_eq!(store.job_counts().await.unwrap(), JobCounts::default());
}

pub async fn what_came_of_a_job_says_what_becomes_of_it(store: Arc<dyn Store>) {
    for key in ["done", "again", "retry", "given up"] {
        store.schedule(job(key, NOW)).await.unwrap();
    }
    for leased in lease(&store, NOW).await {
        let outcome = match leased.key.as_str() {
            "done" => JobOutcome::Done,
            "again" => JobOutcome::Again(NOW + 10),
            "retry" => JobOutcome::Retry(NOW + 20),
            _ => JobOutcome::GivenUp,
        };
        assert!(store.end_job(&leased, outcome).await.unwrap());
    }
    assert_eq!(store.job_counts().await.unwrap(), JobCounts { waiting: 2, failed: 1 });
    let next = lease(&store, NOW + 20).await;
    assert_eq!(keys(&next), ["again", "retry"]);
    // After success, attempts are counted anew.
    assert_eq!((next[0].attempts, next[1].attempts), (1, 2));
    // A job that was given up is done when it is put on the list anew.
    store.schedule(job("given up", NOW + 20)).await.unwrap();
    assert_eq!(keys(&lease(&store, NOW + 20).await), ["given up"]);
}

pub async fn a_job_that_is_put_on_the_list_while_it_is_done_is_done_anew(store: Arc<dyn Store>) {
    store.schedule(job("a", NOW)).await.unwrap();
    let first = lease(&store, NOW).await;
    store.schedule(NewJob { payload: "2".into(), ..job("a", NOW) }).await.unwrap();
    assert!(!store.end_job(&first[0], JobOutcome::Done).await.unwrap());
    let second = lease(&store, NOW).await;
    assert_eq!((second[0].payload.as_str(), second[0].attempts), ("2", 1));
}

pub async fn a_job_that_is_there_is_not_scheduled_once_more(store: Arc<dyn Store>) {
    store.schedule_once(job("a", NOW)).await.unwrap();
    store.schedule_once(job("a", NOW + 5)).await.unwrap();
    assert_eq!(store.next_job_at().await.unwrap(), Some(NOW));
    let leased = lease(&store, NOW).await;
    store.schedule_once(job("a", NOW)).await.unwrap();
    assert!(store.end_job(&leased[0], JobOutcome::Done).await.unwrap());
}

pub async fn a_cancelled_job_is_not_done(store: Arc<dyn Store>) {
    store.schedule(job("a", NOW)).await.unwrap();
    store.schedule(job("b", NOW)).await.unwrap();
    let leased = lease(&store, NOW).await;
    assert!(store.cancel_job("remind", "a").await.unwrap());
    assert!(!store.cancel_job("remind", "a").await.unwrap());
    assert!(!store.end_job(&leased[0], JobOutcome::Retry(NOW)).await.unwrap());
    assert!(store.end_job(&leased[1], JobOutcome::Done).await.unwrap());
    assert!(lease(&store, NOW + 5000).await.is_empty());
}
