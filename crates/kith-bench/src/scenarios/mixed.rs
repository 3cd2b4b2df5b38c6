//! A day in the life: messages, replies, reactions, edits, typing, receipts, presence and now and then a sync, in groups
//! of eight. Measures the
//! latency of each kind of event, and the cost of all of them.

use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use clap::Args;

use crate::context::Context;
use crate::crowd::{Crowd, Links, Play};
use crate::ids::Ids;
use crate::latency::Latency;
use crate::pace::Pace;
use crate::people::meet;
use crate::process::Watch;
use crate::report::{Report, Unit};
use crate::village::{Village, scatter};
use kith_client::frames::{Packet, number_field, text_field};

/// Members of each group, and groups of each person.
const GROUPS: (usize, usize) = (8, 3);

/// How long the last answers may take after the run.
const DRAIN: Duration = Duration::from_secs(10);

/// `kith bench mixed`
#[derive(Args)]
pub struct MixedArgs {
    /// People, one connection each, each in three groups of eight.
    #[arg(long, default_value_t = 2000, value_parser = clap::value_parser!(u32).range(8..))]
    connections: u32,
    /// Messages a second in all, every fifth of them a reply. For each there are two typing events, two "delivered"
    /// receipts, one "read" receipt, half a reaction, a quarter of a change of presence, a twentieth of an edit and of a
    /// sync.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    rate: u32,
    /// How long to measure, in seconds, after a fifth of that to warm up.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
}

/// The kinds of action, how often each is done per message, and its name in the report.
const KINDS: [(&str, f64, &str); 9] = [
    ("message:send", 1.0, "message"),
    ("typing:start", 1.0, "typing"),
    ("typing:stop", 1.0, "typing_stop"),
    ("message:delivered", 2.0, "delivered"),
    ("message:read", 1.0, "read"),
    ("message:react", 0.5, "reaction"),
    ("message:edit", 0.05, "edit"),
    ("presence:set", 0.25, "presence"),
    ("sync", 0.05, "sync"),
];

/// Every fifth message answers the one before it.
const REPLIES: u64 = 5;

const EMOJI: [&str; 3] = ["👍", "❤️", "😂"];

/// Runs the scenario.
pub fn run(context: &Context, args: &MixedArgs) -> anyhow::Result<Report> {
    let (server, people) = meet(context, args.connections as usize)?;
    if server.relay {
        bail!("a bare event server has only messages");
    }
    let mut report = Report::new("mixed", server.conditions()?);
    let village = Village::found(&server, people, GROUPS.0, GROUPS.1)?;
    let mut crowd = Crowd::new(server.address)?;
    crowd.connect(village.people.iter().map(|person| Some(&person.token)))?;

    let mut life = Life::new(&village, f64::from(args.rate))?;
    let (start, duration) = (Instant::now(), Duration::from_secs(args.seconds));
    crowd.run(&mut life, Some(start + duration / 5))?;
    let watch = Watch::start(&server.processes)?;
    life.phase = Phase::Measuring;
    crowd.run(&mut life, Some(Instant::now() + duration))?;
    let used = watch.used()?;
    life.phase = Phase::Ending;
    crowd.run(&mut life, Some(Instant::now() + DRAIN))?;
    if life.unanswered > 0 {
        bail!("{} events were not answered within {} s", life.unanswered, DRAIN.as_secs());
    }

    let seconds = used.elapsed.as_secs_f64();
    report.figure("connections", "connections", village.people.len() as f64, Unit::Count);
    report.figure("events", "events from clients", life.answered as f64 / seconds, Unit::PerSecond);
    report.figure("deliveries", "events to clients", life.events as f64 / seconds, Unit::PerSecond);
    for ((event, _, name), latency) in KINDS.iter().zip(&life.answers) {
        report.figure(&format!("{name}_p50"), &format!("{event} answered, p50"), latency.ms(0.5), Unit::Ms);
        report.figure(&format!("{name}_p99"), &format!("{event} answered, p99"), latency.ms(0.99), Unit::Ms);
    }
    report.figure("receipt_p50", "message received by another, p50", life.receipt.ms(0.5), Unit::Ms);
    report.figure("receipt_p99", "message received by another, p99", life.receipt.ms(0.99), Unit::Ms);
    if !server.processes.is_empty() {
        let each = used.server.as_secs_f64() * 1e6 / life.answered.max(1) as f64;
        report.figure("cpu_per_event", "server's processor time per event from a client", each, Unit::Us);
        report.figure("memory", "server's memory", server.processes.resident_bytes()? as f64, Unit::Mib);
    }
    report.surroundings(&used);
    Ok(report)
}

struct Life<'a> {
    village: &'a Village,
    paces: Vec<Pace>,
    /// The newest acknowledged message of each chat.
    newest: Vec<Newest>,
    asked: Vec<Asked>,
    ids: Ids,
    phase: Phase,
    unanswered: usize,
    answered: u64,
    events: u64,
    answers: Vec<Latency>,
    receipt: Latency,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    WarmUp,
    Measuring,
    Ending,
}

/// The newest message of a chat.
#[derive(Clone)]
struct Newest {
    seq: i64,
    /// Its id and its sender; none before the first.
    message: Option<(String, usize)>,
}

/// An event that a client sent.
struct Asked {
    kind: usize,
    person: usize,
    chat: usize,
    due: Instant,
    measured: bool,
}

impl<'a> Life<'a> {
    fn new(village: &'a Village, rate: f64) -> anyhow::Result<Self> {
        let start = Instant::now();
        Ok(Self {
            village,
            paces: KINDS.iter().map(|(_, share, _)| Pace::new(start, rate * share)).collect(),
            newest: vec![Newest { seq: 1, message: None }; village.chats.len()],
            asked: Vec::new(),
            ids: Ids::new()?,
            phase: Phase::WarmUp,
            unanswered: 0,
            answered: 0,
            events: 0,
            answers: KINDS.iter().map(|_| Latency::new()).collect::<anyhow::Result<_>>()?,
            receipt: Latency::new()?,
        })
    }

    fn act(&mut self, links: &mut Links, kind: usize, due: Instant) -> anyhow::Result<()> {
        let number = self.asked.len() as u64;
        let chance = scatter(number) as usize;
        let mut person = chance % self.village.people.len();
        let chats = &self.village.of_person[person];
        let chat = chats[chance / self.village.people.len() % chats.len()];
        let (id, Newest { seq, message: newest }) = (&self.village.chats[chat], &self.newest[chat]);
        // Only its sender edits a message.
        if let ("message:edit", Some((_, sender))) = (KINDS[kind].0, newest) {
            person = *sender;
        }
        let mut emit = |json| links.emit(person, number, KINDS[kind].0, json);
        match KINDS[kind].0 {
            "message:send" => {
                let message = self.ids.make(number);
                let reply = newest.as_ref().filter(|_| number.is_multiple_of(REPLIES));
                let reply = reply.map_or(String::new(), |(to, _)| format!(r#","replyTo":"{to}""#));
                emit(format_args!(
                    r#"{{"id":"{message}","chatId":"{id}","kind":"text","text":"On my way, five minutes."{reply}}}"#
                ))
            }
            "message:react" | "message:edit" => {
                let Some((message, _)) = newest else { return Ok(()) };
                let emoji = EMOJI[chance % EMOJI.len()];
                emit(format_args!(
                    r#"{{"chatId":"{id}","id":"{message}","emoji":"{emoji}","on":true,"text":"On my way, {number} minutes."}}"#
                ))
            }
            "typing:start" | "typing:stop" => emit(format_args!(r#"{{"chatId":"{id}"}}"#)),
            "message:delivered" | "message:read" => emit(format_args!(r#"{{"chatId":"{id}","seq":{seq}}}"#)),
            "presence:set" => {
                let state = if chance & 1 == 0 { "active" } else { "away" };
                emit(format_args!(r#"{{"state":"{state}"}}"#))
            }
            _ => emit(format_args!(r#"{{"userVersion":0,"heads":{{"{id}":{seq}}}}}"#)),
        }?;
        self.unanswered += 1;
        self.asked.push(Asked { kind, person, chat, due, measured: self.phase == Phase::Measuring });
        Ok(())
    }

    fn answer(&mut self, number: u64, answer: &[u8]) -> anyhow::Result<()> {
        if !answer.starts_with(b"{\"ok\":true") {
            bail!("an event was refused: {}", String::from_utf8_lossy(answer));
        }
        let asked = self.asked.get(number as usize).context("an answer to nothing")?;
        self.unanswered -= 1;
        if asked.measured {
            self.answers[asked.kind].record(asked.due.elapsed());
        }
        if self.phase == Phase::Measuring {
            self.answered += 1;
        }
        if asked.kind == 0 {
            let seq = number_field(answer, b"\"seq\":").context("a message without seq")?;
            let newest = &mut self.newest[asked.chat];
            if seq > newest.seq {
                let id = text_field(answer, b"\"id\":\"").context("a message without id")?;
                let id = String::from_utf8_lossy(id).into_owned();
                *newest = Newest { seq, message: Some((id, asked.person)) };
            }
        }
        Ok(())
    }
}

impl Play for Life<'_> {
    fn tick(&mut self, links: &mut Links, now: Instant) -> anyhow::Result<Option<Instant>> {
        if self.phase == Phase::Ending {
            return Ok(None);
        }
        for kind in 0..self.paces.len() {
            while let Some(due) = self.paces[kind].take(now) {
                self.act(links, kind, due)?;
            }
        }
        Ok(self.paces.iter().map(Pace::next_due).min())
    }

    fn packet(&mut self, _: &mut Links, _: usize, packet: Packet<'_>) -> anyhow::Result<()> {
        match packet {
            Packet::Ack { number, answer } => self.answer(number, answer)?,
            Packet::Event { name, argument } => {
                self.events += u64::from(self.phase == Phase::Measuring);
                let id = text_field(argument, b"\"id\":\"").filter(|_| name == b"message:new");
                if let Some(asked) =
                    id.and_then(|id| self.ids.number(id)).and_then(|at| self.asked.get(at as usize))
                    && asked.measured
                {
                    self.receipt.record(asked.due.elapsed());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn done(&self) -> bool {
        self.phase == Phase::Ending && self.unanswered == 0
    }
}
