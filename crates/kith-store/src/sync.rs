//! The difference between what a client has and what is.

use async_trait::async_trait;
use kith_wire::{SyncPage, SyncRequest, TimeMs, UserId};

use crate::StoreError;

/// The difference between what a client has and what is.
#[async_trait]
pub trait Syncing: Send + Sync {
    /// One page of the difference between what a client has and what is. See [`SyncPage`]. A chat that the person left
    /// and joined again since is both among the removed and, like a new one, among the chats. `at_ms` is now.
    async fn changes_since(
        &self,
        actor: UserId,
        request: SyncRequest,
        limits: SyncLimits,
        at_ms: TimeMs,
    ) -> Result<SyncPage, StoreError>;
}

/// How much a page of a difference may hold, besides [`PAGE_BYTES`].
#[derive(Debug, Clone, Copy)]
pub struct SyncLimits {
    /// Chats, at most.
    pub chats: usize,
    /// Messages, at most.
    pub messages: usize,
    /// People who changed, at most, whether or not they are among those whom the client may see.
    pub people: usize,
}
