//! Counts of what the process holds in memory. Entries that belong to a connected person go when that person does.

use kith_store::JobCounts;

use crate::{Kith, Refusal};

/// Numbers of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entries {
    /// People with a connection.
    pub present: usize,
    /// People whose coming and going somebody watches.
    pub watched: usize,
    /// People who are writing, once for each chat.
    pub typing: usize,
    /// Chats in which something is under way.
    pub lanes: usize,
    /// Chats whose members are kept at hand, within a limit.
    pub rosters: usize,
    /// People, accounts and addresses that did something a little while ago.
    pub rates: usize,
}

/// Work that is stored and not yet done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backlog {
    /// How many jobs there are.
    pub jobs: JobCounts,
    /// For each consumer of the journal, how many entries it has still to act on.
    pub journal: Vec<(&'static str, i64)>,
}

impl Kith {
    /// Counts what is still to be done.
    pub async fn backlog(&self) -> Result<Backlog, Refusal> {
        Ok(Backlog { jobs: self.store.job_counts().await?, journal: self.journal_lag().await? })
    }

    /// Counts what is remembered now.
    pub fn entries(&self) -> Entries {
        let (present, watched) = self.directory.entries();
        Entries {
            present,
            watched,
            typing: self.typing.entries(),
            lanes: self.lanes.entries(),
            rosters: self.rosters.entries(),
            rates: self.rates.entries(),
        }
    }
}
