//! The locks of a data folder: one server at a time, because two would not get each other's events, and beside it any
//! number of `kith user` processes with the same schema version.
//!
//! Each process locks files for as long as it lives: the server locks `kith.lock`, and every process locks
//! `schema.lock`: shared with others of the same schema version, and alone while it creates or migrates the schema.
//! Both files stay behind: removing a lock file while another process opens it would let both in.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, bail};

/// The use that a process makes of the folder.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `kith serve`: alone.
    Server,
    /// `kith user`: also beside a server.
    Operator,
}

/// The locks of a process, held for as long as it uses the folder.
pub struct Claim {
    _server: Option<File>,
    _schema: File,
}

/// Claims a folder, then opens its database. `is_current` returns whether opening it changes nothing, and must not
/// change anything itself.
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
        // Waits while another process migrates.
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
        // Opened here only for its migration; opened again for use under the shared lock, when nobody can migrate it
        // further.
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
