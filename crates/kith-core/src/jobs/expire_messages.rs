//! Deleting messages that disappear, when they do.

use super::next::Next;
use crate::clock::now_ms;
use crate::{Kith, Refusal};

/// Most that are deleted in one transaction: messages that are sent meanwhile wait for it.
const AT_ONCE: usize = 100;

/// Devices know when their messages disappear, so nobody is told.
pub async fn run(kith: &Kith) -> Result<Next, Refusal> {
    kith.store.expire_messages(now_ms(), AT_ONCE).await?;
    Ok(Next::AsScheduled)
}
