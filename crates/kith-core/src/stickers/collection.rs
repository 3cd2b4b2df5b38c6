//! All stickers and custom emoji of a server: their names, and how many there may be.

use std::collections::BTreeMap;
use std::path::PathBuf;

use kith_wire::{Picture, StickerList, StickerPack};
use thiserror::Error;

/// The longest name of a pack, a sticker or an emoji, in bytes.
const NAME_BYTES: usize = 32;

/// Most packs.
const PACKS: usize = 200;

/// Most stickers of one pack.
const PACK_STICKERS: usize = 200;

/// Most stickers of all packs: the list of them all is one answer, of at most 700 KB.
const STICKERS: usize = 5000;

/// Most custom emoji.
const EMOJI: usize = 1000;

/// A picture on the server's disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// What clients ask for: the SHA-256 of the bytes in hex, and the ending.
    pub file: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Where the server reads it.
    pub path: PathBuf,
}

/// Why a picture has no place in the collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unfit {
    /// The name of the picture or its pack.
    #[error("a name has 1 to {NAME_BYTES} of the characters a-z, 0-9, _ and -")]
    Name,
    /// Another picture has the name.
    #[error("another picture has this name")]
    Taken,
    /// There are enough packs.
    #[error("there are at most {PACKS} packs")]
    ManyPacks,
    /// There are enough stickers in the pack.
    #[error("a pack has at most {PACK_STICKERS} stickers")]
    ManyInPack,
    /// There are enough stickers.
    #[error("there are at most {STICKERS} stickers")]
    ManyStickers,
    /// There are enough custom emoji.
    #[error("there are at most {EMOJI} custom emoji")]
    ManyEmoji,
}

/// The stickers, each in a pack, and the custom emoji, which are in none (`None` for the pack).
#[derive(Debug, Clone, Default)]
pub struct Collection {
    packs: BTreeMap<String, BTreeMap<String, Stored>>,
    emoji: BTreeMap<String, Stored>,
}

impl Collection {
    /// Adds a picture under a name that is free.
    pub fn put(&mut self, pack: Option<&str>, name: &str, picture: Stored) -> Result<(), Unfit> {
        if !is_name(name) || !pack.is_none_or(is_name) {
            return Err(Unfit::Name);
        }
        if self.get(pack, name).is_some() {
            return Err(Unfit::Taken);
        }
        let Some(pack) = pack else {
            if self.emoji.len() == EMOJI {
                return Err(Unfit::ManyEmoji);
            }
            self.emoji.insert(name.to_owned(), picture);
            return Ok(());
        };
        match self.packs.get(pack) {
            None if self.packs.len() == PACKS => return Err(Unfit::ManyPacks),
            Some(pack) if pack.len() == PACK_STICKERS => return Err(Unfit::ManyInPack),
            _ if self.packs.values().map(BTreeMap::len).sum::<usize>() == STICKERS => {
                return Err(Unfit::ManyStickers);
            }
            _ => {}
        }
        self.packs.entry(pack.to_owned()).or_default().insert(name.to_owned(), picture);
        Ok(())
    }

    /// The picture of this name.
    pub fn get(&self, pack: Option<&str>, name: &str) -> Option<&Stored> {
        pack.map_or(Some(&self.emoji), |pack| self.packs.get(pack))?.get(name)
    }

    /// Takes a picture out.
    pub fn take(&mut self, pack: Option<&str>, name: &str) -> Option<Stored> {
        let pictures = pack.map_or(Some(&mut self.emoji), |pack| self.packs.get_mut(pack))?;
        pictures.remove(name)
    }

    /// All pictures.
    pub fn pictures(&self) -> impl Iterator<Item = &Stored> {
        self.packs.values().chain([&self.emoji]).flat_map(BTreeMap::values)
    }

    /// The names of all pictures, in the form for clients.
    pub fn list(&self) -> StickerList {
        let packs = self.packs.iter().filter(|(_, stickers)| !stickers.is_empty());
        let packs = packs.map(|(id, stickers)| StickerPack { id: id.clone(), stickers: listed(stickers) });
        StickerList { packs: packs.collect(), emoji: listed(&self.emoji) }
    }
}

fn listed(pictures: &BTreeMap<String, Stored>) -> Vec<Picture> {
    let picture = |(name, stored): (&String, &Stored)| Picture {
        name: name.clone(),
        file: stored.file.clone(),
        width: stored.width,
        height: stored.height,
    };
    pictures.iter().map(picture).collect()
}

/// The name of the custom emoji that stands in a text as `:name:`, if that is all of the text.
pub(crate) fn custom_emoji(text: &str) -> Option<&str> {
    text.strip_prefix(':')?.strip_suffix(':').filter(|name| is_name(name))
}

/// A name that can be part of a path, and stand in a text between colons.
fn is_name(text: &str) -> bool {
    (1..=NAME_BYTES).contains(&text.len())
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(file: &str) -> Stored {
        Stored { file: file.into(), width: 1, height: 2, path: PathBuf::from("/x") }
    }

    fn refusal(collection: &mut Collection, pack: Option<&str>, name: &str) -> Option<Unfit> {
        collection.put(pack, name, picture("a.png")).err()
    }

    #[test]
    fn names_are_short_and_plain() {
        let mut collection = Collection::default();
        for good in ["a", "party_parrot-2", &"x".repeat(32)] {
            assert_eq!(refusal(&mut collection, Some(good), good), None);
        }
        for bad in ["", "..", "a/b", "a.png", "Wave", "über", "a b", ":a:", &"x".repeat(33)] {
            assert_eq!(refusal(&mut collection, None, bad), Some(Unfit::Name), "{bad:?}");
            assert_eq!(refusal(&mut collection, Some(bad), "a"), Some(Unfit::Name), "{bad:?}");
        }
    }

    #[test]
    fn stickers_and_emoji_have_names_of_their_own() {
        let mut collection = Collection::default();
        for pack in [Some("cats"), Some("dogs"), None] {
            assert_eq!(refusal(&mut collection, pack, "wave"), None);
            assert_eq!(refusal(&mut collection, pack, "wave"), Some(Unfit::Taken));
        }
        assert_eq!(collection.take(Some("cats"), "wave"), Some(picture("a.png")));
        assert_eq!(collection.get(Some("cats"), "wave"), None);
        assert_eq!(collection.pictures().count(), 2);
        let list = collection.list();
        assert_eq!(list.packs.iter().map(|pack| &*pack.id).collect::<Vec<_>>(), ["dogs"]);
        assert_eq!((&*list.emoji[0].name, list.emoji[0].height), ("wave", 2));
    }

    #[test]
    fn there_are_only_so_many() {
        let mut collection = Collection::default();
        for n in 0..STICKERS {
            let pack = format!("p{}", n / PACK_STICKERS);
            assert_eq!(refusal(&mut collection, Some(&pack), &n.to_string()), None);
        }
        assert_eq!(refusal(&mut collection, Some("p0"), "one-more"), Some(Unfit::ManyInPack));
        assert_eq!(refusal(&mut collection, Some("one-more"), "a"), Some(Unfit::ManyStickers));
        for n in 0..EMOJI {
            assert_eq!(refusal(&mut collection, None, &n.to_string()), None);
        }
        assert_eq!(refusal(&mut collection, None, "one-more"), Some(Unfit::ManyEmoji));
        let mut collection = Collection::default();
        for n in 0..PACKS {
            assert_eq!(refusal(&mut collection, Some(&n.to_string()), "a"), None);
        }
        assert_eq!(refusal(&mut collection, Some("one-more"), "a"), Some(Unfit::ManyPacks));
    }

    #[test]
    fn a_custom_emoji_stands_between_colons() {
        assert_eq!(custom_emoji(":party_parrot:"), Some("party_parrot"));
        for text in ["", ":", "::", "a", ":a", "a:", ":A:", ":a b:", ":a::b:", " :a:", "👍"] {
            assert_eq!(custom_emoji(text), None, "{text:?}");
        }
    }
}
