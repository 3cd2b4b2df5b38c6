//! The server under load: a private one, or a running one.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};
use tempfile::TempDir;

use crate::conditions::Conditions;
use crate::context::TargetArgs;
use crate::leftovers::{Running, remember_folder};
use crate::process::Processes;

/// A server; a private one ends when this value is dropped.
pub struct Server {
    /// The address at which it listens.
    pub address: SocketAddr,
    /// The processes whose use counts as the server's.
    pub processes: Processes,
    /// Whether it is a bare event server, without accounts and chats.
    pub relay: bool,
    private: Option<Private>,
}

struct Private {
    // Dropped first: the server must have ended when the folder is removed.
    process: Running,
    folder: Folder,
}

/// The folder of a private server's data.
pub enum Folder {
    /// Made for the run, and removed with this value.
    Temporary(TempDir),
    /// A folder of the user, which is kept.
    Kept(PathBuf),
}

impl Folder {
    /// A new, empty one.
    pub fn temporary() -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("kith-bench-").tempdir();
        let folder = folder.context("cannot make a folder")?;
        remember_folder(folder.path().to_owned());
        Ok(Self::Temporary(folder))
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        match self {
            Self::Temporary(folder) => folder.path(),
            Self::Kept(path) => path,
        }
    }
}

impl Server {
    /// The running server that the command line names, if it names one.
    pub fn named(target: &TargetArgs) -> anyhow::Result<Option<Self>> {
        let Some(address) = target.url else { return Ok(None) };
        if !address.ip().is_loopback() && !target.allow_foreign {
            bail!("{address} is not on this machine: with --allow-foreign it is loaded all the same");
        }
        let processes = Processes::new(target.pid.clone());
        Ok(Some(Self { address, processes, relay: target.relay, private: None }))
    }

    /// Starts this same program as a server on a free port, without rate limits.
    pub fn start(folder: Folder) -> anyhow::Result<Self> {
        let program = std::env::current_exe().context("cannot tell our own path")?;
        let mut command = Command::new(program);
        for (key, _) in std::env::vars_os().filter(|(key, _)| key.to_string_lossy().starts_with("KITH_")) {
            command.env_remove(key);
        }
        let process = command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder.path())
            .env("KITH_RATE_LIMITS", "off")
            .env("KITH_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start a server")?;
        let mut process = Running::new(process);
        let address = announced(&mut process)?;
        let processes = Processes::new(vec![process.0.id()]);
        Ok(Self { address, processes, relay: false, private: Some(Private { process, folder }) })
    }

    /// The conditions to print beside the figures.
    pub fn conditions(&self) -> anyhow::Result<Conditions> {
        match &self.private {
            Some(private) => {
                Conditions::read("a private server, rate limits off".into(), Some(private.folder.path()))
            }
            None => Conditions::read(format!("http://{}", self.address), None),
        }
    }

    /// Ends a private server; returns its folder.
    pub fn stop(&mut self) -> Option<Folder> {
        let Private { process, folder } = self.private.take()?;
        drop(process);
        Some(folder)
    }

    /// Bytes of a private server's database on disk.
    pub fn database_bytes(&self) -> anyhow::Result<u64> {
        let private = self.private.as_ref().context("not a private server")?;
        let mut total = 0;
        for entry in std::fs::read_dir(private.folder.path()).context("the data folder")? {
            total += entry?.metadata()?.len();
        }
        Ok(total)
    }

    /// How many `message:new` a message to this many devices causes: the product tells the sender's device, too.
    pub fn audience(&self, devices: usize) -> usize {
        if self.relay { devices - 1 } else { devices }
    }
}

/// Waits for the line with the address at which the server listens.
fn announced(server: &mut Running) -> anyhow::Result<SocketAddr> {
    let mut lines = BufReader::new(server.0.stdout.take().context("the server has no output")?);
    let mut first = String::new();
    lines.read_line(&mut first).context("the server said nothing")?;
    let Some(address) = first.trim_end().strip_prefix("listening on http://") else {
        bail!("the server said: {first:?}")
    };
    // Reads on, so that a full pipe never holds the server up.
    std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
    address.parse().context("the server's address")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::parse_url;

    fn target(url: &str, allow_foreign: bool) -> TargetArgs {
        TargetArgs { url: Some(parse_url(url).unwrap()), pid: Vec::new(), relay: false, allow_foreign }
    }

    #[test]
    fn a_server_on_another_machine_is_refused_unless_that_is_asked_for() {
        for (url, allowed) in
            [("http://127.0.0.1:80", true), ("http://127.9.8.7:80/", true), ("http://192.0.2.1:80", false)]
        {
            assert_eq!(Server::named(&target(url, false)).is_ok(), allowed, "{url}");
            assert!(Server::named(&target(url, true)).unwrap().is_some(), "{url}");
        }
    }
}
