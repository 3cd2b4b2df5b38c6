//! A large database: pages of history at random places, and the sync of somebody who was away.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use clap::Args;
use kith_wire::{SyncPage, SyncRequest};

use crate::context::Context;
use crate::crowd::{Crowd, Links, Play};
use crate::latency::Latency;
use crate::people::{Person, log_in, open_session};
use crate::process::Watch;
use crate::report::{Report, Unit};
use crate::seed::{FEWEST, Seeded, fill};
use crate::server::{Folder, Server};
use crate::village::scatter;
use kith_client::Http;
use kith_client::frames::Packet;

/// Messages of a page.
const PAGE: usize = 50;

/// The missed messages: this many chats, this many messages in each.
const MISSED: (usize, i64) = (50, 20);

/// `kith bench history`, `kith bench sync`
#[derive(Args)]
pub struct HistoryArgs {
    /// A folder made by `kith bench seed`; otherwise a small one is made for the run.
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// Without --data: how many messages to make.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(FEWEST..))]
    messages: u64,
    /// How long to measure, in seconds.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
}

/// A server on a large database, and the person who reads.
struct Library {
    server: Server,
    reader: Person,
    seeded: Seeded,
}

impl Library {
    fn open(context: &Context, args: &HistoryArgs) -> anyhow::Result<Self> {
        if context.target.url.is_some() {
            bail!("a running server's database is not known: this scenario takes --data");
        }
        let (folder, seeded) = match &args.data {
            Some(path) => (Folder::Kept(path.clone()), Seeded::read(path)?),
            None => {
                let folder = Folder::temporary()?;
                let seeded = fill(context, &folder, args.messages)?;
                (folder, seeded)
            }
        };
        let token = open_session(context.store(folder.path())?, seeded.reader)?;
        let server = Server::start(folder)?;
        let reader = log_in(server.address, &[token])?.pop().context("nobody")?;
        Ok(Self { server, reader, seeded })
    }

    fn report(&self, scenario: &'static str) -> anyhow::Result<Report> {
        let mut report = Report::new(scenario, self.server.conditions()?);
        report.figure("messages", "messages in the database", self.seeded.messages as f64, Unit::Count);
        report.figure("database", "size of the database", self.server.database_bytes()? as f64, Unit::Mib);
        Ok(report)
    }
}

/// Runs `history`.
pub fn run_pages(context: &Context, args: &HistoryArgs) -> anyhow::Result<Report> {
    let library = Library::open(context, args)?;
    let mut report = library.report("history")?;
    let mut http = Http::connect(library.server.address)?;
    let (mut latency, mut bytes, start) = (Latency::new()?, 0, Instant::now());
    let watch = Watch::start(&library.server.processes)?;
    while start.elapsed() < Duration::from_secs(args.seconds) {
        let chance = scatter(latency.count()) as usize;
        let (chat, head) = library.seeded.chats[chance % library.seeded.chats.len()];
        let before = PAGE as i64 + (chance / 65_536) as i64 % (head - PAGE as i64).max(1);
        let path = format!("chats/{chat}/messages?before={before}&limit={PAGE}");
        let begun = Instant::now();
        let page = http.get(&path, &library.reader.token)?;
        latency.record(begun.elapsed());
        bytes += page.len();
    }
    let used = watch.used()?;
    let count = latency.count().max(1) as f64;
    report.figure(
        "pages",
        "pages of 50, one after the other",
        count / used.elapsed.as_secs_f64(),
        Unit::PerSecond,
    );
    latency.report(&mut report, "page", "a page of 50 at a random place");
    report.figure("page_bytes", "size of a page", bytes as f64 / count, Unit::Bytes);
    report.figure(
        "cpu_per_page",
        "server's processor time per page",
        used.server.as_secs_f64() * 1e6 / count,
        Unit::Us,
    );
    report.figure("memory", "server's memory", library.server.processes.resident_bytes()? as f64, Unit::Mib);
    report.surroundings(&used);
    Ok(report)
}

/// Runs `sync`.
pub fn run_sync(context: &Context, args: &HistoryArgs) -> anyhow::Result<Report> {
    let library = Library::open(context, args)?;
    let mut report = library.report("sync")?;
    let half = Duration::from_secs(args.seconds) / 2;
    let mut http = Http::connect(library.server.address)?;
    // The client's state: everything, except the newest messages of some chats.
    let current: SyncPage = http.post("sync", Some(&library.reader.token), &SyncRequest::default())?;
    let known =
        |(at, (chat, head)): (usize, &(_, i64))| (*chat, head - if at < MISSED.0 { MISSED.1 } else { 0 });
    let have = SyncRequest {
        user_version: current.user_version,
        heads: library.seeded.chats.iter().enumerate().map(known).collect(),
        ..SyncRequest::default()
    };

    let (mut rest, start) = (Latency::new()?, Instant::now());
    let watch = Watch::start(&library.server.processes)?;
    while start.elapsed() < half {
        let begun = Instant::now();
        let (mut request, mut messages) = (have.clone(), 0);
        loop {
            let page: SyncPage = http.post("sync", Some(&library.reader.token), &request)?;
            messages += page.messages.len();
            request.user_version = page.user_version;
            for message in &page.messages {
                request.heads.insert(message.chat_id, message.version);
            }
            if !page.more {
                break;
            }
        }
        rest.record(begun.elapsed());
        if messages as i64 != MISSED.0 as i64 * MISSED.1 {
            bail!("{messages} messages came, {} were missed", MISSED.0 as i64 * MISSED.1);
        }
    }
    let used = watch.used()?;

    let mut crowd = Crowd::new(library.server.address)?;
    crowd.connect([Some(&library.reader.token)].into_iter())?;
    let mut socket = Difference {
        have,
        now: SyncRequest::default(),
        messages: 0,
        begun: Instant::now(),
        latency: Latency::new()?,
    };
    socket.begin(&mut crowd.links)?;
    crowd.run(&mut socket, Some(Instant::now() + half))?;

    report.figure(
        "missed",
        "messages missed, over 50 chats",
        (MISSED.0 as i64 * MISSED.1) as f64,
        Unit::Count,
    );
    rest.report(&mut report, "rest", "the difference over REST");
    socket.latency.report(&mut report, "socket", "the difference over the socket");
    let each = used.server.as_secs_f64() * 1e3 / rest.count().max(1) as f64;
    report.figure("cpu_per_sync", "server's processor time for it (REST)", each, Unit::Ms);
    report.figure("memory", "server's memory", library.server.processes.resident_bytes()? as f64, Unit::Mib);
    report.surroundings(&used);
    Ok(report)
}

/// A client that comes back again and again.
struct Difference {
    have: SyncRequest,
    now: SyncRequest,
    messages: usize,
    begun: Instant,
    latency: Latency,
}

impl Difference {
    fn begin(&mut self, links: &mut Links) -> anyhow::Result<()> {
        self.now = self.have.clone();
        self.messages = 0;
        self.begun = Instant::now();
        self.ask(links)
    }

    fn ask(&self, links: &mut Links) -> anyhow::Result<()> {
        let json = serde_json::to_string(&self.now)?;
        links.emit(0, 0, "sync", format_args!("{json}"))
    }
}

impl Play for Difference {
    fn packet(&mut self, links: &mut Links, _: usize, packet: Packet<'_>) -> anyhow::Result<()> {
        let Packet::Ack { answer, .. } = packet else { return Ok(()) };
        let page: SyncPage = serde_json::from_slice(answer).context("the answer to sync")?;
        self.messages += page.messages.len();
        self.now.user_version = page.user_version;
        for message in &page.messages {
            self.now.heads.insert(message.chat_id, message.version);
        }
        if page.more {
            return self.ask(links);
        }
        self.latency.record(self.begun.elapsed());
        if self.messages as i64 != MISSED.0 as i64 * MISSED.1 {
            bail!("{} messages came over the socket", self.messages);
        }
        self.begin(links)
    }
}
