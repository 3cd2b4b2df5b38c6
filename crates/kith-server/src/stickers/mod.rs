//! The stickers and custom emoji in the data folder: reading them, and the commands with which the operator changes them.

pub mod commands;
mod folder;
mod picture;

pub use folder::Folder;
pub use picture::{Loaded, load};
