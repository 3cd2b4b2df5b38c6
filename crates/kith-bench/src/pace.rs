//! A fixed rate. Must never wait for the server: a late action stays due at its own time, so that a slow server cannot
//! slow the load down (no coordinated omission).

use std::time::{Duration, Instant};

/// The due times of a row of actions at a fixed rate.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    start: Instant,
    per_second: f64,
    next: u64,
}

impl Pace {
    /// The first action is due at `start`.
    pub fn new(start: Instant, per_second: f64) -> Self {
        Self { start, per_second, next: 0 }
    }

    /// When the next action is due.
    pub fn next_due(&self) -> Instant {
        self.start + Duration::from_secs_f64(self.next as f64 / self.per_second)
    }

    /// The due time of the next action, if it is not after `now`. That action then counts as done.
    pub fn take(&mut self, now: Instant) -> Option<Instant> {
        let due = self.next_due();
        (due <= now).then(|| {
            self.next += 1;
            due
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due_within(pace: &mut Pace, now: Instant) -> Vec<Duration> {
        std::iter::from_fn(|| pace.take(now)).map(|due| now - due).collect()
    }

    #[test]
    fn everything_is_due_at_its_own_time_however_late_we_look() {
        let start = Instant::now();
        let mut pace = Pace::new(start, 1000.0);
        let late = due_within(&mut pace, start + Duration::from_millis(5));
        assert_eq!(late.len(), 6);
        assert_eq!((late[0], late[5]), (Duration::from_millis(5), Duration::ZERO));
        assert!(pace.take(start + Duration::from_millis(5)).is_none());
    }

    #[test]
    fn the_rate_does_not_drift() {
        let start = Instant::now();
        let mut pace = Pace::new(start, 300.0);
        assert_eq!(due_within(&mut pace, start + Duration::from_secs(100)).len(), 30_001);
        assert_eq!(pace.next_due().duration_since(start).as_millis(), 100_003);
    }
}
