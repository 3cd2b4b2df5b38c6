//! The one place where seams meet implementations: everything else knows traits.

use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use kith_core::{Kith, SigningKey};
use kith_store::Store;
use kith_store::sqlite::SqliteStore;

use crate::bus::LocalBus;
use crate::config::Config;
use crate::realtime::Hub;

const KEY_FILE: &str = "signing.key";

/// The product, and the hub that its events end at.
pub struct Wired {
    pub kith: Arc<Kith>,
    pub hub: Arc<Hub>,
}

/// Opens the data folder and puts the parts together.
pub fn wire_up(config: &Config) -> anyhow::Result<Wired> {
    let store = open_store(&config.data)?;
    let key = signing_key(&config.data.join(KEY_FILE))?;
    let hub = Arc::new(Hub::new());
    let bus = Arc::new(LocalBus::new(hub.clone()));
    let kith = Arc::new(Kith::new(store, bus, key, config.product.clone()));
    Ok(Wired { kith, hub })
}

/// Opens the database in a data folder, making both as needed.
pub fn open_store(data: &Path) -> anyhow::Result<Arc<dyn Store>> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data)
        .with_context(|| format!("cannot create the data folder {}", data.display()))?;
    let database = data.join("kith.db");
    // For its owner's eyes only, also in a folder that is open to others; SQLite gives its log files the same mode.
    fs::OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(&database)
        .with_context(|| format!("cannot open {}", database.display()))?;
    Ok(Arc::new(SqliteStore::open(&database)?))
}

/// Claims the data folder for one server, until the answer is dropped or the process ends: two would not hear of each
/// other's events.
pub fn claim(data: &Path) -> anyhow::Result<fs::File> {
    let path = data.join(KEY_FILE);
    let file = fs::File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => bail!("another kith serves {}", data.display()),
        Err(fs::TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot lock {}", path.display()))
        }
    }
}

/// The key that signs access tokens: made at the first start, for its owner's eyes only.
fn signing_key(path: &Path) -> anyhow::Result<SigningKey> {
    match fs::read(path) {
        Ok(bytes) => match <[u8; 32]>::try_from(bytes) {
            Ok(bytes) => Ok(SigningKey::from_bytes(bytes)),
            Err(bytes) => {
                bail!("{} has {} bytes, expected 32: restore or remove it", path.display(), bytes.len())
            }
        },
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let mut bytes = [0; 32];
            getrandom::fill(&mut bytes).context("the system gives no random bytes")?;
            let mut file = fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(path)
                .with_context(|| format!("cannot create {}", path.display()))?;
            file.write_all(&bytes)
                .and_then(|()| file.sync_all())
                .with_context(|| format!("cannot write {}", path.display()))?;
            Ok(SigningKey::from_bytes(bytes))
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}
