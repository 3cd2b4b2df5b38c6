//! More connections than one process may have open files: this process holds the first ones, and helper processes of
//! the same program hold the rest. Helpers take orders as JSON lines on standard input and answer on standard output.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::ops::Range;
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, TryRecvError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};

use crate::crowd::{Crowd, Idle};
use crate::leftovers::Running;
use crate::process::raise_open_files;

/// Open files of a process that are not connections.
const RESERVED: u64 = 40;

/// How often a helper reads its orders.
const SLICE: Duration = Duration::from_millis(5);

/// Clients that are connected and idle, in as many processes as they need.
pub struct Fleet {
    server: SocketAddr,
    tokens: Vec<Arc<str>>,
    /// Connections that one process may hold.
    room: usize,
    crowd: Crowd,
    helpers: Vec<Helper>,
}

/// An order to a helper.
#[derive(Serialize, Deserialize)]
enum Order {
    /// The server to load, and the tokens that clients use in turns. Comes first.
    Begin { server: SocketAddr, tokens: Vec<String> },
    /// Connect clients with these numbers, from the source addresses of numbers that are higher by `ports`.
    Connect { from: usize, to: usize, ports: usize },
}

/// A helper's report when it has carried out an order.
#[derive(Serialize, Deserialize)]
enum Done {
    /// This many are connected now.
    Connected(usize),
    /// An error.
    Failed(String),
}

struct Helper {
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
    _process: Running,
}

impl Fleet {
    /// A fleet without connections. Clients authenticate with the tokens in turns.
    pub fn new(server: SocketAddr, tokens: &[Arc<str>]) -> anyhow::Result<Self> {
        let room = usize::try_from(raise_open_files()?.saturating_sub(RESERVED))?;
        if room == 0 {
            bail!("this process may not open enough files");
        }
        Ok(Self { server, tokens: tokens.to_vec(), room, crowd: Crowd::new(server)?, helpers: Vec::new() })
    }

    /// How many processes hold the connections.
    pub fn processes(&self) -> usize {
        1 + self.helpers.len()
    }

    /// Connects clients with these numbers and waits until all are authenticated.
    pub fn connect(&mut self, clients: Range<usize>, ports: usize) -> anyhow::Result<()> {
        let shares = shares(&clients, self.room);
        while self.helpers.len() + 1 < shares.len() {
            self.helpers.push(Helper::start(self.server, &self.tokens)?);
        }
        let (own, others) = shares.split_first().context("nobody to connect")?;
        let mut busy = Vec::new();
        for (helper, share) in self.helpers.iter_mut().zip(others).filter(|(_, share)| !share.is_empty()) {
            helper.order(&Order::Connect { from: share.start, to: share.end, ports })?;
            busy.push(helper);
        }
        connect(&mut self.crowd, &self.tokens, own.clone(), ports)?;
        busy.into_iter().try_for_each(Helper::await_done)
    }

    /// Runs the idle clients until a moment.
    pub fn idle(&mut self, until: Instant) -> anyhow::Result<()> {
        self.crowd.run(&mut Idle, Some(until))
    }
}

/// Shares clients between processes that hold `room` each: this process gets the first share.
fn shares(clients: &Range<usize>, room: usize) -> Vec<Range<usize>> {
    let processes = clients.end.div_ceil(room).max(1);
    let share = |process: usize| {
        let (first, end) = (process * room, (process + 1) * room);
        clients.start.clamp(first, end)..clients.end.clamp(first, end)
    };
    (0..processes).map(share).collect()
}

fn connect(
    crowd: &mut Crowd,
    tokens: &[Arc<str>],
    clients: Range<usize>,
    ports: usize,
) -> anyhow::Result<()> {
    let first = clients.start + ports;
    crowd.connect_from(first, clients.map(|client| tokens.get(client % tokens.len().max(1))))
}

impl Helper {
    fn start(server: SocketAddr, tokens: &[Arc<str>]) -> anyhow::Result<Self> {
        let process = Command::new(std::env::current_exe()?)
            .args(["bench", "helper"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start a helper")?;
        let mut process = Running::new(process);
        let orders = process.0.stdin.take().context("a helper without input")?;
        let answers = BufReader::new(process.0.stdout.take().context("a helper without output")?);
        let mut helper = Self { orders, answers, _process: process };
        helper.order(&Order::Begin { server, tokens: tokens.iter().map(ToString::to_string).collect() })?;
        Ok(helper)
    }

    fn order(&mut self, order: &Order) -> anyhow::Result<()> {
        let line = serde_json::to_string(order)? + "\n";
        self.orders
            .write_all(line.as_bytes())
            .and_then(|()| self.orders.flush())
            .context("a helper has ended")
    }

    fn await_done(&mut self) -> anyhow::Result<()> {
        let mut line = String::new();
        self.answers.read_line(&mut line).context("a helper has ended")?;
        match serde_json::from_str(&line).with_context(|| format!("a helper said {line:?}"))? {
            Done::Connected(_) => Ok(()),
            Done::Failed(why) => bail!("a helper failed: {why}"),
        }
    }
}

/// `kith bench helper`: carries out orders until standard input ends.
pub fn help() -> anyhow::Result<()> {
    let (sender, orders) = mpsc::channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    let Order::Begin { server, tokens } = serde_json::from_str(&orders.recv().context("no orders")?)? else {
        bail!("the first order is to begin")
    };
    let tokens: Vec<Arc<str>> = tokens.into_iter().map(Arc::from).collect();
    let mut crowd = Crowd::new(server)?;
    loop {
        crowd.run(&mut Idle, Some(Instant::now() + SLICE))?;
        let order = match orders.try_recv() {
            Ok(line) => serde_json::from_str(&line)?,
            Err(TryRecvError::Empty) => continue,
            Err(TryRecvError::Disconnected) => return Ok(()),
        };
        let Order::Connect { from, to, ports } = order else { bail!("begun already") };
        let done = match connect(&mut crowd, &tokens, from..to, ports) {
            Ok(()) => Done::Connected(crowd.links.len()),
            Err(error) => Done::Failed(format!("{error:#}")),
        };
        let mut out = std::io::stdout().lock();
        let line = serde_json::to_string(&done)? + "\n";
        out.write_all(line.as_bytes()).and_then(|()| out.flush()).context("nobody listens")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_client_is_in_one_process_and_none_holds_more_than_it_may() {
        assert_eq!(shares(&(0..10), 10).len(), 1);
        assert_eq!(shares(&(0..25), 10), [0..10, 10..20, 20..25]);
        assert_eq!(shares(&(5..25), 10), [5..10, 10..20, 20..25]);
        assert_eq!(shares(&(12..20), 10), [10..10, 12..20]);
    }
}
