//! The difference between the client's state and the store's.

use async_trait::async_trait;
use kith_wire::{SyncPage, SyncRequest, TimeMs, UserId};

use crate::StoreError;

/// The difference between the client's state and the store's.
#[async_trait]
pub trait Syncing: Send + Sync {
    /// One page of the difference between the client's state and the store's. See [`SyncPage`]. A chat that the person
    /// left
    /// and joined again since is both among the removed and, like a new one, among the chats. `at_ms` is now.
    async fn changes_since(
        &self,
        actor: UserId,
        request: SyncRequest,
        limits: SyncLimits,
        at_ms: TimeMs,
    ) -> Result<SyncPage, StoreError>;
}

/// The limits of a page of a difference, besides [`PAGE_BYTES`].
#[derive(Debug, Clone, Copy)]
pub struct SyncLimits {
    /// The most chats.
    pub chats: usize,
    /// The most messages.
    pub messages: usize,
    /// The most people who changed, whether or not the client may see them.
    pub people: usize,
}
