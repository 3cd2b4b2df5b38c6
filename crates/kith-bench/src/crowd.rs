//! Many clients in one thread: one `epoll`, one buffer to read into, and a scenario that decides what the clients do.
//!
//! Must never block on one client: that would pause all of them.

use std::fmt::{Arguments, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use nix::errno::Errno;
use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags, EpollTimeout};
use nix::sys::timerfd::{ClockId, Expiration, TimerFd, TimerFlags, TimerSetTimeFlags};

use kith_client::frames::{Opcode, Packet, next_frame, push_frame};
use kith_client::{Link, Received, Stage};

/// Bytes read at a time, from any client.
const BUFFER: usize = 256 * 1024;

/// Events handled before the scenario's due actions are looked at again.
const EVENTS: usize = 64;

/// Connections being opened at a time: below the accept queue of ordinary servers.
const OPENING: usize = 100;

/// Connections from one source address: well below the number of ports that the system gives out for it.
const PER_ADDRESS: usize = 10_000;

/// How long all clients together may take to connect.
const PATIENCE: Duration = Duration::from_secs(120);

/// The mark of the timer's events.
const TIMER: u64 = u64::MAX;

/// The behaviour of the clients.
pub trait Play {
    /// Does the actions that are due, and returns when to be called again.
    fn tick(&mut self, _links: &mut Links, _now: Instant) -> anyhow::Result<Option<Instant>> {
        Ok(None)
    }

    /// A client has connected and is authenticated.
    fn ready(&mut self, _links: &mut Links, _link: usize) -> anyhow::Result<()> {
        Ok(())
    }

    /// A client got a packet.
    fn packet(&mut self, links: &mut Links, link: usize, packet: Packet<'_>) -> anyhow::Result<()>;

    /// The server closed a connection.
    fn closed(&mut self, _links: &mut Links, _link: usize) -> anyhow::Result<()> {
        bail!("the server closed a connection")
    }

    /// Whether the scenario is over.
    fn done(&self) -> bool {
        false
    }
}

/// Clients that only answer pings.
pub struct Idle;

impl Play for Idle {
    fn packet(&mut self, _: &mut Links, _: usize, _: Packet<'_>) -> anyhow::Result<()> {
        Ok(())
    }
}

/// The clients, as a scenario sees them.
pub struct Links {
    server: SocketAddr,
    epoll: Epoll,
    links: Vec<Link>,
    text: String,
    frame: Vec<u8>,
}

/// The clients, and the state that they share.
pub struct Crowd {
    /// The clients.
    pub links: Links,
    buffer: Vec<u8>,
    events: [EpollEvent; EVENTS],
    timer: TimerFd,
}

impl Links {
    /// The number of links, with a connection or without.
    pub fn len(&self) -> usize {
        self.links.len()
    }

    /// Connects client `link`, and adds it if it does not exist. `port` chooses the source address: ten thousand in a
    /// row share one. A client without a token speaks no protocol.
    pub fn open(&mut self, link: usize, port: usize, token: Option<Arc<str>>) -> anyhow::Result<()> {
        while self.links.len() <= link {
            self.links.push(Link::closed());
        }
        let from = source_address(self.server, port)?;
        let place = &mut self.links[link];
        place.connect(from, self.server, token)?;
        let event = event(link, place.generation, EpollFlags::EPOLLIN | EpollFlags::EPOLLOUT)?;
        Ok(self.epoll.add(place.stream().context("no socket")?, event)?)
    }

    /// Closes a client's connection without a close frame.
    pub fn close(&mut self, link: usize) {
        self.links[link].close();
    }

    /// Sends an event that asks for an acknowledgement with this number.
    pub fn emit(&mut self, link: usize, number: u64, name: &str, json: Arguments<'_>) -> anyhow::Result<()> {
        self.send_text(link, format_args!("42{number}[\"{name}\",{json}]"))
    }

    fn send_text(&mut self, link: usize, text: Arguments<'_>) -> anyhow::Result<()> {
        self.text.clear();
        self.text.write_fmt(text)?;
        self.frame.clear();
        push_frame(&mut self.frame, 0x81, true, self.text.as_bytes());
        let kept = self.links[link].send(&self.frame)?;
        if kept { self.watch(link, EpollFlags::EPOLLIN | EpollFlags::EPOLLOUT) } else { Ok(()) }
    }

    fn watch(&self, link: usize, what: EpollFlags) -> anyhow::Result<()> {
        let place = &self.links[link];
        let Some(stream) = place.stream() else { return Ok(()) };
        Ok(self.epoll.modify(stream, &mut event(link, place.generation, what)?)?)
    }

    /// The system can take more bytes: the connection is established, or queued bytes can leave.
    fn writable(&mut self, link: usize) -> anyhow::Result<bool> {
        if self.links[link].stage != Stage::Connecting {
            if !self.links[link].flush()? {
                self.watch(link, EpollFlags::EPOLLIN)?;
            }
            return Ok(false);
        }
        if let Some(error) = self.links[link].stream().and_then(|stream| stream.take_error().transpose()) {
            return Err(error?).with_context(|| format!("cannot connect to {}", self.server));
        }
        self.watch(link, EpollFlags::EPOLLIN)?;
        if self.links[link].token().is_none() {
            self.links[link].stage = Stage::Ready;
            return Ok(true);
        }
        let request = format!(
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\n\
             Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
            self.server
        );
        self.links[link].stage = Stage::Upgrading;
        self.links[link].send(request.as_bytes())?;
        Ok(false)
    }

    /// Handles the whole frames among the bytes that a client received; returns how many bytes they were.
    fn take(&mut self, play: &mut dyn Play, link: usize, bytes: &[u8]) -> anyhow::Result<usize> {
        let mut used = 0;
        if self.links[link].stage == Stage::Upgrading {
            let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(0) };
            if !bytes.starts_with(b"HTTP/1.1 101") {
                bail!("the server did not upgrade: {}", String::from_utf8_lossy(bytes));
            }
            self.links[link].stage = Stage::Opening;
            used = end + 4;
        }
        while let Some((opcode, range)) = next_frame(&bytes[used..])? {
            let payload = &bytes[used + range.start..used + range.end];
            used += range.end;
            match opcode {
                Opcode::Text => self.text(play, link, payload)?,
                Opcode::Close => {
                    self.close(link);
                    play.closed(self, link)?;
                    return Ok(bytes.len());
                }
                Opcode::Ping => {
                    let mut pong = Vec::new();
                    push_frame(&mut pong, 0x8a, true, payload);
                    self.links[link].send(&pong)?;
                }
                Opcode::Pong => {}
            }
            if self.links[link].stage == Stage::Closed {
                return Ok(bytes.len());
            }
        }
        Ok(used)
    }

    fn text(&mut self, play: &mut dyn Play, link: usize, text: &[u8]) -> anyhow::Result<()> {
        let packet = Packet::read(text)?;
        match (self.links[link].stage, packet) {
            (_, Packet::Ping) => self.send_text(link, format_args!("3"))?,
            (Stage::Ready, Packet::Disconnected) => {
                self.close(link);
                play.closed(self, link)?;
            }
            (Stage::Ready, packet) => play.packet(self, link, packet)?,
            (Stage::Opening, Packet::Open) => {
                let token = self.links[link].token().unwrap_or_default();
                self.links[link].stage = Stage::Joining;
                self.send_text(link, format_args!("40{{\"token\":\"{token}\"}}"))?;
            }
            (Stage::Joining, Packet::Connected) => {
                self.links[link].stage = Stage::Ready;
                play.ready(self, link)?;
            }
            (_, Packet::Refused(why)) => bail!("the server refused a connection: {why}"),
            // Bare event servers may send events of others before they answer.
            (_, Packet::Event { .. }) => {}
            (stage, packet) => bail!("{packet:?} while {stage:?}"),
        }
        Ok(())
    }
}

impl Crowd {
    /// A crowd without clients.
    pub fn new(server: SocketAddr) -> anyhow::Result<Self> {
        let epoll = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC)?;
        let timer =
            TimerFd::new(ClockId::CLOCK_MONOTONIC, TimerFlags::TFD_NONBLOCK | TimerFlags::TFD_CLOEXEC)?;
        // Edge-triggered: the timer is never read, since setting it anew clears its event.
        epoll.add(&timer, EpollEvent::new(EpollFlags::EPOLLIN | EpollFlags::EPOLLET, TIMER))?;
        let links = Links { server, epoll, links: Vec::new(), text: String::new(), frame: Vec::new() };
        Ok(Self { links, buffer: vec![0; BUFFER], events: [EpollEvent::empty(); EVENTS], timer })
    }

    /// Connects one more client for each of the tokens, some at a time, and waits until all are authenticated.
    pub fn connect<'a>(
        &mut self,
        tokens: impl ExactSizeIterator<Item = Option<&'a Arc<str>>>,
    ) -> anyhow::Result<()> {
        let first = self.links.len();
        self.connect_from(first, tokens)
    }

    /// The same, from the source addresses of client number `port` and those after it.
    pub fn connect_from<'a>(
        &mut self,
        port: usize,
        tokens: impl ExactSizeIterator<Item = Option<&'a Arc<str>>>,
    ) -> anyhow::Result<()> {
        let mut opening = Opening { left: tokens.len(), tokens, port, opening: 0 };
        self.run(&mut opening, Some(Instant::now() + PATIENCE))?;
        if !opening.done() {
            bail!("{} clients could not connect within {} s", opening.left, PATIENCE.as_secs());
        }
        Ok(())
    }

    /// Runs the clients until the scenario is over, or until `end`.
    pub fn run(&mut self, play: &mut dyn Play, until: Option<Instant>) -> anyhow::Result<()> {
        loop {
            let now = Instant::now();
            let next = play.tick(&mut self.links, now)?;
            if play.done() || until.is_some_and(|until| until <= now) {
                return Ok(());
            }
            let next = [next, until].into_iter().flatten().min();
            for at in 0..self.wait(next)? {
                let event = self.events[at];
                if event.data() != TIMER {
                    self.handle(play, event.data(), event.events())?;
                }
            }
        }
    }

    /// Waits until something happens, or until a moment; returns the number of events.
    fn wait(&mut self, until: Option<Instant>) -> anyhow::Result<usize> {
        let left = until.map(|until| until.saturating_duration_since(Instant::now()));
        let timeout = match left {
            Some(Duration::ZERO) => EpollTimeout::ZERO,
            Some(left) => {
                // The time-out of `epoll` counts in milliseconds; the timer is more precise.
                self.timer.set(Expiration::OneShot(left.into()), TimerSetTimeFlags::empty())?;
                EpollTimeout::NONE
            }
            None => EpollTimeout::NONE,
        };
        match self.links.epoll.wait(&mut self.events, timeout) {
            Ok(count) => Ok(count),
            Err(Errno::EINTR) => Ok(0),
            Err(error) => Err(error.into()),
        }
    }

    fn handle(&mut self, play: &mut dyn Play, data: u64, flags: EpollFlags) -> anyhow::Result<()> {
        let (link, generation) = ((data & 0xffff_ffff) as usize, (data >> 32) as u32);
        let links = &mut self.links;
        if links.links[link].generation != generation || links.links[link].stage == Stage::Closed {
            return Ok(());
        }
        if flags.contains(EpollFlags::EPOLLOUT) && links.writable(link)? {
            play.ready(links, link)?;
        }
        if !flags.intersects(EpollFlags::EPOLLIN | EpollFlags::EPOLLHUP | EpollFlags::EPOLLERR) {
            return Ok(());
        }
        let read = match links.links[link].receive(&mut self.buffer)? {
            Received::Nothing => return Ok(()),
            Received::End => {
                links.close(link);
                return play.closed(links, link);
            }
            Received::Bytes(read) => &self.buffer[..read],
        };
        let mut rest = std::mem::take(&mut links.links[link].rest);
        if rest.is_empty() {
            let used = links.take(play, link, read)?;
            rest.extend(&read[used..]);
        } else {
            rest.extend(read);
            let used = links.take(play, link, &rest)?;
            rest.drain(..used);
        }
        if !rest.is_empty() && links.links[link].generation == generation {
            links.links[link].rest = rest;
        }
        Ok(())
    }
}

/// Clients that are connecting.
struct Opening<I> {
    tokens: I,
    /// How many are not connected yet.
    left: usize,
    /// How many of those have begun to connect.
    opening: usize,
    port: usize,
}

impl<'a, I: Iterator<Item = Option<&'a Arc<str>>>> Play for Opening<I> {
    fn tick(&mut self, links: &mut Links, _: Instant) -> anyhow::Result<Option<Instant>> {
        while self.opening < OPENING
            && let Some(token) = self.tokens.next()
        {
            links.open(links.len(), self.port, token.cloned())?;
            self.port += 1;
            self.opening += 1;
        }
        Ok(None)
    }

    fn ready(&mut self, _: &mut Links, _: usize) -> anyhow::Result<()> {
        self.left -= 1;
        self.opening -= 1;
        Ok(())
    }

    fn packet(&mut self, _: &mut Links, _: usize, _: Packet<'_>) -> anyhow::Result<()> {
        Ok(())
    }

    fn done(&self) -> bool {
        self.left == 0
    }
}

/// The source address of client number `port`: on this machine, 127.0.0.1 and those after it, so that ports do not run
/// out; elsewhere the system chooses.
fn source_address(server: SocketAddr, port: usize) -> anyhow::Result<Option<Ipv4Addr>> {
    let SocketAddr::V4(server) = server else { return Ok(None) };
    if !server.ip().is_loopback() {
        return Ok(None);
    }
    let number = u32::try_from(port / PER_ADDRESS)?;
    if number >= 1 << 23 {
        bail!("too many connections");
    }
    Ok(Some(Ipv4Addr::from_bits(Ipv4Addr::LOCALHOST.to_bits() + number)))
}

fn event(link: usize, generation: u32, what: EpollFlags) -> anyhow::Result<EpollEvent> {
    Ok(EpollEvent::new(what, u64::from(u32::try_from(link)?) | u64::from(generation) << 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_clients_share_a_source_address() {
        let server = "127.0.0.1:80".parse().unwrap();
        let from = |port| source_address(server, port).unwrap().unwrap().to_string();
        assert_eq!((from(0), from(9_999)), ("127.0.0.1".into(), "127.0.0.1".into()));
        assert_eq!((from(10_000), from(2_560_000)), ("127.0.0.2".into(), "127.0.1.1".into()));
        assert_eq!(source_address("192.0.2.1:80".parse().unwrap(), 0).unwrap(), None);
    }
}
