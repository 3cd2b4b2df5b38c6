//! A cache of rosters: the members of chats.
//!
//! The store checks membership in every operation. A cached roster only decides who gets an event, and permissions for
//! actions that store nothing (typing). A caller never gets a roster older than the version it names.

use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use kith_store::{Roster, Store, StoreError};
use kith_wire::{ChatId, Seq, UserId};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::{Audience, Refusal};

/// Most memory for cached rosters, in bytes: 200,000 direct chats, or 1,000 groups of a thousand.
const KEPT_BYTES: u64 = 64 * 1024 * 1024;

/// The number of rosters that the cache is sized for at first; it grows.
const EXPECTED: usize = 10_000;

pub struct Rosters {
    kept: Cache<ChatId, Arc<KeptRoster>, Size>,
    /// Held while a cached roster is compared and replaced, so that an older roster never replaces a newer one.
    keeping: Mutex<()>,
}

/// A roster takes about 200 bytes, and 64 more per member.
#[derive(Clone)]
struct Size;

impl Weighter<ChatId, Arc<KeptRoster>> for Size {
    fn weight(&self, _: &ChatId, roster: &Arc<KeptRoster>) -> u64 {
        200 + 64 * roster.members.len() as u64
    }
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

impl KeptRoster {
    /// The members who may see a message: those who joined before it.
    pub fn audience(&self, seq: Seq) -> Audience {
        if self.info_version < seq {
            return Audience::Users(self.everybody.clone());
        }
        let present = self.members.iter().filter(|member| member.first_seq <= seq);
        Audience::Users(present.map(|member| member.user_id).collect())
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
        Self { kept: Cache::with_weighter(EXPECTED, KEPT_BYTES, Size), keeping: Mutex::default() }
    }

    /// The roster at this version or a later one, for publishing a change of the chat.
    pub async fn at_least(
        &self,
        store: &dyn Store,
        chat_id: ChatId,
        info_version: Seq,
    ) -> Result<Arc<KeptRoster>, StoreError> {
        if let Some(roster) = self.kept.get(&chat_id)
            && roster.info_version >= info_version
        {
            return Ok(roster);
        }
        Ok(self.keep(store.recipients(chat_id).await?))
    }

    /// The roster, for a person who must be a member.
    pub async fn of_member(
        &self,
        store: &dyn Store,
        member: UserId,
        chat_id: ChatId,
    ) -> Result<Arc<KeptRoster>, Refusal> {
        if let Some(roster) = self.kept.get(&chat_id)
            && roster.member(member).is_some()
        {
            return Ok(roster);
        }
        Ok(self.keep(store.roster(member, chat_id).await?))
    }

    /// The number of cached rosters.
    pub fn entries(&self) -> usize {
        self.kept.len()
    }

    /// Caches a roster, unless a later one is cached.
    pub fn keep(&self, roster: Roster) -> Arc<KeptRoster> {
        let roster = Arc::new(KeptRoster::from(roster));
        let chat_id = roster.chat_id;
        let _keeping = self.keeping.lock().unwrap_or_else(PoisonError::into_inner);
        if self.kept.peek(&chat_id).is_none_or(|kept| kept.info_version < roster.info_version) {
            self.kept.insert(chat_id, roster.clone());
        }
        roster
    }
}

#[cfg(test)]
mod tests {
    use kith_store::RosterMember;
    use kith_wire::{ChatKind, Role};

    use super::*;

    #[test]
    fn the_latest_roster_stays_whoever_comes_last() {
        let rosters = Rosters::new();
        let chat_id = ChatId::new();
        for round in 0..2000 {
            let versions = [2 * round + 1, 2 * round + 2];
            std::thread::scope(|scope| {
                for info_version in versions {
                    let rosters = &rosters;
                    let roster = Roster { chat_id, kind: ChatKind::Group, info_version, members: Vec::new() };
                    scope.spawn(move || rosters.keep(roster));
                }
            });
            assert_eq!(rosters.kept.peek(&chat_id).map(|kept| kept.info_version), Some(versions[1]));
        }
    }

    #[test]
    fn however_large_the_groups_their_rosters_take_bounded_memory() {
        let rosters = Rosters::new();
        let everybody =
            || RosterMember { user_id: UserId::new(), role: Role::Member, joined_at_ms: 0, first_seq: 1 };
        let members: Vec<_> = std::iter::repeat_with(everybody).take(10_000).collect();
        for _ in 0..300 {
            let chat_id = ChatId::new();
            rosters.keep(Roster {
                chat_id,
                kind: ChatKind::Group,
                info_version: 1,
                members: members.clone(),
            });
        }
        assert!((10..300).contains(&rosters.entries()), "{} are kept", rosters.entries());
        assert!(rosters.kept.weight() <= KEPT_BYTES);
    }
}
