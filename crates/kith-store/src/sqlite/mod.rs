//! The store in one SQLite file: the default, and enough for one machine.
//!
//! One thread writes (see [`connections`]), a few connections read. Each domain's file chooses the connection of its
//! operations, and has their SQL below as plain functions on a connection.

mod accounts;
mod chat_state;
mod chats;
mod connections;
mod jobs;
mod journal;
mod members;
mod messages;
mod people;
mod plans;
mod presence;
mod receipts;
mod rows;
mod schema;
mod search;
mod sessions;
mod store;
mod sync;
mod unread;

pub use store::SqliteStore;
