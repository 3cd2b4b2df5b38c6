//! Whether a job that succeeded is due again.

use kith_wire::TimeMs;

/// When a job that was done is due again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// Never: it is off the list.
    Never,
    /// At this time.
    At(TimeMs),
    /// When the job itself has put down in the store.
    AsScheduled,
}
