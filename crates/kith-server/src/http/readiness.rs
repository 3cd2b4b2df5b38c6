//! Whether the store reads and writes: one check answers all callers of the moment.

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::Mutex;

/// The word for a store that fails for an unknown reason.
pub const FAILING: &str = "failing";

/// The result of the last check of the store, and when it ended. Locked while a check runs.
#[derive(Clone, Default)]
pub struct Readiness(Arc<Mutex<Option<(Instant, &'static str)>>>);

impl Readiness {
    /// The result of a check that ends after this call. Simultaneous callers share one check, which goes on when they
    /// hang up, so that hanging up does not start another.
    pub async fn share<F>(&self, look: F) -> &'static str
    where
        F: Future<Output = &'static str> + Send + 'static,
    {
        let (last, asked) = (self.0.clone(), Instant::now());
        let looking = tokio::spawn(async move {
            let mut last = last.lock().await;
            match *last {
                Some((at, store)) if at > asked => store,
                _ => {
                    let store = look.await;
                    *last = Some((Instant::now(), store));
                    store
                }
            }
        });
        looking.await.unwrap_or(FAILING)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use tokio::sync::Notify;
    use tokio::time::timeout;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn all_who_ask_share_one_look_also_when_they_hang_up() {
        let (readiness, looks, answer) =
            (Readiness::default(), Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
        let ask = || {
            let (looks, answer) = (looks.clone(), answer.clone());
            readiness.share(async move {
                looks.fetch_add(1, Ordering::Relaxed);
                answer.notified().await;
                "ok"
            })
        };
        for _ in 0..20 {
            // The caller hangs up before the store has answered.
            assert!(timeout(Duration::from_millis(1), ask()).await.is_err());
        }
        answer.notify_one();
        assert_eq!((ask().await, looks.load(Ordering::Relaxed)), ("ok", 1));
        // Later callers need a newer result.
        answer.notify_one();
        assert_eq!((ask().await, looks.load(Ordering::Relaxed)), ("ok", 2));
    }
}
