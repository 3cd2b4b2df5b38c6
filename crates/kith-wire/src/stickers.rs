//! The stickers and custom emoji that a server has.

use serde::{Deserialize, Serialize};

/// `GET stickers`, in the order of ids and names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StickerList {
    /// The packs: at most 200.
    pub packs: Vec<StickerPack>,
    /// The custom emoji, at most 1,000. `:name:` in texts and reactions stands for them.
    pub emoji: Vec<Picture>,
}

/// A pack of stickers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StickerPack {
    /// The pack's id: 1 to 32 of `a-z`, `0-9`, `_` and `-`.
    pub id: String,
    /// Its stickers: at most 200.
    pub stickers: Vec<Picture>,
}

/// A sticker of a pack, or a custom emoji.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// The name: 1 to 32 of `a-z`, `0-9`, `_` and `-`.
    pub name: String,
    /// The file, for `GET stickers/files/{file}`: the SHA-256 of its bytes in hex, and `.webp` or `.png`.
    pub file: String,
    /// The width, in pixels.
    pub width: u32,
    /// The height, in pixels.
    pub height: u32,
}
