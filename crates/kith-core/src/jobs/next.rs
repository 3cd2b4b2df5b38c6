//! Whether a job that succeeded is due again.

use kith_wire::TimeMs;

/// When a finished job is due again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// Never: it is off the list.
    Never,
    /// At this time.
    At(TimeMs),
    /// At the time that the job itself has written to the store.
    AsScheduled,
}
