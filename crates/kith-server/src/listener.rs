//! The listening socket, and its resources for new connections.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use socket2::SockRef;
use tokio::net::{TcpListener, TcpSocket};

/// Connections that may wait to be accepted; the system has a limit of its own (`net.core.somaxconn`). The usual 128
/// are too few when all clients reconnect to a restarted server: a client that finds the queue full tries again after a
/// second at best.
const QUEUE: u32 = 4096;

/// The kernel's send buffer of each connection. Its default grows to megabytes for a client that reads nothing, on top of
/// the transport's own backlog.
const UNSENT_BYTES: u32 = 128 * 1024;

/// How long a client may read nothing of its events, or of an answer to a request. As long as the transport waits for a
/// sign of life.
const STALL: Duration = Duration::from_secs(45);

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
    // Usual for servers: after a restart, old connections that the system still remembers must not block the port.
    socket.set_reuseaddr(true)?;
    // Accepted connections inherit these from the listener.
    let options = SockRef::from(&socket);
    options.set_tcp_notsent_lowat(UNSENT_BYTES)?;
    options.set_tcp_user_timeout(Some(STALL))?;
    socket.bind(address)?;
    socket.listen(QUEUE)
}

/// Raises the limit of open files, and so of connections, as far as the system allows: many systems begin with 1,024.
/// Returns the limit.
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

/// Notices when clients find the queue full. The kernel does not report it, and counts for all listeners of the machine
/// together.
#[derive(Default)]
pub struct FullQueues {
    seen: Option<u64>,
}

impl FullQueues {
    /// Logs and counts the drops since the last look. On a system without such a count, does nothing.
    pub fn look(&mut self) {
        let counts = std::fs::read_to_string("/proc/net/netstat").ok();
        let Some(total) = counts.and_then(|text| listen_overflows(&text)) else { return };
        let new = self.seen.replace(total).map_or(0, |seen| total.saturating_sub(seen));
        metrics::counter!("kith_listen_overflows_total").increment(new);
        if new > 0 {
            tracing::warn!(attempts = new, "an accept queue is full: who connects has to try again");
        }
    }
}

/// A line of names and a line of values for each protocol.
fn listen_overflows(netstat: &str) -> Option<u64> {
    let mut lines = netstat.lines().filter(|line| line.starts_with("TcpExt:"));
    let (names, values) = (lines.next()?, lines.next()?);
    let (_, value) = names.split(' ').zip(values.split(' ')).find(|(name, _)| *name == "ListenOverflows")?;
    value.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_accept_queues_are_found_among_what_the_kernel_counts() {
        let netstat = "TcpExt: SyncookiesSent ListenOverflows ListenDrops\nTcpExt: 1 22 333\nIpExt: InNoRoutes\nIpExt: 4\n";
        assert_eq!(listen_overflows(netstat), Some(22));
        assert_eq!(listen_overflows("IpExt: ListenOverflows\nIpExt: 4\n"), None);
    }

    #[tokio::test]
    async fn connections_that_are_accepted_have_the_limits_of_the_listener() {
        let listener = listen("localhost:0").await.unwrap();
        let _client = tokio::net::TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (accepted, _) = listener.accept().await.unwrap();
        let options = SockRef::from(&accepted);
        assert_eq!(options.tcp_notsent_lowat().unwrap(), UNSENT_BYTES);
        assert_eq!(options.tcp_user_timeout().unwrap(), Some(STALL));
    }

    #[tokio::test]
    async fn a_place_that_is_taken_is_named() {
        let there = listen("127.0.0.1:0").await.unwrap();
        let place = there.local_addr().unwrap().to_string();
        let error = listen(&place).await.unwrap_err();
        assert_eq!(error.to_string(), format!("cannot listen on {place}"));
    }
}
