//! When to repeat failed work.

use std::time::Duration;

const FIRST: Duration = Duration::from_secs(1);

const LONGEST: Duration = Duration::from_secs(60 * 60);

/// The pause before the next attempt, after this many: each time twice as long, up to an hour. A quarter more or less,
/// so that jobs that failed together do not come back together.
pub fn wait_after(attempts: u32) -> Duration {
    let doubled = FIRST.saturating_mul(2u32.saturating_pow(attempts.saturating_sub(1))).min(LONGEST);
    let mut byte = [128];
    // Without randomness all come back at once, which is no reason to fail.
    let _ = getrandom::fill(&mut byte);
    doubled.mul_f64(0.75 + f64::from(byte[0]) / 512.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_about_twice_as_long_up_to_an_hour() {
        for (attempts, seconds) in [(0, 1), (1, 1), (2, 2), (5, 16), (12, 2048), (13, 3600), (100, 3600)] {
            let (wait, middle) = (wait_after(attempts), Duration::from_secs(seconds));
            assert!(wait >= middle.mul_f64(0.75) && wait <= middle.mul_f64(1.25), "{attempts}: {wait:?}");
        }
    }
}
