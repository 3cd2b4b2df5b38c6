//! Deletes messages when they disappear.

use super::next::Next;
use crate::clock::now_ms;
use crate::{Kith, Refusal};

/// Most messages deleted in one transaction: sends wait for it meanwhile.
const AT_ONCE: usize = 100;

/// Deletes messages that have expired. Devices know when their messages disappear, so nobody is told.
pub async fn run(kith: &Kith) -> Result<Next, Refusal> {
    kith.store.expire_messages(now_ms(), AT_ONCE).await?;
    Ok(Next::AsScheduled)
}
