//! Following the journal: each consumer reads the new entries, handles them, and then moves its cursor.

use std::sync::Arc;
use std::time::Duration;

use kith_store::{Position, StoreError};
use strum::{VariantArray, VariantNames};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::consumer::Consumer;
use crate::jobs::wait_after;
use crate::{Kith, Refusal};

/// The most entries that a consumer handles at once.
const AT_ONCE: usize = 1000;

/// How long a consumer gathers entries, so that under load it reads many changes together.
const GATHER: Duration = Duration::from_millis(50);

/// How long the store's cursor may lag behind the entries that a consumer has handled: moving it costs a commit. After
/// a crash the consumer gets these entries again.
const CURSOR_BEHIND: Duration = Duration::from_secs(1);

/// The consumer's position in the store.
#[derive(Clone, Copy)]
struct Cursor {
    stored: Position,
    moved_at: Instant,
}

impl Kith {
    /// Runs all consumers. Never ends.
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
        let mut cursor = Cursor { stored: self.followers.position(name), moved_at: Instant::now() };
        let mut failures = 0;
        loop {
            // Subscribed before reading, so that no later entry is missed.
            grew.mark_unchanged();
            let kith = self.clone();
            // In a task of its own, so that a panic and a failure are both retried.
            let step = tokio::spawn(async move { kith.step(consumer, cursor).await }).await;
            let error = match step {
                Ok(Ok((more, moved))) => {
                    failures = 0;
                    cursor = moved;
                    // An error means that the server ends: it owns the sender.
                    if !more && self.grown(name, cursor, &mut grew).await.is_err() {
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

    /// Handles the next entries, and moves the cursor if it is time. Returns whether there may be more, and the cursor.
    async fn step(&self, consumer: Consumer, cursor: Cursor) -> Result<(bool, Cursor), Refusal> {
        let name = consumer.into();
        let mut to = self.followers.position(name);
        let entries = self.store.journal_after(to, AT_ONCE).await?;
        if let Some(last) = entries.last() {
            consumer.consume(self, &entries).await?;
            to = last.position;
            self.followers.set(name, to);
        }
        let more = entries.len() >= AT_ONCE;
        if to == cursor.stored || cursor.moved_at.elapsed() < CURSOR_BEHIND {
            return Ok((more, cursor));
        }
        self.store.move_cursor(name, to).await?;
        Ok((more, Cursor { stored: to, moved_at: Instant::now() }))
    }

    /// Waits until the journal grows or the cursor has to move. An error means that the server ends.
    async fn grown(
        &self,
        name: &str,
        cursor: Cursor,
        grew: &mut watch::Receiver<()>,
    ) -> Result<(), watch::error::RecvError> {
        if self.followers.position(name) == cursor.stored {
            return grew.changed().await;
        }
        tokio::time::timeout_at(cursor.moved_at + CURSOR_BEHIND, grew.changed()).await.unwrap_or(Ok(()))
    }

    /// The number of entries that each consumer has not handled.
    pub(crate) async fn journal_lag(&self) -> Result<Vec<(&'static str, i64)>, StoreError> {
        let end = self.store.journal_end().await?;
        let lag = |name: &&'static str| (*name, (end - self.followers.position(name)).max(0));
        Ok(<Consumer as VariantNames>::VARIANTS.iter().map(lag).collect())
    }
}
