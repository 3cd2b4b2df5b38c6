//! The context of every scenario: the server to load, and how to open a database.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use clap::Args;
use kith_store::Store;

/// Opens the database in a file, to write to it before a server runs on it.
pub type OpenStore = fn(&Path) -> anyhow::Result<Arc<dyn Store>>;

/// The server to load: a private one in an empty folder, unless one is named.
#[derive(Args)]
pub struct TargetArgs {
    /// Load this running server instead of a private one.
    #[arg(long, global = true, value_name = "http://ADDRESS:PORT", value_parser = parse_url)]
    pub url: Option<SocketAddr>,
    /// With --url: the server's process. Its time and memory, with those of its children, are read. May be
    /// repeated.
    #[arg(long, global = true, requires = "url")]
    pub pid: Vec<u32>,
    /// With --url: it is a bare event server that speaks the mini protocol of bench/peers/README.md.
    #[arg(long, global = true, requires = "url")]
    pub relay: bool,
    /// Allow a --url outside 127.0.0.0/8. The run loads it as hard as it can take: only name a server of your
    /// own.
    #[arg(long, global = true, requires = "url")]
    pub allow_foreign: bool,
}

/// The settings of the command line and of the caller.
pub struct Context {
    pub target: TargetArgs,
    pub open_store: OpenStore,
}

impl Context {
    /// Opens the database of a folder, before a server runs on it.
    pub fn store(&self, folder: &Path) -> anyhow::Result<Arc<dyn Store>> {
        (self.open_store)(folder)
    }
}

/// Reads `--url`.
pub fn parse_url(url: &str) -> Result<SocketAddr, String> {
    let rest = url.strip_prefix("http://").ok_or("expected http://ADDRESS:PORT")?;
    rest.trim_end_matches('/').parse().map_err(|_| format!("expected http://ADDRESS:PORT, found {url:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_are_taken() {
        for url in ["127.0.0.1:80", "https://127.0.0.1:80", "http://chat.example:80", "http://127.0.0.1"] {
            assert!(parse_url(url).is_err(), "{url}");
        }
    }
}
