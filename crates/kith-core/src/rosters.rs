//! Who is in a chat, kept at hand for those who are asked often.
//!
//! The store checks membership by itself in every operation; a kept roster only decides whom to wake, and who may do
//! what leaves no trace (typing). It is never used below the version that the caller knows of.

use std::ops::Deref;
use std::sync::Arc;

use kith_store::{Roster, Store};
use kith_wire::{ChatId, Seq, UserId};
use quick_cache::sync::Cache;

use crate::Refusal;

/// Chats whose rosters are kept. A direct chat's takes about 300 bytes, a group's 56 more per member.
const KEPT: usize = 20_000;

pub struct Rosters {
    kept: Cache<ChatId, Arc<KeptRoster>>,
}

/// A roster, and its members as an audience: events to the same audience share it, and can leave together.
pub struct KeptRoster {
    roster: Roster,
    pub everybody: Arc<[UserId]>,
}

impl From<Roster> for KeptRoster {
    fn from(roster: Roster) -> Self {
        let everybody = roster.user_ids().collect();
        Self { roster, everybody }
    }
}

impl Deref for KeptRoster {
    type Target = Roster;

    fn deref(&self) -> &Roster {
        &self.roster
    }
}

impl Rosters {
    pub fn new() -> Self {
        Self { kept: Cache::new(KEPT) }
    }

    /// The roster at this version or a later one, as a member sees it.
    pub async fn at_least(
        &self,
        store: &dyn Store,
        member: UserId,
        chat_id: ChatId,
        info_version: Seq,
    ) -> Result<Arc<KeptRoster>, Refusal> {
        if let Some(roster) = self.kept.get(&chat_id)
            && roster.info_version >= info_version
            && roster.member(member).is_some()
        {
            return Ok(roster);
        }
        Ok(self.keep(store.roster(member, chat_id).await?))
    }

    /// Keeps a roster, unless a later one is kept.
    pub fn keep(&self, roster: Roster) -> Arc<KeptRoster> {
        let roster = Arc::new(KeptRoster::from(roster));
        let chat_id = roster.chat_id;
        if self.kept.peek(&chat_id).is_none_or(|kept| kept.info_version < roster.info_version) {
            self.kept.insert(chat_id, roster.clone());
        }
        roster
    }
}
