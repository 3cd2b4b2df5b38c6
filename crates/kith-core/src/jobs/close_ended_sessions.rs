//! Closing the connections of sessions that another process ended (`kith user reset`): only the server can.

use kith_store::LeasedJob;
use kith_wire::TimeMs;

use super::next::Next;
use crate::{Kith, Refusal};

/// Closes the connections of sessions that were ended at or after the time in the payload. Closing a closed connection
/// changes nothing.
pub async fn run(kith: &Kith, job: &LeasedJob) -> Result<Next, Refusal> {
    let since: TimeMs = job.payload.parse().map_err(|_| Refusal::Invalid("payload: a time".into()))?;
    for (user_id, session_id) in kith.store.sessions_ended_since(since).await? {
        kith.publish_session_ended(user_id, vec![session_id]);
    }
    Ok(Next::Never)
}
