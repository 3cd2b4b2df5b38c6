//! The locks of a data folder: one server at a time, because two would not get each other's events, and beside it any
//! number of `kith user` that know the same schema.
//!
//! Two files are locked, for as long as the process lives: `kith.lock` by the server, and `schema.lock` by everybody, shared
//! with all who know the present schema, and alone while it is made or migrated. Both stay behind: removing a lock file
//! while another process opens it would let both in.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, bail};

/// What a process wants the folder for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `kith serve`: alone.
    Server,
    /// `kith user`: also beside a server.
    Operator,
}

/// Held for as long as the folder is used.
pub struct Claim {
    _server: Option<File>,
    _schema: File,
}

/// Claims a folder, then opens its database. `is_current` says whether opening it changes nothing, and must not change
/// anything itself.
pub fn claim<T>(
    data: &Path,
    role: Role,
    is_current: impl Fn() -> anyhow::Result<bool>,
    open: impl Fn() -> anyhow::Result<T>,
) -> anyhow::Result<(Claim, T)> {
    let server = match role {
        Role::Server => Some(serve_alone(data)?),
        Role::Operator => None,
    };
    let path = data.join("schema.lock");
    let failed = || format!("cannot lock {}", path.display());
    let schema = lock_file(&path)?;
    loop {
        // Waits while somebody migrates.
        schema.lock_shared().with_context(failed)?;
        if is_current()? {
            return Ok((Claim { _server: server, _schema: schema }, open()?));
        }
        schema.unlock().with_context(failed)?;
        match role {
            // A `kith user` that holds the lock ends soon by itself.
            Role::Server => schema.lock().with_context(failed)?,
            Role::Operator => match schema.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => bail!(
                    "another version of kith uses the database in {}: stop it, or use that version",
                    data.display()
                ),
                Err(TryLockError::Error(error)) => return Err(error).with_context(failed),
            },
        }
        // Opened once for its migration; what is used is opened when it is known that nobody migrates it further.
        drop(open()?);
        schema.unlock().with_context(failed)?;
    }
}

fn serve_alone(data: &Path) -> anyhow::Result<File> {
    let path = data.join("kith.lock");
    let file = lock_file(&path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!("another kith serves {}", data.display()),
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot lock {}", path.display()))
        }
    }
}

fn lock_file(path: &Path) -> anyhow::Result<File> {
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("cannot open {}", path.display()))
}
