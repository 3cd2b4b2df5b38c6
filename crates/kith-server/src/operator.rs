//! `kith user`: what the operator does to accounts, on the database itself. Works while the server runs.

use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, bail};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clap::Subcommand;

use crate::bell::ring;
use crate::claim::Role;
use crate::config::Config;
use crate::wire_up::{Wired, wire_up};

/// `kith user …`
#[derive(Subcommand)]
pub enum UserCommand {
    /// Create an account, whether registration is open or not. The first becomes the administrator's.
    Add {
        /// The user name.
        username: String,
        /// What people call them [default: the user name].
        #[arg(long)]
        name: Option<String>,
        /// Read the password from standard input; otherwise one is made and printed.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Give an account a new password and end all its sessions.
    Reset {
        /// The user name or e-mail address.
        username: String,
        /// Read the password from standard input; otherwise one is made and printed.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Make an account an administrator.
    Promote {
        /// The user name or e-mail address.
        username: String,
    },
    /// List all accounts.
    List,
}

/// Runs the command.
pub fn run(command: UserCommand, config: Config) -> anyhow::Result<()> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    // Reads the password before it claims the folder: a person may take long to type one.
    let (password, note) = match &command {
        UserCommand::Add { password_stdin, .. } | UserCommand::Reset { password_stdin, .. } => {
            password(*password_stdin)?
        }
        UserCommand::Promote { .. } | UserCommand::List => Default::default(),
    };
    let Wired { kith, claim: _claim, .. } = wire_up(&config, Role::Operator)?;
    let lines = runtime.block_on(async {
        Ok::<_, anyhow::Error>(match command {
            UserCommand::Add { username, name, .. } => {
                kith.add_account(&username, name.as_deref().unwrap_or(&username), password).await?;
                format!("added {username}{note}\n")
            }
            UserCommand::Reset { username, .. } => {
                kith.reset_account(&username, password).await?;
                format!("reset {username}; all its sessions have ended{note}\n")
            }
            UserCommand::Promote { username } => {
                kith.promote_account(&username).await?;
                format!("{username} is an administrator\n")
            }
            UserCommand::List => {
                let mut lines = String::new();
                for account in kith.accounts().await? {
                    let role = if account.admin { "admin" } else { "user" };
                    let email = account.email.as_deref().unwrap_or("-");
                    lines.push_str(&format!("{}\t{role}\t{email}\t{}\n", account.username, account.name));
                }
                lines
            }
        })
    })?;
    finish(&config.data, &lines)
}

/// Tells a running server that something has changed, and the operator what was done.
pub fn finish(data: &Path, lines: &str) -> anyhow::Result<()> {
    if let Err(error) = ring(data) {
        tracing::warn!(%error, "a running server may take minutes to notice");
    }
    std::io::stdout().write_all(lines.as_bytes()).context("cannot write to standard output")
}

/// A password, and what to print of it.
fn password(from_stdin: bool) -> anyhow::Result<(String, String)> {
    if from_stdin {
        if std::io::stdin().is_terminal() {
            eprint!("password: ");
        }
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).context("cannot read the password")?;
        let password = line.trim_end_matches(['\r', '\n']);
        if password.is_empty() {
            bail!("no password on standard input");
        }
        return Ok((password.to_owned(), String::new()));
    }
    let mut bytes = [0; 12];
    getrandom::fill(&mut bytes).context("the system gives no random bytes")?;
    let made = URL_SAFE_NO_PAD.encode(bytes);
    let note = format!(", password {made}");
    Ok((made, note))
}
