//! Forgets sessions that ran out long ago, once a day: by then their devices have been told why for long
//! enough.

use super::next::Next;
use crate::clock::now_ms;
use crate::{Kith, Refusal};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// How long a session is still known after it ran out.
const KEPT_MS: i64 = 30 * DAY_MS;

/// Most sessions deleted at once: other writes wait meanwhile.
const AT_ONCE: usize = 1000;

/// Deletes such sessions. Goes on at once when there are more.
pub async fn run(kith: &Kith) -> Result<Next, Refusal> {
    let now = now_ms();
    let forgotten = kith.store.forget_sessions(now - KEPT_MS, AT_ONCE).await?;
    Ok(Next::At(if forgotten == AT_ONCE { now } else { now + DAY_MS }))
}
