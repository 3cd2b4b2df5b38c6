//! The alarm that wakes the worker.

use tokio::sync::Notify;

/// Wakes the worker when a job is due before the next one that it knows of.
#[derive(Default)]
pub struct Alarm(Notify);

impl Alarm {
    /// Wakes the worker.
    pub fn ring(&self) {
        self.0.notify_one();
    }

    /// Waits until somebody rings, or has rung since this was asked last.
    pub async fn rung(&self) {
        self.0.notified().await;
    }
}
