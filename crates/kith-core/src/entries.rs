//! Counts of the entries that the process holds in memory. Entries that belong to a connected person go with that
//! person.

use kith_store::JobCounts;

use crate::{Kith, Refusal};

/// Numbers of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entries {
    /// People with a connection.
    pub present: usize,
    /// People whose presence somebody watches.
    pub watched: usize,
    /// People who are writing, once for each chat.
    pub typing: usize,
    /// Chats with a running action.
    pub lanes: usize,
    /// Chats whose rosters are cached, within a limit.
    pub rosters: usize,
    /// People, accounts and addresses that the rate limits remember for a while.
    pub rates: usize,
}

/// Work that is stored and not yet done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backlog {
    /// How many jobs there are.
    pub jobs: JobCounts,
    /// For each consumer of the journal, the number of entries that it has not handled.
    pub journal: Vec<(&'static str, i64)>,
}

impl Kith {
    /// Counts the work that is left.
    pub async fn backlog(&self) -> Result<Backlog, Refusal> {
        Ok(Backlog { jobs: self.store.job_counts().await?, journal: self.journal_lag().await? })
    }

    /// Counts the entries in memory.
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
