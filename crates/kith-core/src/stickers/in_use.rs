//! The stickers and custom emoji that a server has at this moment.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use kith_wire::{NewSticker, Sticker, StickerList};

use super::collection::{Collection, Stored};
use crate::Refusal;

/// The collection that is in use, until the operator changes it.
#[derive(Default)]
pub struct Stickers(RwLock<Arc<InUse>>);

#[derive(Default)]
pub struct InUse {
    collection: Collection,
    /// The collection in the form for clients.
    pub list: StickerList,
    /// Where each file lies.
    pub paths: HashMap<String, PathBuf>,
}

impl Stickers {
    /// From now on these.
    pub fn replace(&self, collection: Collection) {
        let paths = collection.pictures().map(|picture| (picture.file.clone(), picture.path.clone()));
        let in_use = InUse { list: collection.list(), paths: paths.collect(), collection };
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(in_use);
    }

    pub fn now(&self) -> Arc<InUse> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The sticker in the form in which a message keeps it.
    pub fn find(&self, wanted: NewSticker) -> Result<Sticker, Refusal> {
        let NewSticker { pack, name } = wanted;
        let now = self.now();
        let Some(Stored { file, width, height, .. }) = now.collection.get(Some(&pack), &name) else {
            return Err(Refusal::Invalid("sticker: the server has none of this pack and name".into()));
        };
        Ok(Sticker { pack, name, file: file.clone(), width: *width, height: *height })
    }

    /// Whether there is a custom emoji of this name.
    pub fn has_emoji(&self, name: &str) -> bool {
        self.now().collection.get(None, name).is_some()
    }
}
