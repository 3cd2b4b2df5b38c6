//! Groups: the cost of a message for each of its many receivers, beside the cost of a bare `send(2)` to as many sockets
//! on the same machine at the same time.

use std::time::Duration;

use clap::Args;

use super::floor;
use crate::context::Context;
use crate::crowd::Crowd;
use crate::report::{Report, Unit};
use crate::traffic::{Load, Plan};
use crate::{seats, traffic};

/// Deliveries a second that count as light load.
const LIGHT: u32 = 10_000;

/// Messages that a sender of a flood keeps under way.
const FLOOD: usize = 8;

/// `kith bench rooms`
#[derive(Args)]
pub struct RoomsArgs {
    /// Members of each group, one connection each.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(3..=100_000))]
    size: u32,
    /// Connections in all; with --members this gives the number of groups.
    #[arg(long, default_value_t = 1000)]
    connections: u32,
    /// Members of each group who write.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    senders: u32,
    /// Messages a second in all, sent on time whatever the server does [default: 10,000 deliveries a second].
    #[arg(long, conflicts_with = "flood")]
    rate: Option<u32>,
    /// As fast as the server can: each sender keeps 8 messages under way, until all members have them.
    #[arg(long)]
    flood: bool,
    /// This many pairs beside the groups write 500 messages a second in all: their latency shows what they feel of the
    /// groups.
    #[arg(long, default_value_t = 0)]
    beside_pairs: u32,
    /// How long to measure, in seconds, after a fifth of that to warm up.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
}

/// Runs the scenario.
pub fn run(context: &Context, args: &RoomsArgs) -> anyhow::Result<Report> {
    let (size, groups) = (args.size as usize, (args.connections / args.size).max(1) as usize);
    let mut sizes = vec![size; groups];
    sizes.extend(vec![2; args.beside_pairs as usize]);
    let (server, seats) = seats::take(context, &sizes)?;
    let mut report = Report::new("rooms", server.conditions()?);
    let mut crowd = Crowd::new(server.address)?;
    crowd.connect(seats.iter().map(|seat| Some(&seat.token)))?;

    let members = size * groups;
    let rate = args.rate.unwrap_or((LIGHT / args.size).max(1));
    let mut plans = vec![Plan {
        senders: (0..args.senders as usize)
            .flat_map(|at| (0..groups).map(move |group| group * size + at))
            .collect(),
        audience: server.audience(size),
        load: if args.flood { Load::Window(FLOOD) } else { Load::Rate(rate.into()) },
    }];
    if args.beside_pairs > 0 {
        plans.push(Plan {
            senders: (members..seats.len()).collect(),
            audience: server.audience(2),
            load: Load::Rate(500.0),
        });
    }
    let duration = Duration::from_secs(args.seconds);
    let (traffic, used) = traffic::run(&mut crowd, &seats, plans, &server.processes, duration)?;

    report.figure("groups", "groups", groups as f64, Unit::Count);
    report.figure("connections", "connections", seats.len() as f64, Unit::Count);
    let (mut frame_bytes, mut delivered) = (0, 0);
    for (prefix, stream) in ["", "pairs"].into_iter().zip(traffic.streams()) {
        stream.report(&mut report, prefix, &used);
        delivered += stream.delivered;
        frame_bytes = if prefix.is_empty() { stream.frame_bytes() } else { frame_bytes };
    }
    report.figure("frame_bytes", "size of a delivery", frame_bytes as f64, Unit::Bytes);
    let cpu = used.server.as_secs_f64() * 1e6 / delivered.max(1) as f64;
    if !server.processes.is_empty() {
        report.figure("cpu_per_delivery", "server's processor time per delivery", cpu, Unit::Us);
    }
    report.surroundings(&used);
    drop((crowd, server));

    let load = floor::SendLoad {
        sockets: members,
        at_once: size,
        bytes: frame_bytes as usize,
        per_second: if args.flood { 0.0 } else { f64::from(rate) },
    };
    let floor = floor::sends(&load, duration / 2)?;
    floor.report(&mut report);
    if let Some(deliveries) = report.value("deliveries").filter(|_| args.flood) {
        let ratio = deliveries / floor.per_second;
        report.figure("deliveries_to_floor", "deliveries/s, to the bare sends/s", ratio, Unit::Ratio);
    }
    if report.value("cpu_per_delivery").is_some() {
        let ratio = cpu / floor.cpu_us;
        report.figure(
            "cpu_to_floor",
            "processor time per delivery, to that of a bare send",
            ratio,
            Unit::Ratio,
        );
    }
    Ok(report)
}
