//! Putting jobs on the list.

use kith_store::{NewJob, StoreError};
use kith_wire::TimeMs;

use super::kind::JobKind;
use crate::Kith;

impl Kith {
    /// Puts a job on the list, in place of one of the same kind and key.
    pub(crate) async fn schedule(
        &self,
        kind: JobKind,
        key: impl ToString,
        payload: impl ToString,
        due_at_ms: TimeMs,
    ) -> Result<(), StoreError> {
        let job = NewJob { kind: kind.into(), key: key.to_string(), payload: payload.to_string(), due_at_ms };
        self.store.schedule(job).await?;
        self.look_for_jobs();
        Ok(())
    }

    /// Makes the worker read the list: a job was added, perhaps by another process.
    pub fn look_for_jobs(&self) {
        self.alarm.ring();
    }
}
