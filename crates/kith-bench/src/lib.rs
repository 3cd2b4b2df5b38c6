//! `kith bench`: loads a server and prints the figures.
//!
//! Every figure is taken over real sockets, and durable ones with fsync before each acknowledgement. Server and load
//! share one machine's cores, so a figure describes this machine with both. The load's own processor time, and that of
//! all other programs, is printed beside it.

mod conditions;
mod context;
mod crowd;
mod fleet;
mod ids;
mod latency;
mod leftovers;
mod pace;
mod people;
mod process;
mod report;
mod scenarios;
mod seats;
mod seed;
mod server;
mod traffic;
mod village;

use clap::{Args, Subcommand};

pub use crate::context::OpenStore;

use crate::context::{Context, TargetArgs};
use crate::scenarios::{floor, history, idle, mixed, pairs, rooms, start, storm};

/// `kith bench …`
#[derive(Args)]
pub struct BenchArgs {
    #[command(subcommand)]
    scenario: Scenario,
    #[command(flatten)]
    target: TargetArgs,
    /// Print one JSON document instead of a table.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Scenario {
    /// Connections that are authenticated and then do nothing: what each costs.
    Idle(idle::IdleArgs),
    /// Pairs of people writing to each other: durable messages/s, latency, processor time per message.
    Pairs(pairs::PairsArgs),
    /// Groups: deliveries/s, processor time per delivery, beside what a bare send(2) costs here.
    Rooms(rooms::RoomsArgs),
    /// All clients are cut at once and come back: when is everybody in step, and is anything lost?
    Storm(storm::StormArgs),
    /// A day in the life: messages, typing, receipts, presence and sync together.
    Mixed(mixed::MixedArgs),
    /// Pages of history at random places of a large database.
    History(history::HistoryArgs),
    /// The sync of somebody who was away: 1,000 missed messages over 50 chats of a large database.
    Sync(history::HistoryArgs),
    /// From nothing to the first answer, memory when idle, size of the program.
    Start(start::StartArgs),
    /// Make a large database for `history` and `sync`.
    Seed(seed::SeedArgs),
    /// The limits of any server: bare send(2) to many sockets, and bare appends with fsync.
    Floor(floor::FloorArgs),
    /// A process that holds connections for `idle`.
    #[command(hide = true)]
    Helper,
    /// The process that sends for `floor`.
    #[command(hide = true)]
    FloorServer(floor::FloorServerArgs),
}

/// Runs one scenario and prints its figures on standard output.
pub fn run(args: BenchArgs, open_store: OpenStore) -> anyhow::Result<()> {
    leftovers::clear_when_told_to_end()?;
    process::raise_open_files()?;
    let context = Context { target: args.target, open_store };
    let report = match args.scenario {
        Scenario::Idle(args) => idle::run(&context, &args)?,
        Scenario::Pairs(args) => pairs::run(&context, &args)?,
        Scenario::Rooms(args) => rooms::run(&context, &args)?,
        Scenario::Storm(args) => storm::run(&context, &args)?,
        Scenario::Mixed(args) => mixed::run(&context, &args)?,
        Scenario::History(args) => history::run_pages(&context, &args)?,
        Scenario::Sync(args) => history::run_sync(&context, &args)?,
        Scenario::Start(args) => start::run(&context, &args)?,
        Scenario::Seed(args) => return seed::run(&context, &args),
        Scenario::Floor(args) => floor::run(&args)?,
        Scenario::Helper => return fleet::help(),
        Scenario::FloorServer(args) => return floor::serve(&args),
    };
    report.print(args.json)
}
