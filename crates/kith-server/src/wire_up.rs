//! The one place where seams meet implementations: everything else knows traits.

use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use kith_core::{Kith, SigningKey};
use kith_store::Store;
use kith_store::sqlite::SqliteStore;

use crate::bus::LocalBus;
use crate::claim::{Claim, Role, claim};
use crate::config::Config;
use crate::realtime::Hub;

const DATABASE: &str = "kith.db";
const KEY_FILE: &str = "signing.key";

/// The product, and the hub that its events end at.
pub struct Wired {
    pub kith: Arc<Kith>,
    pub hub: Arc<Hub>,
    /// Released when everything else has ended.
    pub claim: Claim,
}

/// Claims and opens the data folder, and puts the parts together.
pub fn wire_up(config: &Config, role: Role) -> anyhow::Result<Wired> {
    make_folder(&config.data)?;
    let database = config.data.join(DATABASE);
    let (claim, store) =
        claim(&config.data, role, || Ok(SqliteStore::is_current(&database)?), || open(&database))?;
    let key = signing_key(&config.data)?;
    let hub = Arc::new(Hub::new());
    let bus = Arc::new(LocalBus::new(hub.clone()));
    let kith = Arc::new(Kith::new(store, bus, key, config.product.clone()));
    Ok(Wired { kith, hub, claim })
}

/// Opens the database in a data folder that nobody else uses, making both as needed.
pub fn open_store(data: &Path) -> anyhow::Result<Arc<dyn Store>> {
    make_folder(data)?;
    open(&data.join(DATABASE))
}

/// Makes a folder that only its owner may see, unless it is there.
pub fn make_folder(folder: &Path) -> anyhow::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("cannot create the folder {}", folder.display()))
}

fn open(database: &Path) -> anyhow::Result<Arc<dyn Store>> {
    // For its owner's eyes only, also in a folder that is open to others; SQLite gives its log files the same mode.
    fs::OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(database)
        .with_context(|| format!("cannot open {}", database.display()))?;
    Ok(Arc::new(SqliteStore::open(database)?))
}

/// The key that signs access tokens: made at the first start, readable only by its owner. The file appears whole, and a
/// process that comes second reads the key of the first.
fn signing_key(data: &Path) -> anyhow::Result<SigningKey> {
    let path = data.join(KEY_FILE);
    if let Some(key) = read_key(&path)? {
        return Ok(key);
    }
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).context("the system gives no random bytes")?;
    let failed = || format!("cannot write {}", path.display());
    let mut file = tempfile::Builder::new()
        .permissions(fs::Permissions::from_mode(0o600))
        .tempfile_in(data)
        .with_context(failed)?;
    file.write_all(&bytes).and_then(|()| file.as_file().sync_all()).with_context(failed)?;
    match file.persist_noclobber(&path) {
        Ok(_) => Ok(SigningKey::from_bytes(bytes)),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
            read_key(&path)?.with_context(|| format!("cannot read {}", path.display()))
        }
        Err(error) => Err(error.error).with_context(failed),
    }
}

fn read_key(path: &Path) -> anyhow::Result<Option<SigningKey>> {
    match fs::read(path) {
        Ok(bytes) => match <[u8; 32]>::try_from(bytes) {
            Ok(bytes) => Ok(Some(SigningKey::from_bytes(bytes))),
            Err(bytes) => {
                bail!("{} has {} bytes, expected 32: restore or remove it", path.display(), bytes.len())
            }
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}
