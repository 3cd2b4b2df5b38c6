//! The listening socket, and room for the connections that come to it.

use std::net::SocketAddr;

use anyhow::Context;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use tokio::net::{TcpListener, TcpSocket};

/// Connections that may wait to be accepted; the system has a limit of its own (`net.core.somaxconn`). The usual 128 are
/// too few for everybody who reconnects when a server comes back: who finds no place tries again after a second at best.
const QUEUE: u32 = 4096;

/// Listens on `host:port`, on the first of the host's addresses that works.
pub async fn listen(at: &str) -> anyhow::Result<TcpListener> {
    let bind = async || {
        let mut failed = std::io::ErrorKind::AddrNotAvailable.into();
        for address in tokio::net::lookup_host(at).await? {
            match listen_on(address) {
                Ok(listener) => return Ok(listener),
                Err(error) => failed = error,
            }
        }
        Err(failed)
    };
    bind().await.with_context(|| format!("cannot listen on {at}"))
}

fn listen_on(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // As for every server: one that starts again must not wait for the last one's connections to be forgotten.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUE)
}

/// Raises the limit of open files, and so of connections, as far as the system lets us: many systems begin with 1,024.
/// Answers the limit.
pub fn raise_descriptor_limit() -> anyhow::Result<u64> {
    let (limit, most) = getrlimit(Resource::RLIMIT_NOFILE).context("cannot tell the limit of open files")?;
    match setrlimit(Resource::RLIMIT_NOFILE, most, most) {
        Ok(()) => Ok(most),
        Err(error) => {
            tracing::warn!(%error, limit, "cannot raise the limit of open files");
            Ok(limit)
        }
    }
}
