//! Connections that are authenticated and then do nothing: the cost of each, and whether the server gives it back.

use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;

use crate::context::Context;
use crate::fleet::Fleet;
use crate::people::meet;
use crate::process::Watch;
use crate::report::{Report, Unit};

/// Accounts that own the connections. If one person owned all of them, they would be one long list in the server.
const PEOPLE: usize = 100;

/// How long memory and processor get to settle.
const SETTLE: Duration = Duration::from_secs(2);

/// `kith bench idle`
#[derive(Args)]
pub struct IdleArgs {
    /// How many, spread over 100 accounts.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(5..))]
    connections: u32,
    /// How long to watch the processor, in seconds.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
    /// Come and go this many times, and report the memory that remains after each.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    cycles: u32,
}

/// Runs the scenario.
pub fn run(context: &Context, args: &IdleArgs) -> anyhow::Result<Report> {
    let (server, people) = meet(context, PEOPLE)?;
    let mut tokens: Vec<Arc<str>> = people.into_iter().map(|person| person.token).collect();
    if tokens.is_empty() {
        tokens = (0..PEOPLE).map(|number| format!("p{number}@c{number}").into()).collect();
    }
    let mut report = Report::new("idle", server.conditions()?);
    let (total, few) = (args.connections as usize, args.connections as usize / 5);
    let memory = |fleet: &mut Fleet| {
        fleet.idle(Instant::now() + SETTLE)?;
        server.processes.resident_bytes().map(|bytes| bytes as f64)
    };

    let mut fleet = Fleet::new(server.address, &tokens)?;
    let empty = memory(&mut fleet)?;
    // A fifth first: by then everything that connecting needs has been allocated, and the rest shows the cost of each
    // one.
    fleet.connect(0..few, 0)?;
    let with_few = memory(&mut fleet)?;
    let (started, watch) = (Instant::now(), Watch::start(&server.processes)?);
    fleet.connect(few..total, 0)?;
    let (connecting, connect_used) = (started.elapsed(), watch.used()?);
    let with_all = memory(&mut fleet)?;
    let watch = Watch::start(&server.processes)?;
    fleet.idle(Instant::now() + Duration::from_secs(args.seconds))?;
    let used = watch.used()?;

    let added = (total - few) as f64;
    report.figure("connections", "connections", total as f64, Unit::Count);
    report.figure("processes", "processes that hold them", fleet.processes() as f64, Unit::Count);
    report.figure(
        "connect_rate",
        "connected and authenticated",
        added / connecting.as_secs_f64(),
        Unit::PerSecond,
    );
    if server.processes.is_empty() {
        return Ok(report);
    }
    let connect_us = connect_used.server.as_secs_f64() * 1e6 / added;
    report.figure("cpu_per_connect", "server's processor time to connect one", connect_us, Unit::Us);
    let each = (with_all - with_few) / added;
    report.figure("memory_per_connection", "server's memory for one connection", each, Unit::Kib);
    report.figure("memory_empty", "server's memory with none", empty, Unit::Mib);
    report.figure("memory", "server's memory with all", with_all, Unit::Mib);
    let idle_us = used.server.as_secs_f64() * 1e6 / used.elapsed.as_secs_f64() / total as f64;
    report.figure(
        "cpu_per_connection_second",
        "processor time of a connection in a second",
        idle_us,
        Unit::Us,
    );
    report.surroundings(&used);

    let mut first = None;
    for cycle in 1..=args.cycles as usize {
        fleet = Fleet::new(server.address, &tokens)?;
        let left = memory(&mut fleet)?;
        let first = *first.get_or_insert(left);
        report.figure(
            &format!("memory_after_cycle_{cycle}"),
            &format!("server's memory after all have gone, time {cycle}"),
            left,
            Unit::Mib,
        );
        if cycle == args.cycles as usize {
            report.figure(
                "memory_after_to_first",
                "the last of these, to the first",
                left / first,
                Unit::Ratio,
            );
        } else {
            // From other source addresses: the ports used last are not free yet.
            fleet.connect(0..total, cycle * (total + 10_000))?;
            memory(&mut fleet)?;
        }
    }
    Ok(report)
}
