//! People, as others see them.

use async_trait::async_trait;
use kith_wire::{User, UserId};

use crate::StoreError;

/// People, as others see them.
#[async_trait]
pub trait People: Send + Sync {
    /// Those of the ids that belong to the asker's tenant, in no particular order.
    async fn users(&self, asker: UserId, ids: Vec<UserId>) -> Result<Vec<User>, StoreError>;

    /// Those who share a chat with a person: at most `limit`, and which is not said. However many there are, the work is
    /// bounded.
    async fn acquaintances(&self, user_id: UserId, limit: usize) -> Result<Vec<UserId>, StoreError>;
}
