//! Times in a histogram with high dynamic range: percentiles to three digits, from a microsecond to minutes.

use std::time::Duration;

use anyhow::Context;
use hdrhistogram::Histogram;

use crate::report::{Report, Unit};

/// A longer time counts as this one.
const LONGEST_NS: u64 = 300_000_000_000;

/// A histogram of durations.
pub struct Latency {
    ns: Histogram<u64>,
}

impl Latency {
    /// An empty histogram.
    pub fn new() -> anyhow::Result<Self> {
        Ok(Self { ns: Histogram::new_with_bounds(1000, LONGEST_NS, 3).context("histogram")? })
    }

    /// Counts one duration.
    pub fn record(&mut self, time: Duration) {
        self.ns.saturating_record(u64::try_from(time.as_nanos()).unwrap_or(LONGEST_NS));
    }

    /// The number of durations.
    pub fn count(&self) -> u64 {
        self.ns.len()
    }

    /// The time within which this share of all was done, in milliseconds.
    pub fn ms(&self, share: f64) -> f64 {
        self.ns.value_at_quantile(share) as f64 / 1e6
    }

    /// Adds the usual percentiles to a report: `name_p50` and so on.
    pub fn report(&self, report: &mut Report, name: &str, label: &str) {
        if self.count() == 0 {
            return;
        }
        for (suffix, share) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("p999", 0.999), ("max", 1.0)] {
            report.figure(
                &format!("{name}_{suffix}"),
                &format!("{label}, {suffix}"),
                self.ms(share),
                Unit::Ms,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_exact_to_three_digits() {
        let mut latency = Latency::new().unwrap();
        (1..=1000).for_each(|ms| latency.record(Duration::from_millis(ms)));
        for (share, expected) in [(0.5, 500.0), (0.99, 990.0), (1.0, 1000.0)] {
            let found = latency.ms(share);
            assert!((found - expected).abs() / expected < 0.001, "{share}: {found}");
        }
    }

    #[test]
    fn what_is_beyond_the_range_counts_at_its_end() {
        let mut latency = Latency::new().unwrap();
        latency.record(Duration::from_secs(100_000));
        latency.record(Duration::from_nanos(1));
        assert_eq!(latency.count(), 2);
        assert!(latency.ms(1.0) > 299_000.0);
    }
}
