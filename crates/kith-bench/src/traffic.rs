//! Messages on their way: sent at a fixed rate or as fast as they arrive. Each is followed until it has been
//! acknowledged and has reached all receivers.
//!
//! Must never take a message for another, nor lose one: a message that did not arrive, or arrived twice, is an error.

use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::crowd::{Crowd, Links, Play};
use crate::ids::Ids;
use crate::latency::Latency;
use crate::pace::Pace;
use crate::process::{Processes, Used, Watch};
use crate::report::{Report, Unit};
use crate::seats::Seat;
use kith_client::frames::{Packet, text_field};

/// The text of every message.
const TEXT: &str = "See you at eight by the old bridge?";

/// How long the last messages may take to arrive after the run.
const DRAIN: Duration = Duration::from_secs(20);

/// The bytes around an event's argument on the wire: `42["message:new",…]` and the frame's head.
const AROUND_ARGUMENT: u64 = 17 + 4;

/// How senders decide when to send.
#[derive(Debug, Clone, Copy)]
pub enum Load {
    /// This many messages a second in all, whatever the server does (open loop).
    Rate(f64),
    /// Each sender keeps this many under way, until they are acknowledged and have reached all receivers (closed loop).
    Window(usize),
}

/// A group of senders whose messages are counted together.
pub struct Plan {
    /// Which clients send.
    pub senders: Vec<usize>,
    /// How many clients get each message.
    pub audience: usize,
    /// How they send.
    pub load: Load,
}

/// Everything under way.
pub struct Traffic<'a> {
    seats: &'a [Seat],
    streams: Vec<Stream>,
    flights: Vec<Flight>,
    /// Acknowledgements and deliveries that are still to come.
    awaited: usize,
    phase: Phase,
    ids: Ids,
}

/// The results of a group of senders.
pub struct Stream {
    plan: Plan,
    pace: Option<Pace>,
    next_sender: usize,
    /// Acknowledged while measuring.
    pub acknowledged: u64,
    /// Delivered while measuring, to any client.
    pub delivered: u64,
    delivered_bytes: u64,
    acknowledgement: Latency,
    receipt: Latency,
    lateness: Latency,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    WarmUp,
    Measuring,
    Ending,
}

/// A message under way.
struct Flight {
    due: Instant,
    sender: usize,
    stream: usize,
    deliveries_left: usize,
    acknowledged: bool,
    measured: bool,
}

/// Runs the plans' traffic over connected clients: a fifth of the time to warm up, then counted.
pub fn run<'a>(
    crowd: &mut Crowd,
    seats: &'a [Seat],
    plans: Vec<Plan>,
    server: &Processes,
    duration: Duration,
) -> anyhow::Result<(Traffic<'a>, Used)> {
    let mut traffic = Traffic::new(seats, plans)?;
    let start = Instant::now();
    traffic.start(&mut crowd.links, start)?;
    crowd.run(&mut traffic, Some(start + duration / 5))?;
    let watch = Watch::start(server)?;
    traffic.phase = Phase::Measuring;
    crowd.run(&mut traffic, Some(Instant::now() + duration))?;
    let used = watch.used()?;
    traffic.phase = Phase::Ending;
    crowd.run(&mut traffic, Some(Instant::now() + DRAIN))?;
    if traffic.awaited > 0 {
        bail!(
            "{} acknowledgements and deliveries did not arrive within {} s: lost, or far behind",
            traffic.awaited,
            DRAIN.as_secs()
        );
    }
    Ok((traffic, used))
}

impl<'a> Traffic<'a> {
    fn new(seats: &'a [Seat], plans: Vec<Plan>) -> anyhow::Result<Self> {
        let stream = |plan| {
            Ok(Stream {
                plan,
                pace: None,
                next_sender: 0,
                acknowledged: 0,
                delivered: 0,
                delivered_bytes: 0,
                acknowledgement: Latency::new()?,
                receipt: Latency::new()?,
                lateness: Latency::new()?,
            })
        };
        Ok(Self {
            seats,
            streams: plans.into_iter().map(stream).collect::<anyhow::Result<_>>()?,
            flights: Vec::new(),
            awaited: 0,
            phase: Phase::WarmUp,
            ids: Ids::new()?,
        })
    }

    /// The results of each plan, in the order of the plans.
    pub fn streams(&self) -> &[Stream] {
        &self.streams
    }

    fn start(&mut self, links: &mut Links, now: Instant) -> anyhow::Result<()> {
        for stream in 0..self.streams.len() {
            match self.streams[stream].plan.load {
                Load::Rate(rate) => self.streams[stream].pace = Some(Pace::new(now, rate)),
                Load::Window(window) => {
                    for _ in 0..window {
                        for at in 0..self.streams[stream].plan.senders.len() {
                            let sender = self.streams[stream].plan.senders[at];
                            self.send(links, stream, sender, now)?;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn send(&mut self, links: &mut Links, stream: usize, sender: usize, due: Instant) -> anyhow::Result<()> {
        let number = self.flights.len() as u64;
        let id = self.ids.make(number);
        let chat = &self.seats[sender].chat;
        links.emit(
            sender,
            number,
            "message:send",
            format_args!(r#"{{"id":"{id}","chatId":"{chat}","kind":"text","text":"{TEXT}"}}"#),
        )?;
        let audience = self.streams[stream].plan.audience;
        self.awaited += 1 + audience;
        self.flights.push(Flight {
            due,
            sender,
            stream,
            deliveries_left: audience,
            acknowledged: false,
            measured: self.phase == Phase::Measuring,
        });
        Ok(())
    }

    fn acknowledged(&mut self, links: &mut Links, number: u64, answer: &[u8]) -> anyhow::Result<()> {
        if !answer.starts_with(b"{\"ok\":true") {
            bail!("a message was refused: {}", String::from_utf8_lossy(answer));
        }
        let now = Instant::now();
        let flight = self.flights.get_mut(number as usize).context("an answer to nothing")?;
        if std::mem::replace(&mut flight.acknowledged, true) {
            bail!("a message was acknowledged twice");
        }
        let stream = &mut self.streams[flight.stream];
        if flight.measured {
            stream.acknowledgement.record(now - flight.due);
        }
        if self.phase == Phase::Measuring {
            stream.acknowledged += 1;
        }
        self.arrived(links, number)
    }

    fn delivered(&mut self, links: &mut Links, link: usize, message: &[u8]) -> anyhow::Result<()> {
        let Some(number) = text_field(message, b"\"id\":\"").and_then(|id| self.ids.number(id)) else {
            // A message of somebody else, on a server that others use, too.
            return Ok(());
        };
        let flight = self.flights.get_mut(number as usize).context("a message that nobody sent")?;
        let stream = &mut self.streams[flight.stream];
        if flight.deliveries_left == 0 {
            bail!("a message arrived more often than it should");
        }
        flight.deliveries_left -= 1;
        if flight.measured && link != flight.sender {
            stream.receipt.record(flight.due.elapsed());
        }
        if self.phase == Phase::Measuring {
            stream.delivered += 1;
            stream.delivered_bytes += message.len() as u64 + AROUND_ARGUMENT;
        }
        self.arrived(links, number)
    }

    /// An acknowledgement or a delivery has been counted; the sender's next message may be due now.
    fn arrived(&mut self, links: &mut Links, number: u64) -> anyhow::Result<()> {
        self.awaited -= 1;
        let flight = self.flights.get(number as usize).context("a message that nobody sent")?;
        let (sender, stream) = (flight.sender, flight.stream);
        let through = flight.acknowledged && flight.deliveries_left == 0;
        let closed_loop = matches!(self.streams[stream].plan.load, Load::Window(_));
        if through && closed_loop && self.phase != Phase::Ending {
            self.send(links, stream, sender, Instant::now())?;
        }
        Ok(())
    }
}

impl Play for Traffic<'_> {
    fn tick(&mut self, links: &mut Links, now: Instant) -> anyhow::Result<Option<Instant>> {
        let mut next: Option<Instant> = None;
        if self.phase == Phase::Ending {
            return Ok(None);
        }
        for at in 0..self.streams.len() {
            let Some(mut pace) = self.streams[at].pace else { continue };
            while let Some(due) = pace.take(now) {
                let stream = &mut self.streams[at];
                let sender = stream.plan.senders[stream.next_sender];
                stream.next_sender = (stream.next_sender + 1) % stream.plan.senders.len();
                if self.phase == Phase::Measuring {
                    stream.lateness.record(due.elapsed());
                }
                self.send(links, at, sender, due)?;
            }
            next = next.into_iter().chain([pace.next_due()]).min();
            self.streams[at].pace = Some(pace);
        }
        Ok(next)
    }

    fn packet(&mut self, links: &mut Links, link: usize, packet: Packet<'_>) -> anyhow::Result<()> {
        match packet {
            Packet::Ack { number, answer } => self.acknowledged(links, number, answer),
            Packet::Event { name: b"message:new", argument } => self.delivered(links, link, argument),
            _ => Ok(()),
        }
    }

    fn done(&self) -> bool {
        self.phase == Phase::Ending && self.awaited == 0
    }
}

impl Stream {
    /// Bytes of one delivery on the wire, on average.
    pub fn frame_bytes(&self) -> u64 {
        self.delivered_bytes / self.delivered.max(1)
    }

    /// Adds the results to a report, with `prefix` before each name.
    pub fn report(&self, report: &mut Report, prefix: &str, used: &Used) {
        let seconds = used.elapsed.as_secs_f64();
        let what =
            |label: &str| if prefix.is_empty() { label.to_owned() } else { format!("{prefix} {label}") };
        let name = |name: &str| if prefix.is_empty() { name.to_owned() } else { format!("{prefix}_{name}") };
        report.figure(
            &name("messages"),
            &what("messages"),
            self.acknowledged as f64 / seconds,
            Unit::PerSecond,
        );
        report.figure(
            &name("deliveries"),
            &what("deliveries"),
            self.delivered as f64 / seconds,
            Unit::PerSecond,
        );
        self.acknowledgement.report(report, &name("ack"), &what("sent to acknowledged"));
        self.receipt.report(report, &name("receipt"), &what("sent to received by another"));
        if self.lateness.count() > 0 {
            let late = self.lateness.ms(0.99);
            report.figure(
                &name("late_p99"),
                &what("sent later than due, p99 (in the above)"),
                late,
                Unit::Ms,
            );
        }
    }
}
