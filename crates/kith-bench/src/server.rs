//! The server under load, and what the system says of its process.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, bail};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A private server; it ends with this value.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    process: Child,
    _folder: TempDir,
}

impl Server {
    /// Starts it in an empty folder, without rate limits.
    pub async fn start(binary: &Path) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir().context("cannot make a folder")?;
        let mut process = Command::new(binary)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder.path())
            .env("KITH_RATE_LIMITS", "off")
            .env("KITH_LOG", "warn")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {}: build it with `make build`", binary.display()))?;
        let stdout = process.stdout.take().context("the server has no output")?;
        let mut lines = BufReader::new(stdout).lines();
        let first = lines.next_line().await?.context("the server said nothing")?;
        let Some(address) = first.strip_prefix("listening on http://") else {
            bail!("the server said: {first}")
        };
        let address = address.parse().context("the server's address")?;
        // Read on, so that the server is never held up by what nobody reads.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { address, process, _folder: folder })
    }

    /// Memory that is in RAM, in bytes.
    pub fn resident_bytes(&self) -> anyhow::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid()?))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().context("VmRSS")?;
        Ok(kib * 1024)
    }

    /// Processor time used so far, by all its threads.
    pub fn cpu_time(&self) -> anyhow::Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid()?))?;
        // The second field, the name, may hold anything but ends with the last parenthesis.
        let fields: Vec<&str> = stat.rsplit_once(')').context("stat")?.1.split_whitespace().collect();
        let ticks =
            |index: usize| fields.get(index).and_then(|field| field.parse::<u64>().ok()).context("stat");
        // 100 ticks a second on every Linux that Rust runs on (USER_HZ).
        Ok(Duration::from_millis(10 * (ticks(11)? + ticks(12)?)))
    }

    fn pid(&self) -> anyhow::Result<u32> {
        self.process.id().context("the server has ended")
    }
}
