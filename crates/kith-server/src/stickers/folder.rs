//! Reads the stickers and custom emoji of a data folder: `stickers/<pack>/<name>.png` and `emoji/<name>.webp`. What cannot
//! serve is left out, with a warning in the log; nothing here follows a symbolic link.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use kith_core::{Collection, Stored};

use super::picture::{Facts, load};

/// A data folder, with what is known of files that have not changed since they were read.
pub struct Folder {
    data: PathBuf,
    known: HashMap<PathBuf, (Stamp, Facts)>,
}

/// What differs when a file does.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    inode: u64,
    bytes: u64,
    changed_at: (i64, i64),
}

impl From<&Metadata> for Stamp {
    fn from(of: &Metadata) -> Self {
        Self { inode: of.ino(), bytes: of.len(), changed_at: (of.ctime(), of.ctime_nsec()) }
    }
}

impl Folder {
    pub fn new(data: &Path) -> Self {
        Self { data: data.to_owned(), known: HashMap::new() }
    }

    /// The folder of a pack, or of the custom emoji.
    pub fn of(&self, pack: Option<&str>) -> PathBuf {
        match pack {
            Some(pack) => self.stickers().join(pack),
            None => self.data.join("emoji"),
        }
    }

    fn stickers(&self) -> PathBuf {
        self.data.join("stickers")
    }

    /// Reads everything.
    pub fn read(&mut self) -> Collection {
        let mut found = Collection::default();
        let mut known = HashMap::new();
        let packs = entries(&self.stickers());
        let packs =
            packs.iter().map(|path| (path.as_path(), path.file_name().and_then(|name| name.to_str())));
        let emoji = self.of(None);
        for (folder, pack) in packs.chain([(emoji.as_path(), None)]) {
            for path in entries(folder) {
                match self.read_one(&path).and_then(|(stamp, facts)| {
                    add(&mut found, pack, &path, &facts)?;
                    Ok((stamp, facts))
                }) {
                    Ok(entry) => {
                        known.insert(path, entry);
                    }
                    Err(error) => {
                        tracing::warn!(path = %path.display(), error = format!("{error:#}"), "is no sticker or emoji");
                    }
                }
            }
        }
        self.known = known;
        let list = found.list();
        let stickers: usize = list.packs.iter().map(|pack| pack.stickers.len()).sum();
        tracing::info!(packs = list.packs.len(), stickers, emoji = list.emoji.len(), "read the stickers");
        found
    }

    fn read_one(&self, path: &Path) -> anyhow::Result<(Stamp, Facts)> {
        let metadata = fs::symlink_metadata(path).context("cannot be read")?;
        if !metadata.is_file() {
            bail!("is not a file");
        }
        let stamp = Stamp::from(&metadata);
        match self.known.get(path) {
            Some((known, facts)) if *known == stamp => Ok((stamp, facts.clone())),
            _ => Ok((stamp, load(path)?.facts)),
        }
    }
}

/// Adds a picture under the name of its file.
fn add(found: &mut Collection, pack: Option<&str>, path: &Path, facts: &Facts) -> anyhow::Result<()> {
    let name = name_of(path).context("has no readable name")?;
    let Facts { file, width, height, .. } = facts.clone();
    Ok(found.put(pack, name, Stored { file, width, height, path: path.to_owned() })?)
}

/// The name of a picture: its file's, without the ending.
pub fn name_of(path: &Path) -> Option<&str> {
    path.file_stem()?.to_str()
}

/// What is in a folder that may not be there, in the order of the names. Hidden files are none of ours.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let listed = match fs::symlink_metadata(folder) {
        Ok(metadata) if metadata.is_dir() => {
            fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>)
        }
        Ok(_) => Err(ErrorKind::NotADirectory.into()),
        Err(error) => Err(error),
    };
    let mut paths: Vec<_> = match listed {
        Ok(entries) => entries.iter().map(fs::DirEntry::path).collect(),
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            tracing::warn!(path = %folder.display(), %error, "holds no stickers or emoji");
            Vec::new()
        }
    };
    paths.retain(|path| path.file_name().is_some_and(|name| !name.as_encoded_bytes().starts_with(b".")));
    paths.sort();
    paths
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::super::picture::tests::png;
    use super::*;

    /// A data folder with a pack of one sticker, and one emoji.
    fn folder() -> (tempfile::TempDir, Folder) {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::new(data.path());
        for pack in [Some("cats"), None] {
            fs::create_dir_all(folder.of(pack)).unwrap();
            fs::write(folder.of(pack).join("wave.png"), png(9, 9)).unwrap();
        }
        (data, folder)
    }

    /// The names of all stickers and emoji.
    fn names(folder: &mut Folder) -> Vec<String> {
        let list = folder.read().list();
        let stickers = list
            .packs
            .iter()
            .flat_map(|pack| pack.stickers.iter().map(|sticker| format!("{}/{}", pack.id, sticker.name)));
        stickers.chain(list.emoji.iter().map(|emoji| emoji.name.clone())).collect()
    }

    #[test]
    fn a_folder_that_is_not_there_holds_nothing() {
        let data = tempfile::tempdir().unwrap();
        assert!(names(&mut Folder::new(&data.path().join("nowhere"))).is_empty());
    }

    #[test]
    fn what_cannot_serve_is_left_out() {
        let (data, mut folder) = folder();
        let cats = folder.of(Some("cats"));
        fs::write(cats.join("text.png"), "no picture").unwrap();
        fs::write(cats.join("Upper.png"), png(9, 9)).unwrap();
        fs::write(cats.join(".hidden.png"), png(9, 9)).unwrap();
        fs::create_dir(cats.join("inner")).unwrap();
        fs::write(folder.stickers().join("stray.png"), png(9, 9)).unwrap();
        fs::create_dir(folder.of(Some("No Pack"))).unwrap();
        fs::write(folder.of(Some("No Pack")).join("a.png"), png(9, 9)).unwrap();
        fs::write(data.path().join("outside.png"), png(9, 9)).unwrap();
        assert_eq!(names(&mut folder), ["cats/wave", "wave"]);
    }

    #[test]
    fn no_link_is_followed() {
        let (data, mut folder) = folder();
        let elsewhere = data.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        fs::write(elsewhere.join("secret.png"), png(9, 9)).unwrap();
        symlink(elsewhere.join("secret.png"), folder.of(Some("cats")).join("secret.png")).unwrap();
        symlink(&elsewhere, folder.of(Some("dogs"))).unwrap();
        assert_eq!(names(&mut folder), ["cats/wave", "wave"]);
        fs::rename(folder.of(None), data.path().join("moved")).unwrap();
        symlink(data.path().join("moved"), folder.of(None)).unwrap();
        assert_eq!(names(&mut folder), ["cats/wave"]);
    }

    #[test]
    fn of_two_files_with_one_name_the_first_serves() {
        let (_data, mut folder) = folder();
        fs::write(folder.of(None).join("wave.webp"), png(8, 8)).unwrap();
        let emoji = folder.read().list().emoji;
        assert_eq!(emoji.iter().map(|emoji| emoji.width).collect::<Vec<_>>(), [9]);
    }

    #[test]
    fn a_changed_file_is_read_anew() {
        let (_data, mut folder) = folder();
        let file = |folder: &mut Folder| folder.read().list().emoji.remove(0);
        let before = file(&mut folder);
        assert_eq!(file(&mut folder), before);
        fs::write(folder.of(None).join("wave.png"), png(7, 7)).unwrap();
        let after = file(&mut folder);
        assert!(after.file != before.file && after.width == 7);
        fs::remove_file(folder.of(None).join("wave.png")).unwrap();
        assert_eq!(names(&mut folder), ["cats/wave"]);
    }
}
