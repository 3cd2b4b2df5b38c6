//! The routes of REST: a file for each domain, and `server` for the server itself.

pub mod accounts;
pub mod chats;
pub mod members;
pub mod messages;
pub mod people;
pub mod plans;
pub mod presence;
pub mod receipts;
pub mod search;
pub mod server;
pub mod sessions;
pub mod stickers;
pub mod sync;
