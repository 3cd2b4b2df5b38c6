//! The conditions under which figures were taken: without them a figure means nothing.

use std::fmt;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use serde::Serialize;

/// The machine, the versions, and how the server was set up.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Conditions {
    /// This program's version.
    kith: &'static str,
    /// Unoptimised builds are for tests of the load generator, not for figures.
    optimised: bool,
    command: String,
    started_at: u64,
    processor: String,
    cores: usize,
    memory_bytes: u64,
    kernel: String,
    /// Most files that one process may have open.
    open_files: u64,
    /// Running and waiting processes over the last minute, before the run.
    load_average: f64,
    server: String,
    /// The file system of the folder that has the private server's database.
    #[serde(skip_serializing_if = "Option::is_none")]
    filesystem: Option<String>,
}

impl Conditions {
    /// Reads the present conditions. `server` describes the server under load; `data` is its database's
    /// folder, if known.
    pub fn read(server: String, data: Option<&Path>) -> anyhow::Result<Self> {
        let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let loadavg = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        Ok(Self {
            kith: env!("CARGO_PKG_VERSION"),
            optimised: !cfg!(debug_assertions),
            command: command(),
            started_at: u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?,
            processor: value_of(&cpuinfo, "model name").unwrap_or("unknown").to_owned(),
            cores: std::thread::available_parallelism()?.get(),
            memory_bytes: memory_bytes()?,
            kernel: fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default().trim().to_owned(),
            open_files: crate::process::raise_open_files()?,
            load_average: loadavg.split(' ').next().and_then(|text| text.parse().ok()).unwrap_or(0.0),
            server,
            filesystem: data.and_then(filesystem),
        })
    }
}

impl fmt::Display for Conditions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gib = self.memory_bytes as f64 / f64::from(1 << 30);
        writeln!(f, "{}", self.command)?;
        writeln!(f, "kith {}, loading {}", self.kith, self.server)?;
        write!(f, "{} cores of {}, {gib:.0} GiB, Linux {}", self.cores, self.processor, self.kernel)?;
        write!(f, ", load average {:.2}", self.load_average)?;
        if let Some(filesystem) = &self.filesystem {
            write!(f, "\ndatabase on {filesystem}, fsync before each acknowledgement")?;
        }
        if !self.optimised {
            write!(f, "\nNOT an optimised build: these figures say nothing about Kith's speed")?;
        }
        Ok(())
    }
}

/// The command line as it was typed.
fn command() -> String {
    let mut words = std::env::args();
    let program = words.next().unwrap_or_default();
    let name =
        Path::new(&program).file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    std::iter::once(name).chain(words).collect::<Vec<_>>().join(" ")
}

fn memory_bytes() -> anyhow::Result<u64> {
    let meminfo = fs::read_to_string("/proc/meminfo").context("cannot read /proc/meminfo")?;
    let kib = value_of(&meminfo, "MemTotal").and_then(|text| text.trim_end_matches("kB").trim().parse().ok());
    Ok(1024 * kib.unwrap_or(0))
}

fn value_of<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let line = text.lines().find(|line| line.starts_with(key))?;
    Some(line.split_once(':')?.1.trim())
}

/// The kind of file system that holds a folder: on one in memory, fsync costs nothing.
fn filesystem(folder: &Path) -> Option<String> {
    let folder = folder.canonicalize().ok()?;
    let mounts = fs::read_to_string("/proc/self/mounts").ok()?;
    let holding = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ');
        let (_, mounted, kind) = (fields.next()?, fields.next()?, fields.next()?);
        folder.starts_with(mounted).then_some((mounted.len(), kind))
    });
    holding.max_by_key(|(length, _)| *length).map(|(_, kind)| kind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_system_is_that_of_the_nearest_mount() {
        assert_eq!(filesystem(Path::new("/proc/self")).unwrap(), "proc");
        assert_ne!(filesystem(Path::new("/")).unwrap(), "proc");
    }

    #[test]
    fn this_machine_has_cores_and_memory() {
        let conditions = Conditions::read("nothing".into(), None).unwrap();
        assert!(conditions.cores > 0 && conditions.memory_bytes > 1 << 20 && !conditions.kernel.is_empty());
    }
}
