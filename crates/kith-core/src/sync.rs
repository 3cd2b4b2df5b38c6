//! Bringing a client that was away into step.

use kith_store::SyncLimits;
use kith_wire::{SYNC_HEADS, SyncPage, SyncRequest};

use crate::clock::now_ms;
use crate::{Actor, Kith, Refusal};

/// About 150 KB for messages of ordinary length: a phone handles such a page easily.
const PAGE: SyncLimits = SyncLimits { chats: 100, messages: 500, people: 500 };

impl Kith {
    /// Returns one page of the difference between the client's state and the server's.
    pub async fn sync(&self, actor: Actor, request: SyncRequest) -> Result<SyncPage, Refusal> {
        if request.heads.len() > SYNC_HEADS {
            return Err(Refusal::Invalid(format!(
                "heads: at most {SYNC_HEADS} at once; with more chats, ask range by range (after, upTo)"
            )));
        }
        self.rates.request(actor.user_id)?;
        Ok(self.store.changes_since(actor.user_id, request, PAGE, now_ms()).await?)
    }
}
