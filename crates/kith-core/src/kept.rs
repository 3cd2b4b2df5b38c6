//! How much is remembered beside the database: what of it stands for somebody who is here is gone when they are.

use crate::Kith;

/// Numbers of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
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

impl Kith {
    /// Counts what is remembered now.
    pub fn kept(&self) -> Kept {
        let (present, watched) = self.directory.kept();
        Kept {
            present,
            watched,
            typing: self.typing.kept(),
            lanes: self.lanes.kept(),
            rosters: self.rosters.kept(),
            rates: self.rates.kept(),
        }
    }
}
