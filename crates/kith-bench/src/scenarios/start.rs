//! From nothing to the first answer, and the memory of the server while nobody uses it.

use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use clap::Args;

use crate::context::Context;
use crate::latency::Latency;
use crate::report::{Report, Unit};
use crate::server::{Folder, Server};
use kith_client::Http;

/// How long the idle server is left alone before its memory is read.
const SETTLE: Duration = Duration::from_secs(2);

/// `kith bench start`
#[derive(Args)]
pub struct StartArgs {
    /// How many times to start.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    times: u32,
}

/// Runs the scenario.
pub fn run(context: &Context, args: &StartArgs) -> anyhow::Result<Report> {
    if context.target.url.is_some() {
        bail!("a running server cannot be started");
    }
    let (mut fresh, mut again) = (Latency::new()?, Latency::new()?);
    let mut last = None;
    for _ in 0..args.times {
        drop(last.take());
        let begun = Instant::now();
        let mut server = first_answer(Folder::temporary()?)?;
        fresh.record(begun.elapsed());
        let folder = server.stop().context("not a private server")?;
        let begun = Instant::now();
        last = Some(first_answer(folder)?);
        again.record(begun.elapsed());
    }
    let server = last.context("never started")?;
    let mut report = Report::new("start", server.conditions()?);
    report.figure("first_start", "to the first answer, new folder, median", fresh.ms(0.5), Unit::Ms);
    report.figure("first_start_max", "to the first answer, new folder, slowest", fresh.ms(1.0), Unit::Ms);
    report.figure("start", "to the first answer, existing folder, median", again.ms(0.5), Unit::Ms);
    report.figure("start_max", "to the first answer, existing folder, slowest", again.ms(1.0), Unit::Ms);
    std::thread::sleep(SETTLE);
    report.figure("memory_idle", "memory when idle", server.processes.resident_bytes()? as f64, Unit::Mib);
    let binary = std::fs::metadata(std::env::current_exe()?).context("our own file")?;
    report.figure("binary", "size of the program", binary.len() as f64, Unit::Mib);
    Ok(report)
}

/// Starts a server and sends it a request.
fn first_answer(folder: Folder) -> anyhow::Result<Server> {
    let server = Server::start(folder)?;
    Http::connect(server.address)?.get("server", "")?;
    Ok(server)
}
