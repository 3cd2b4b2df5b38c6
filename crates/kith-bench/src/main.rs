//! `kith-bench`: starts a private server in an empty folder, loads it, and prints what came out.
//!
//! Every figure is of durable messages over real sockets on this machine. Server and load share its cores, so a figure
//! says what this machine does with both, not what the server would do alone.

mod http;
mod idle;
mod link;
mod pairs;
mod server;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};

use crate::server::Server;

/// Load a private Kith server and print figures.
#[derive(Parser)]
#[command(name = "kith-bench", version)]
struct Cli {
    /// The server's binary.
    #[arg(long, default_value = "target/release/kith")]
    kith: PathBuf,
    #[command(subcommand)]
    scenario: Scenario,
}

#[derive(Subcommand)]
enum Scenario {
    /// Pairs of people who each send the next message when the last one is acknowledged.
    Pairs {
        /// How many pairs.
        #[arg(long, default_value_t = 200)]
        pairs: usize,
        /// How long to measure, in seconds, after a fifth of that for warming up.
        #[arg(long, default_value_t = 10)]
        seconds: u64,
    },
    /// Connections that are authenticated and then do nothing.
    Idle {
        /// How many.
        #[arg(long, default_value_t = 10_000)]
        connections: usize,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kith-bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> anyhow::Result<()> {
    let server = Server::start(&cli.kith).await?;
    match cli.scenario {
        Scenario::Pairs { pairs, seconds } => pairs::run(&server, pairs, Duration::from_secs(seconds)).await,
        Scenario::Idle { connections } => idle::run(&server, connections).await,
    }
}
