//! The time of day.

use std::time::{SystemTime, UNIX_EPOCH};

use kith_wire::TimeMs;

/// Milliseconds since the Unix epoch.
pub fn now_ms() -> TimeMs {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
