//! All clients lose their connection at once, come back at once, and sync: when is everybody in step, and is anything
//! lost? Clients that are not cut send messages before, during and after.
//!
//! Each client keeps the state of a real one: up to which version it has each chat without a gap. In the end these
//! versions must be the chats' heads, as the server acknowledged them to the senders.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use clap::Args;
use serde::Deserialize;

use crate::context::Context;
use crate::crowd::{Crowd, Links, Play};
use crate::ids::Ids;
use crate::latency::Latency;
use crate::pace::Pace;
use crate::people::meet;
use crate::process::Watch;
use crate::report::{Report, Unit};
use crate::village::Village;
use kith_client::frames::{Packet, number_field, text_field};
use kith_wire::UserVersion;

/// Devices of each person.
const DEVICES: usize = 10;

/// Members of each group, and groups of each person.
const GROUPS: (usize, usize) = (20, 5);

/// Clients that stay and write.
const WRITERS: usize = 20;

/// Connections begun before the arrived bytes are looked at again.
const AT_ONCE: usize = 200;

/// How long writing goes on before the cut, and after everybody is in step.
const CALM: Duration = Duration::from_secs(2);

/// How long everybody may take to be in step.
const PATIENCE: Duration = Duration::from_secs(120);

/// `kith bench storm`
#[derive(Args)]
pub struct StormArgs {
    /// Clients that are cut, ten devices a person; each person is in five groups of twenty.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(200..))]
    connections: u32,
    /// Messages a second, written all the time by clients that are not cut. Each goes to 200 devices.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    rate: u32,
}

/// Runs the scenario.
pub fn run(context: &Context, args: &StormArgs) -> anyhow::Result<Report> {
    let devices = args.connections as usize;
    let (server, people) = meet(context, devices.div_ceil(DEVICES))?;
    if server.relay {
        bail!("a bare event server has no sync");
    }
    let mut report = Report::new("storm", server.conditions()?);
    let village = Village::found(&server, people, GROUPS.0, GROUPS.1)?;
    let person = |link: usize| if link < devices { link / DEVICES } else { link - devices };
    let mut crowd = Crowd::new(server.address)?;
    crowd.connect((0..devices + WRITERS).map(|link| Some(&village.people[person(link)].token)))?;

    let mut storm = Storm::new(&village, devices, args.rate)?;
    for link in 0..devices {
        storm.ask(&mut crowd.links, link)?;
    }
    storm.await_all(&mut crowd)?;
    storm.pace = Some(Pace::new(Instant::now(), args.rate.into()));
    crowd.run(&mut storm, Some(Instant::now() + CALM))?;
    storm.check_gaps()?;

    let watch = Watch::start(&server.processes)?;
    storm.cut(&mut crowd.links);
    storm.await_all(&mut crowd)?;
    let used = watch.used()?;
    crowd.run(&mut storm, Some(Instant::now() + CALM))?;
    storm.pace = None;
    storm.phase = Phase::Ending;
    crowd.run(&mut storm, Some(Instant::now() + PATIENCE))?;

    let lost = storm.missing();
    report.figure("connections", "clients cut at once", devices as f64, Unit::Count);
    report.figure("in_step_after", "until the last was in step", storm.in_step.ms(1.0), Unit::Ms);
    storm.connected.report(&mut report, "connected", "cut to authenticated");
    storm.in_step.report(&mut report, "in_step", "cut to in step");
    report.figure(
        "written",
        "messages written before, during and after",
        storm.written() as f64,
        Unit::Count,
    );
    report.figure("caught_up", "messages brought by sync", storm.caught_up as f64, Unit::Count);
    report.figure("lost", "messages that a client missed", lost as f64, Unit::Count);
    if !server.processes.is_empty() {
        let each = used.server.as_secs_f64() * 1e6 / devices as f64;
        report.figure("cpu_per_return", "server's processor time for one to come back", each, Unit::Us);
        report.figure("memory", "server's memory", server.processes.resident_bytes()? as f64, Unit::Mib);
    }
    report.surroundings(&used);
    if lost > 0 {
        report.print(false)?;
        bail!("{lost} messages were lost");
    }
    Ok(report)
}

struct Storm<'a> {
    village: &'a Village,
    devices: Vec<Device>,
    /// The highest acknowledged version of each chat.
    heads: Vec<i64>,
    ids: Ids,
    pace: Option<Pace>,
    /// The chat that each message went to.
    sent: Vec<usize>,
    unacknowledged: usize,
    phase: Phase,
    /// Devices that are not in step.
    away: usize,
    /// Devices that have not begun to connect.
    to_open: std::ops::Range<usize>,
    cut_at: Instant,
    connected: Latency,
    in_step: Latency,
    caught_up: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Arriving,
    Cut,
    Ending,
}

/// The state of a client.
struct Device {
    person: usize,
    user_version: UserVersion,
    chats: Vec<Known>,
}

/// A client's state of a chat.
struct Known {
    chat: usize,
    /// The client has every change up to this one. `None` before the first sync.
    cursor: Option<i64>,
    /// Changes beyond a gap.
    beyond: BTreeSet<i64>,
}

impl Known {
    /// Takes a change in; returns whether it was new.
    fn take(&mut self, version: i64) -> bool {
        let Some(cursor) = &mut self.cursor else { return false };
        if version <= *cursor || !self.beyond.insert(version) {
            return false;
        }
        while self.beyond.remove(&(*cursor + 1)) {
            *cursor += 1;
        }
        true
    }
}

/// The fields of a page that the scenario reads.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page<'a> {
    user_version: UserVersion,
    #[serde(borrow)]
    chats: Vec<PageChat<'a>>,
    messages: Vec<PageMessage<'a>>,
    more: bool,
}

#[derive(Deserialize)]
struct PageChat<'a> {
    id: &'a str,
    head: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageMessage<'a> {
    chat_id: &'a str,
    version: i64,
}

impl<'a> Storm<'a> {
    fn new(village: &'a Village, devices: usize, rate: u32) -> anyhow::Result<Self> {
        let device = |link: usize| {
            let person = link / DEVICES;
            let known = |chat: &usize| Known { chat: *chat, cursor: None, beyond: BTreeSet::new() };
            Device { person, user_version: 0, chats: village.of_person[person].iter().map(known).collect() }
        };
        Ok(Self {
            village,
            devices: (0..devices).map(device).collect(),
            heads: vec![0; village.chats.len()],
            ids: Ids::new()?,
            pace: None,
            sent: Vec::with_capacity(rate as usize * 60),
            unacknowledged: 0,
            phase: Phase::Arriving,
            away: devices,
            to_open: 0..0,
            cut_at: Instant::now(),
            connected: Latency::new()?,
            in_step: Latency::new()?,
            caught_up: 0,
        })
    }

    fn await_all(&mut self, crowd: &mut Crowd) -> anyhow::Result<()> {
        let until = Instant::now() + PATIENCE;
        while self.away > 0 {
            let now = Instant::now();
            if now >= until {
                bail!("{} clients were not in step within {} s", self.away, PATIENCE.as_secs());
            }
            crowd.run(self, Some((now + Duration::from_millis(50)).min(until)))?;
        }
        Ok(())
    }

    fn cut(&mut self, links: &mut Links) {
        self.cut_at = Instant::now();
        self.phase = Phase::Cut;
        self.away = self.devices.len();
        self.to_open = 0..self.devices.len();
        (0..self.devices.len()).for_each(|link| links.close(link));
    }

    /// Sends a client's state, and asks for the rest.
    fn ask(&self, links: &mut Links, link: usize) -> anyhow::Result<()> {
        let device = &self.devices[link];
        let mut heads = String::new();
        for known in &device.chats {
            if let Some(cursor) = known.cursor {
                let comma = if heads.is_empty() { "" } else { "," };
                write!(heads, "{comma}\"{}\":{cursor}", self.village.chats[known.chat])?;
            }
        }
        let version = device.user_version;
        links.emit(link, 0, "sync", format_args!(r#"{{"userVersion":{version},"heads":{{{heads}}}}}"#))
    }

    fn take_page(&mut self, links: &mut Links, link: usize, answer: &[u8]) -> anyhow::Result<()> {
        let page: Page<'_> = serde_json::from_slice(answer)
            .with_context(|| format!("a sync was answered {}", String::from_utf8_lossy(answer)))?;
        let device = &mut self.devices[link];
        device.user_version = device.user_version.max(page.user_version);
        for chat in &page.chats {
            let at = self.village.chat(chat.id).context("a chat that nobody made")?;
            if let Some(known) =
                device.chats.iter_mut().find(|known| known.chat == at && known.cursor.is_none())
            {
                known.cursor = Some(chat.head);
                self.heads[at] = self.heads[at].max(chat.head);
            }
        }
        for message in &page.messages {
            let at = self.village.chat(message.chat_id).context("a chat that nobody made")?;
            if let Some(known) = device.chats.iter_mut().find(|known| known.chat == at) {
                self.caught_up += u64::from(known.take(message.version));
            }
        }
        if page.more {
            return self.ask(links, link);
        }
        self.away -= 1;
        if self.phase == Phase::Cut {
            self.in_step.record(self.cut_at.elapsed());
        }
        Ok(())
    }

    fn write(&mut self, links: &mut Links) -> anyhow::Result<()> {
        let number = self.sent.len();
        let writer = number % WRITERS;
        let chats = &self.village.of_person[writer];
        let chat = chats[number / WRITERS % chats.len()];
        let (id, chat_id) = (self.ids.make(number as u64), &self.village.chats[chat]);
        let link = self.devices.len() + writer;
        self.sent.push(chat);
        self.unacknowledged += 1;
        links.emit(
            link,
            number as u64,
            "message:send",
            format_args!(r#"{{"id":"{id}","chatId":"{chat_id}","kind":"text","text":"Did you see that?"}}"#),
        )
    }

    fn written(&self) -> usize {
        self.sent.len()
    }

    /// The number of acknowledged messages that clients lack, added up over all clients.
    fn missing(&self) -> i64 {
        let known = self.devices.iter().flat_map(|device| &device.chats);
        known.map(|known| self.heads[known.chat] - known.cursor.unwrap_or(0)).sum()
    }

    /// While no client is cut there are no gaps.
    fn check_gaps(&self) -> anyhow::Result<()> {
        let mut known = self.devices.iter().flat_map(|device| &device.chats);
        if known.any(|known| !known.beyond.is_empty()) {
            bail!("a client missed an event on a connection that stands");
        }
        Ok(())
    }
}

impl Play for Storm<'_> {
    fn tick(&mut self, links: &mut Links, now: Instant) -> anyhow::Result<Option<Instant>> {
        for link in self.to_open.by_ref().take(AT_ONCE) {
            let person = self.devices[link].person;
            // From other source addresses: the ports used last are not free yet.
            let port = self.devices.len() + 10_000 + link;
            links.open(link, port, Some(self.village.people[person].token.clone()))?;
        }
        if !self.to_open.is_empty() {
            return Ok(Some(now));
        }
        let Some(mut pace) = self.pace else { return Ok(None) };
        while pace.take(now).is_some() {
            self.write(links)?;
        }
        self.pace = Some(pace);
        Ok(Some(pace.next_due()))
    }

    fn ready(&mut self, links: &mut Links, link: usize) -> anyhow::Result<()> {
        self.connected.record(self.cut_at.elapsed());
        self.ask(links, link)
    }

    fn packet(&mut self, links: &mut Links, link: usize, packet: Packet<'_>) -> anyhow::Result<()> {
        match packet {
            Packet::Ack { answer, .. } if link < self.devices.len() => self.take_page(links, link, answer),
            Packet::Ack { number, answer } => {
                let version = number_field(answer, b"\"version\":")
                    .with_context(|| format!("a message was answered {}", String::from_utf8_lossy(answer)))?;
                let chat = *self.sent.get(number as usize).context("an answer to nothing")?;
                self.heads[chat] = self.heads[chat].max(version);
                self.unacknowledged -= 1;
                Ok(())
            }
            Packet::Event { name: b"message:new", argument } if link < self.devices.len() => {
                let chat = text_field(argument, b"\"chatId\":\"").and_then(|id| str::from_utf8(id).ok());
                let version = number_field(argument, b"\"version\":").context("a message without version")?;
                let chat = chat.and_then(|id| self.village.chat(id)).context("a chat that nobody made")?;
                let known = self.devices[link].chats.iter_mut().find(|known| known.chat == chat);
                known.context("a chat that it is not in")?.take(version);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn done(&self) -> bool {
        self.phase == Phase::Ending && self.unacknowledged == 0 && self.missing() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_holds_the_cursor_until_it_is_filled_and_a_repeat_counts_once() {
        let mut known = Known { chat: 0, cursor: Some(5), beyond: BTreeSet::new() };
        assert!(known.take(6) && !known.take(6) && known.take(8));
        assert_eq!(known.cursor, Some(6));
        assert!(known.take(7) && known.beyond.is_empty());
        assert_eq!(known.cursor, Some(8));
    }
}
