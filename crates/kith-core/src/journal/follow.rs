//! Following the journal: each consumer reads what is new, acts on it, and then moves its cursor.

use std::sync::Arc;
use std::time::Duration;

use kith_store::{Position, StoreError};
use strum::{VariantArray, VariantNames};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::consumer::Consumer;
use crate::jobs::wait_after;
use crate::{Kith, Refusal};

/// Entries that a consumer acts on at once.
const AT_ONCE: usize = 1000;

/// How long a consumer gathers what comes, so that under load it reads and notes its place for many changes together.
const GATHER: Duration = Duration::from_millis(50);

impl Kith {
    /// Lets every consumer follow the journal. Never ends.
    pub async fn follow_journal(self: Arc<Self>) {
        let mut failures = 0;
        let positions = loop {
            match self.store.set_consumers(<Consumer as VariantNames>::VARIANTS).await {
                Ok(positions) => break positions,
                Err(error) => {
                    failures += 1;
                    tracing::error!(%error, "the journal cannot be followed");
                    tokio::time::sleep(wait_after(failures)).await;
                }
            }
        };
        let mut following = JoinSet::new();
        for (consumer, position) in <Consumer as VariantArray>::VARIANTS.iter().zip(positions) {
            self.followers.set(consumer.into(), position);
            following.spawn(self.clone().follow(*consumer, self.followers.subscribe()));
        }
        while following.join_next().await.is_some() {}
    }

    async fn follow(self: Arc<Self>, consumer: Consumer, mut grew: watch::Receiver<()>) {
        let name = <&str>::from(consumer);
        let mut failures = 0;
        loop {
            // Before reading: what comes from here on is not missed.
            grew.mark_unchanged();
            let kith = self.clone();
            // In a task of its own, so that a panic and a failure are both retried.
            let step = tokio::spawn(async move { kith.step(consumer).await }).await;
            let error = match step {
                Ok(Ok(more)) => {
                    failures = 0;
                    // It ends with the server: the sender is the server's own.
                    if !more && grew.changed().await.is_err() {
                        return;
                    }
                    tokio::time::sleep(GATHER).await;
                    continue;
                }
                Ok(Err(refusal)) => refusal.to_string(),
                Err(panic) => panic.to_string(),
            };
            failures += 1;
            tracing::error!(consumer = name, error, "a consumer of the journal failed");
            tokio::time::sleep(wait_after(failures)).await;
        }
    }

    /// Acts on the next entries. Answers whether there may be more.
    async fn step(&self, consumer: Consumer) -> Result<bool, Refusal> {
        let name = consumer.into();
        let entries = self.store.journal_after(self.followers.position(name), AT_ONCE).await?;
        let Some(last) = entries.last() else { return Ok(false) };
        let to: Position = last.position;
        consumer.consume(self, &entries).await?;
        self.store.move_cursor(name, to).await?;
        self.followers.set(name, to);
        Ok(entries.len() >= AT_ONCE)
    }

    /// How many entries of the journal each consumer has still to act on.
    pub(crate) async fn journal_lag(&self) -> Result<Vec<(&'static str, i64)>, StoreError> {
        let end = self.store.journal_end().await?;
        let lag = |name: &&'static str| (*name, (end - self.followers.position(name)).max(0));
        Ok(<Consumer as VariantNames>::VARIANTS.iter().map(lag).collect())
    }
}
