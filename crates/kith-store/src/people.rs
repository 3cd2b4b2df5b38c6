//! People, as others see them.

use async_trait::async_trait;
use kith_wire::{User, UserId};

use crate::StoreError;

/// People, as others see them.
#[async_trait]
pub trait People: Send + Sync {
    /// The people with these ids in the asker's tenant, in no particular order.
    async fn users(&self, asker: UserId, ids: Vec<UserId>) -> Result<Vec<User>, StoreError>;

    /// At most `limit` of the people who share a chat with a person, in any order. The work is bounded however many
    /// there are.
    async fn acquaintances(&self, user_id: UserId, limit: usize) -> Result<Vec<UserId>, StoreError>;
}
