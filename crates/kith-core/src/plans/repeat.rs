//! The next time of a repeated message.

use chrono::{DateTime, Days, Months};
use kith_wire::{Repeat, TimeMs};

/// The first time after `now_ms` that lies whole steps after `first`; `None` beyond the times that can be represented.
/// A month that is too short for the day has it on its last day.
pub fn next_after(repeat: Repeat, first: TimeMs, now_ms: TimeMs) -> Option<TimeMs> {
    let begin = DateTime::from_timestamp_millis(first)?;
    let passed_days = u64::try_from((now_ms - first).max(0) / DAY_MS).ok()?;
    // Begins with a guess that is not too high, and goes on to the first time that lies ahead.
    let at = |steps: u64| match repeat {
        Repeat::Daily => begin.checked_add_days(Days::new(steps)),
        Repeat::Weekly => begin.checked_add_days(Days::new(steps * 7)),
        Repeat::Monthly => begin.checked_add_months(Months::new(u32::try_from(steps).ok()?)),
    };
    let guess = match repeat {
        Repeat::Daily => passed_days,
        Repeat::Weekly => passed_days / 7,
        Repeat::Monthly => passed_days / 31,
    };
    (guess..).map_while(at).map(|time| time.timestamp_millis()).find(|time| *time > now_ms && *time > first)
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(text: &str) -> TimeMs {
        text.parse::<DateTime<chrono::Utc>>().unwrap().timestamp_millis()
    }

    #[test]
    fn what_was_missed_is_not_made_up_for() {
        let first = ms("2026-01-31T09:00:00Z");
        for (repeat, now, next) in [
            (Repeat::Daily, "2026-01-31T09:00:00Z", "2026-02-01T09:00:00Z"),
            (Repeat::Daily, "2026-01-31T08:00:00Z", "2026-02-01T09:00:00Z"),
            (Repeat::Daily, "2026-03-10T09:00:01Z", "2026-03-11T09:00:00Z"),
            (Repeat::Weekly, "2026-02-07T09:00:00Z", "2026-02-14T09:00:00Z"),
            (Repeat::Monthly, "2026-01-31T09:00:00Z", "2026-02-28T09:00:00Z"),
            (Repeat::Monthly, "2026-02-28T09:00:00Z", "2026-03-31T09:00:00Z"),
            (Repeat::Monthly, "2031-04-30T10:00:00Z", "2031-05-31T09:00:00Z"),
        ] {
            assert_eq!(next_after(repeat, first, ms(now)), Some(ms(next)), "{repeat:?} after {now}");
        }
    }
}
