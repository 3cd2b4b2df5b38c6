//! The result of a run: conditions and figures, as a table for people or as one JSON document for programs.

use std::io::Write;

use anyhow::Context;
use serde::Serialize;

use crate::conditions::Conditions;
use crate::process::Used;

/// The figures of one run of one scenario.
#[derive(Serialize)]
pub struct Report {
    scenario: &'static str,
    conditions: Conditions,
    figures: Vec<Figure>,
}

/// One figure.
#[derive(Serialize)]
struct Figure {
    /// The name for programs; stable.
    name: String,
    value: f64,
    unit: Unit,
    #[serde(skip)]
    label: String,
}

/// The unit of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Unit {
    /// A count.
    #[serde(rename = "count")]
    Count,
    /// A count per second.
    #[serde(rename = "per_second")]
    PerSecond,
    /// Milliseconds.
    #[serde(rename = "ms")]
    Ms,
    /// Microseconds.
    #[serde(rename = "us")]
    Us,
    /// Bytes.
    #[serde(rename = "bytes")]
    Bytes,
    /// Bytes, shown in KiB.
    #[serde(rename = "kib")]
    Kib,
    /// Bytes, shown in MiB.
    #[serde(rename = "mib")]
    Mib,
    /// Of one processor core's time, in percent.
    #[serde(rename = "percent_of_a_core")]
    CorePercent,
    /// A factor.
    #[serde(rename = "ratio")]
    Ratio,
}

impl Report {
    /// A report without figures.
    pub fn new(scenario: &'static str, conditions: Conditions) -> Self {
        Self { scenario, conditions, figures: Vec::new() }
    }

    /// Adds a figure: its name for programs, its label for people, and its value.
    pub fn figure(&mut self, name: &str, label: &str, value: f64, unit: Unit) {
        self.figures.push(Figure { name: name.to_owned(), label: label.to_owned(), value, unit });
    }

    /// Adds the processor time of the load generator and of all other processes: it shows whether to trust
    /// the rest.
    pub fn surroundings(&mut self, used: &Used) {
        let share = |time: std::time::Duration| 100.0 * time.as_secs_f64() / used.elapsed.as_secs_f64();
        self.figure("server_cpu", "server's processor time", share(used.server), Unit::CorePercent);
        self.figure("load_cpu", "load generator's", share(used.load), Unit::CorePercent);
        self.figure("others_cpu", "everybody else's", share(used.others), Unit::CorePercent);
    }

    /// The value of a figure that was added before.
    pub fn value(&self, name: &str) -> Option<f64> {
        self.figures.iter().find(|figure| figure.name == name).map(|figure| figure.value)
    }

    /// Writes the report to standard output.
    pub fn print(&self, json: bool) -> anyhow::Result<()> {
        let text = if json { serde_json::to_string(self)? + "\n" } else { self.table() };
        std::io::stdout().write_all(text.as_bytes()).context("cannot write to standard output")
    }

    fn table(&self) -> String {
        let width = self.figures.iter().map(|figure| figure.label.chars().count()).max().unwrap_or(0);
        let mut table = format!("{}\n\n", self.conditions);
        for figure in &self.figures {
            table += &format!("{:<width$}  {:>12}\n", figure.label, show(figure.value, figure.unit));
        }
        table
    }
}

fn show(value: f64, unit: Unit) -> String {
    let number = |value: f64| match value.abs() {
        large if large >= 100.0 => format!("{value:.0}"),
        medium if medium >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    };
    match unit {
        Unit::Count => format!("{value:.0}"),
        Unit::PerSecond => format!("{}/s", number(value)),
        Unit::Ms => format!("{} ms", number(value)),
        Unit::Us => format!("{} us", number(value)),
        Unit::Bytes => format!("{} B", number(value)),
        Unit::Kib => format!("{} KiB", number(value / 1024.0)),
        Unit::Mib => format!("{} MiB", number(value / (1024.0 * 1024.0))),
        Unit::CorePercent => format!("{} % of a core", number(value)),
        Unit::Ratio => format!("{} x", number(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_shown_to_three_digits_with_their_unit() {
        for (value, unit, shown) in [
            (31_234.5, Unit::PerSecond, "31234/s"),
            (0.4567, Unit::Ms, "0.46 ms"),
            (12.345, Unit::Us, "12.3 us"),
            (2560.0, Unit::Kib, "2.50 KiB"),
            (3.0, Unit::Count, "3"),
        ] {
            assert_eq!(show(value, unit), shown);
        }
    }
}
