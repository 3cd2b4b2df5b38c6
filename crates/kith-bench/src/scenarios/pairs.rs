//! Pairs of people writing to each other in direct chats.

use std::time::Duration;

use clap::Args;

use crate::context::Context;
use crate::crowd::Crowd;
use crate::report::{Report, Unit};
use crate::traffic::{Load, Plan};
use crate::{seats, traffic};

/// `kith bench pairs`
#[derive(Args)]
pub struct PairsArgs {
    /// How many pairs; each person has one connection.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    pairs: u32,
    /// Messages a second in all, sent on time whatever the server does; latency counts from when each was due. Without
    /// this option each person sends the next message when the last one is acknowledged and received: as fast as the
    /// server can.
    #[arg(long)]
    rate: Option<u32>,
    /// How long to measure, in seconds, after a fifth of that to warm up.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
}

/// Runs the scenario.
pub fn run(context: &Context, args: &PairsArgs) -> anyhow::Result<Report> {
    let (server, seats) = seats::take(context, &vec![2; args.pairs as usize])?;
    let mut report = Report::new("pairs", server.conditions()?);
    let mut crowd = Crowd::new(server.address)?;
    crowd.connect(seats.iter().map(|seat| Some(&seat.token)))?;
    let plan = Plan {
        senders: (0..seats.len()).collect(),
        audience: server.audience(2),
        load: args.rate.map_or(Load::Window(1), |rate| Load::Rate(rate.into())),
    };
    let duration = Duration::from_secs(args.seconds);
    let (traffic, used) = traffic::run(&mut crowd, &seats, vec![plan], &server.processes, duration)?;

    report.figure("connections", "connections", seats.len() as f64, Unit::Count);
    for stream in traffic.streams() {
        stream.report(&mut report, "", &used);
        if !server.processes.is_empty() {
            let each = used.server.as_secs_f64() * 1e6 / stream.acknowledged.max(1) as f64;
            report.figure("cpu_per_message", "server's processor time per message", each, Unit::Us);
        }
    }
    if !server.processes.is_empty() {
        let memory = server.processes.resident_bytes()? as f64;
        report.figure("memory", "server's memory", memory, Unit::Mib);
    }
    report.surroundings(&used);
    Ok(report)
}
