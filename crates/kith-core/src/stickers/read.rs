//! Reading what stickers and custom emoji there are. Only the operator changes them, outside of the server.

use std::path::PathBuf;

use kith_wire::StickerList;

use super::collection::Collection;
use crate::{Actor, Client, Kith, Refusal};

impl Kith {
    /// From now on the server has these stickers and custom emoji. Messages keep what they show.
    pub fn set_stickers(&self, collection: Collection) {
        self.stickers.replace(collection);
    }

    /// All stickers and custom emoji.
    pub async fn stickers(&self, actor: Actor) -> Result<StickerList, Refusal> {
        self.rates.request(actor.user_id)?;
        Ok(self.stickers.now().list.clone())
    }

    /// Where the file of a picture lies. An image on a page has no token: who knows the hash may have the file.
    pub fn sticker_file(&self, client: &Client, file: &str) -> Result<PathBuf, Refusal> {
        self.rates.picture(client.network)?;
        self.stickers.now().paths.get(file).cloned().ok_or(Refusal::NotFound("file"))
    }
}
