//! The alarm that wakes the worker.

use tokio::sync::Notify;

/// Wakes the worker when a job is due earlier than the worker knows.
#[derive(Default)]
pub struct Alarm(Notify);

impl Alarm {
    /// Wakes the worker.
    pub fn ring(&self) {
        self.0.notify_one();
    }

    /// Waits until somebody rings, or has rung since the last wait.
    pub async fn rung(&self) {
        self.0.notified().await;
    }
}
