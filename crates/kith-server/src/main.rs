//! The `kith` binary: reads the command line and hands over.

mod bus;
mod config;
mod http;
mod operator;
mod realtime;
mod serve;
mod telemetry;
mod wire_up;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{Config, Overrides};

// Returns memory to the system after a peak, and is the faster allocator for many small, short-lived frames.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Messaging that anyone can run.
#[derive(Parser)]
#[command(name = "kith", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server.
    Serve {
        /// Where to listen; port 0 takes a free one [default: 127.0.0.1:8080].
        #[arg(long, value_name = "ADDRESS:PORT")]
        listen: Option<String>,
        #[command(flatten)]
        common: Common,
    },
    /// Look after accounts.
    User {
        #[command(subcommand)]
        command: operator::UserCommand,
        #[command(flatten)]
        common: Common,
    },
}

#[derive(Args)]
struct Common {
    /// The folder that holds everything [default: ./kith-data].
    #[arg(long, value_name = "FOLDER", global = true)]
    data: Option<PathBuf>,
    /// A file of settings (TOML). Each is also an environment variable: KITH_LISTEN, KITH_DATA, ...
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let (listen, common) = match &cli.command {
        Command::Serve { listen, common } => (listen.clone(), common),
        Command::User { common, .. } => (None, common),
    };
    let overrides = Overrides { listen, data: common.data.clone(), file: common.config.clone() };
    let config = match Config::load(overrides) {
        Ok(config) => config,
        Err(error) => {
            eprintln!("kith: configuration: {error}");
            return ExitCode::from(2);
        }
    };
    let done = match cli.command {
        Command::Serve { .. } => serve::run(config),
        Command::User { command, .. } => operator::run(command, config),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kith: {error:#}");
            ExitCode::FAILURE
        }
    }
}
