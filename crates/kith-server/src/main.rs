//! The `kith` binary: reads the command line and hands over.

mod bell;
mod bus;
mod claim;
mod config;
mod http;
mod listener;
mod operator;
mod realtime;
mod serve;
mod stickers;
mod telemetry;
mod wire_up;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{Config, Overrides};
use crate::stickers::commands::{EmojiCommand, StickerCommand, run_emoji, run_sticker};

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
    /// Load a server and print figures: how fast is this machine?
    Bench(kith_bench::BenchArgs),
    /// Look after accounts.
    User {
        #[command(subcommand)]
        command: operator::UserCommand,
        #[command(flatten)]
        common: Common,
    },
    /// Look after the stickers.
    Sticker {
        #[command(subcommand)]
        command: StickerCommand,
        #[command(flatten)]
        common: Common,
    },
    /// Look after the custom emoji.
    Emoji {
        #[command(subcommand)]
        command: EmojiCommand,
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
    let done = match Cli::parse().command {
        Command::Serve { listen, common } => load_config(listen, common).map(serve::run),
        Command::User { command, common } => {
            load_config(None, common).map(|config| operator::run(command, config))
        }
        Command::Sticker { command, common } => {
            load_config(None, common).map(|config| run_sticker(command, config))
        }
        Command::Emoji { command, common } => {
            load_config(None, common).map(|config| run_emoji(command, config))
        }
        Command::Bench(args) => Ok(kith_bench::run(args, wire_up::open_store)),
    };
    match done {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            eprintln!("kith: {error:#}");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("kith: configuration: {error}");
            ExitCode::from(2)
        }
    }
}

fn load_config(listen: Option<String>, common: Common) -> Result<Config, String> {
    Config::load(Overrides { listen, data: common.data, file: common.config })
}
