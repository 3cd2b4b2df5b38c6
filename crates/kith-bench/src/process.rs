//! Figures of the system about processes: processor time and memory, and this process's limit of open files.

use std::collections::HashMap;
use std::fs;
use std::time::{Duration, Instant};

use anyhow::Context;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::time::{clock_getcpuclockid, clock_gettime};
use nix::unistd::Pid;

/// Processes whose use is read together: a server, and the processes that it has started.
#[derive(Debug, Clone, Default)]
pub struct Processes {
    roots: Vec<u32>,
}

impl Processes {
    /// These processes, and their descendants at the time of each reading.
    pub fn new(roots: Vec<u32>) -> Self {
        Self { roots }
    }

    /// Whether there are processes to read.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    /// Memory that is in RAM, in bytes: a single process's resident set; for several processes, shared memory counts
    /// once.
    pub fn resident_bytes(&self) -> anyhow::Result<u64> {
        let tree = self.tree(&parents()?);
        let (file, key) = if tree.len() == 1 { ("status", "VmRSS:") } else { ("smaps_rollup", "Pss:") };
        let kib = tree.into_iter().filter_map(|pid| kib_in(&format!("/proc/{pid}/{file}"), key));
        Ok(1024 * kib.sum::<u64>())
    }

    fn tree(&self, parents: &HashMap<u32, u32>) -> Vec<u32> {
        let mut found = self.roots.clone();
        let mut at = 0;
        while let Some(above) = found.get(at).copied() {
            found.extend(parents.iter().filter(|(_, parent)| **parent == above).map(|(pid, _)| *pid));
            at += 1;
        }
        found
    }
}

/// The parent of every process.
fn parents() -> anyhow::Result<HashMap<u32, u32>> {
    let mut parents = HashMap::new();
    for folder in fs::read_dir("/proc").context("cannot read /proc")? {
        let Some(pid) = folder?.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        // An error means that the process ended in the meantime: then it is not counted.
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok();
        if let Some(parent) = stat.and_then(|stat| parent_in(&stat)) {
            parents.insert(pid, parent);
        }
    }
    Ok(parents)
}

fn parent_in(stat: &str) -> Option<u32> {
    // The second field, the name, may hold anything but ends with the last parenthesis.
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

/// Processor time used so far in user and system mode, by all threads, to the nanosecond (the figures in /proc are
/// counted in hundredths of a second). `None` when the process has ended.
fn cpu_time_of(pid: u32) -> Option<Duration> {
    let clock = clock_getcpuclockid(Pid::from_raw(i32::try_from(pid).ok()?)).ok()?;
    clock_gettime(clock).ok().map(Duration::from)
}

fn kib_in(file: &str, key: &str) -> Option<u64> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(key))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// Processor time that all processes of the machine have used so far.
fn machine_time() -> anyhow::Result<Duration> {
    let stat = fs::read_to_string("/proc/stat").context("cannot read /proc/stat")?;
    let line = stat.lines().next().context("/proc/stat is empty")?;
    let ticks: Vec<u64> =
        line.split_whitespace().skip(1).map(str::parse).collect::<Result<_, _>>().context("/proc/stat")?;
    // user, nice, system, (idle, iowait), irq, softirq, steal
    let busy: u64 =
        ticks.iter().enumerate().filter(|(at, _)| matches!(at, 0..=2 | 5..=7)).map(|(_, t)| t).sum();
    // 100 ticks a second on every Linux that Rust runs on (USER_HZ).
    Ok(Duration::from_millis(10 * busy))
}

/// A stretch of time over which processor time is counted.
pub struct Watch {
    server: Processes,
    started: Instant,
    before: Times,
}

/// The processor time used over a stretch of time.
#[derive(Debug, Clone, Copy)]
pub struct Used {
    /// The length of the stretch.
    pub elapsed: Duration,
    /// By the server.
    pub server: Duration,
    /// By the load generator.
    pub load: Duration,
    /// By all other processes on the machine.
    pub others: Duration,
}

#[derive(Clone, Copy)]
struct Times {
    server: Duration,
    load: Duration,
    machine: Duration,
}

impl Times {
    fn read(server: &Processes) -> anyhow::Result<Self> {
        let parents = parents()?;
        let servers = server.tree(&parents);
        let sum = |pids: Vec<u32>| pids.into_iter().filter_map(cpu_time_of).sum();
        // A private server is a child of this process, too.
        let mut load = Processes::new(vec![std::process::id()]).tree(&parents);
        load.retain(|pid| !servers.contains(pid));
        Ok(Self { server: sum(servers), load: sum(load), machine: machine_time()? })
    }
}

impl Watch {
    /// Begins to count.
    pub fn start(server: &Processes) -> anyhow::Result<Self> {
        Ok(Self { server: server.clone(), before: Times::read(server)?, started: Instant::now() })
    }

    /// The use since the beginning.
    pub fn used(&self) -> anyhow::Result<Used> {
        let elapsed = self.started.elapsed();
        let now = Times::read(&self.server)?;
        let server = now.server.saturating_sub(self.before.server);
        let load = now.load.saturating_sub(self.before.load);
        let machine = now.machine.saturating_sub(self.before.machine);
        Ok(Used { elapsed, server, load, others: machine.saturating_sub(server + load) })
    }
}

/// Raises this process's limit of open files as far as the system allows; returns the limit.
pub fn raise_open_files() -> anyhow::Result<u64> {
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE)?;
    setrlimit(Resource::RLIMIT_NOFILE, most, most).context("cannot raise the limit of open files")?;
    Ok(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_spaces_and_parentheses_does_not_shift_the_fields() {
        assert_eq!(parent_in("42 (a) b) c) S 7 42 42 0 -1 4194304"), Some(7));
    }

    #[test]
    fn a_process_and_what_it_started_are_counted_together() {
        let mut child =
            std::process::Command::new("cat").stdin(std::process::Stdio::piped()).spawn().unwrap();
        let own = Processes::new(vec![std::process::id()]);
        let tree = own.tree(&parents().unwrap());
        assert!(tree.contains(&std::process::id()) && tree.contains(&child.id()), "{tree:?}");
        assert!(own.resident_bytes().unwrap() > 100_000);
        child.kill().unwrap();
        child.wait().unwrap();
    }

    #[test]
    fn processor_time_passes_while_we_work() {
        let own = std::process::id();
        let (before, mut sum) = (cpu_time_of(own).unwrap(), 0_u64);
        while cpu_time_of(own).unwrap() == before {
            sum = std::hint::black_box(sum + 1);
        }
        assert!(cpu_time_of(own).unwrap() > before);
    }

    #[test]
    fn the_limit_of_open_files_ends_at_its_maximum() {
        let limit = raise_open_files().unwrap();
        assert_eq!(getrlimit(Resource::RLIMIT_NOFILE).unwrap(), (limit, limit));
    }
}
