//! The consumers.

use kith_store::JournalEntry;
use strum::{IntoStaticStr, VariantArray, VariantNames};

use super::count_changes;
use crate::{Kith, Refusal};

/// The consumers. Their names are in the store, which keeps the entries that each has not passed yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum Consumer {
    /// See [`count_changes`].
    CountChanges,
}

impl Consumer {
    /// Handles some entries, in their order. After a failure, or a crash, it gets the same entries again.
    pub async fn consume(self, _kith: &Kith, entries: &[JournalEntry]) -> Result<(), Refusal> {
        match self {
            Self::CountChanges => count_changes::consume(entries),
        }
        Ok(())
    }
}
