//! Bringing a client that was away into step.

use kith_store::SyncLimits;
use kith_wire::{SyncPage, SyncRequest};

use crate::{Actor, Kith, Refusal};

/// About 150 KB for messages of ordinary length: a page that a phone takes in its stride.
const PAGE: SyncLimits = SyncLimits { chats: 100, messages: 500 };

/// Most chats that a client names at once.
const HEADS: usize = 20_000;

impl Kith {
    /// One page of the difference between what the client has and what is.
    pub async fn sync(&self, actor: Actor, request: SyncRequest) -> Result<SyncPage, Refusal> {
        if request.heads.len() > HEADS {
            return Err(Refusal::Invalid(format!("heads: at most {HEADS}")));
        }
        self.rates.request(actor.user_id)?;
        Ok(self.store.changes_since(actor.user_id, request.user_version, request.heads, PAGE).await?)
    }
}
