//! `kith sticker` and `kith emoji`: what the operator does to the pictures in the data folder. Works while the server runs.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Subcommand;
use kith_core::Stored;
use kith_wire::Picture;

use super::folder::{Folder, name_of};
use super::picture::{Facts, load};
use crate::config::Config;
use crate::operator::finish;
use crate::wire_up::make_folder;

/// `kith sticker …`
#[derive(Subcommand)]
pub enum StickerCommand {
    /// Add stickers to a pack, or replace them. A sticker is called like its file.
    Add {
        /// The pack: 1 to 32 of a-z, 0-9, _ and -.
        pack: String,
        /// WebP or PNG, at most 512 KiB and 1024 x 1024 pixels each.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Remove stickers of a pack. Messages with them stay, without their pictures.
    Remove {
        /// The pack.
        pack: String,
        /// The stickers [default: all].
        names: Vec<String>,
    },
    /// List all stickers.
    List,
}

/// `kith emoji …`
#[derive(Subcommand)]
pub enum EmojiCommand {
    /// Add custom emoji, or replace them. An emoji is called like its file.
    Add {
        /// WebP or PNG, at most 512 KiB and 1024 x 1024 pixels each.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Remove custom emoji. Messages show their names then.
    Remove {
        /// The emoji, without colons.
        #[arg(required = true)]
        names: Vec<String>,
    },
    /// List all custom emoji.
    List,
}

/// Runs `kith sticker`.
pub fn run_sticker(command: StickerCommand, config: Config) -> anyhow::Result<()> {
    let lines = match command {
        StickerCommand::Add { pack, files } => add(&config.data, Some(&pack), &files)?,
        StickerCommand::Remove { pack, names } => remove(&config.data, Some(&pack), names)?,
        StickerCommand::List => {
            let packs = Folder::new(&config.data).read().list().packs;
            let lines = packs.iter().flat_map(|pack| {
                pack.stickers.iter().map(|sticker| format!("{}\t{}", pack.id, line(sticker)))
            });
            lines.collect()
        }
    };
    finish(&config.data, &lines)
}

/// Runs `kith emoji`.
pub fn run_emoji(command: EmojiCommand, config: Config) -> anyhow::Result<()> {
    let lines = match command {
        EmojiCommand::Add { files } => add(&config.data, None, &files)?,
        EmojiCommand::Remove { names } => remove(&config.data, None, names)?,
        EmojiCommand::List => Folder::new(&config.data).read().list().emoji.iter().map(line).collect(),
    };
    finish(&config.data, &lines)
}

fn line(picture: &Picture) -> String {
    format!("{}\t{}x{}\n", picture.name, picture.width, picture.height)
}

/// Checks all files before it writes the first.
fn add(data: &Path, pack: Option<&str>, files: &[PathBuf]) -> anyhow::Result<String> {
    make_folder(data)?;
    let mut folder = Folder::new(data);
    let mut collection = folder.read();
    let mut to_write = Vec::new();
    for file in files {
        let (bytes, path, earlier) = (|| {
            let loaded = load(file)?;
            let name = name_of(file).context("has no readable name")?;
            let Facts { file, ending, width, height } = loaded.facts;
            let path = folder.of(pack).join(format!("{name}.{ending}"));
            let earlier = collection.take(pack, name);
            collection.put(pack, name, Stored { file, width, height, path: path.clone() })?;
            Ok::<_, anyhow::Error>((loaded.bytes, path, earlier))
        })()
        .with_context(|| file.display().to_string())?;
        to_write.push((bytes, path, earlier));
    }
    let mut lines = String::new();
    make_folder(&folder.of(pack))?;
    for (bytes, path, earlier) in to_write {
        write(data, &path, &bytes)?;
        if let Some(earlier) = earlier.filter(|earlier| earlier.path != path) {
            delete(&earlier.path)?;
        }
        lines.push_str(&format!("added {}\n", called(pack, name_of(&path).unwrap_or_default())));
    }
    Ok(lines)
}

/// The file appears whole.
fn write(data: &Path, path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", path.display());
    let mut file = tempfile::NamedTempFile::new_in(data).with_context(failed)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).with_context(failed)?;
    file.persist(path).map(|_| ()).with_context(failed)
}

/// Removes these pictures, or all of the pack.
fn remove(data: &Path, pack: Option<&str>, mut names: Vec<String>) -> anyhow::Result<String> {
    let mut folder = Folder::new(data);
    let mut collection = folder.read();
    if names.is_empty() {
        let list = collection.list();
        let Some(found) = list.packs.into_iter().find(|found| Some(&*found.id) == pack) else {
            bail!("there is no pack of this name");
        };
        names = found.stickers.into_iter().map(|sticker| sticker.name).collect();
    }
    let mut paths = Vec::new();
    for name in &names {
        let stored = collection.take(pack, name);
        paths.push(stored.with_context(|| format!("there is no {}", called(pack, name)))?.path);
    }
    paths.iter().try_for_each(|path| delete(path))?;
    match pack.map(|_| fs::remove_dir(folder.of(pack))) {
        // A pack that still has stickers stays.
        Some(Err(error)) if error.kind() != ErrorKind::DirectoryNotEmpty => {
            return Err(error).with_context(|| format!("cannot remove {}", folder.of(pack).display()));
        }
        _ => {}
    }
    Ok(names.iter().map(|name| format!("removed {}\n", called(pack, name))).collect())
}

fn delete(path: &Path) -> anyhow::Result<()> {
    fs::remove_file(path).with_context(|| format!("cannot remove {}", path.display()))
}

/// How a picture is called: `cats/wave`, or `:wave:`.
fn called(pack: Option<&str>, name: &str) -> String {
    match pack {
        Some(pack) => format!("{pack}/{name}"),
        None => format!(":{name}:"),
    }
}
