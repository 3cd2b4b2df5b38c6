//! When people were last online.

use std::collections::HashMap;

use async_trait::async_trait;
use kith_wire::{TimeMs, UserId};

use crate::StoreError;

/// When people were last online.
#[async_trait]
pub trait Presence: Send + Sync {
    /// Notes when a person was last online.
    async fn set_last_seen(&self, user_id: UserId, at_ms: TimeMs) -> Result<(), StoreError>;

    /// When these people were last online, if they share a chat with the asker (or are the asker). Others are left
    /// out.
    async fn last_seen(
        &self,
        asker: UserId,
        ids: Vec<UserId>,
    ) -> Result<HashMap<UserId, Option<TimeMs>>, StoreError>;
}
