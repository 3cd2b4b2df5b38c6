//! The types Kith speaks on the wire: ids, events, commands, REST bodies and error codes.
//!
//! This crate has only shapes and their serde forms: no I/O, no rules, no storage. The published form is
//! `docs/protocol.md`; the TypeScript form is `web/src/protocol/types.ts`, which `tests/typescript.rs` keeps equal to
//! these types. JSON is camelCase, times are integer milliseconds since the Unix epoch (UTC), ids are UUID strings.

mod accounts;
mod chats;
mod command;
mod error;
mod event;
mod ids;
mod members;
mod messages;
mod object;
mod plans;
mod presence;
mod stickers;
mod sync;

pub use accounts::*;
pub use chats::*;
pub use command::*;
pub use error::*;
pub use event::*;
pub use ids::*;
pub use members::*;
pub use messages::*;
pub use object::*;
pub use plans::*;
pub use presence::*;
pub use stickers::*;
pub use sync::*;

/// Milliseconds since the Unix epoch, UTC.
pub type TimeMs = i64;

/// A value of the counter that each account has: it grows with every change of the account, of its chats as it sees
/// them, and of its membership in them. The first is 1; 0 stands for "before everything".
pub type UserVersion = i64;

/// A position in a chat's log: the value of the chat's counter `head` at a change. The first is 1; 0 stands for "before
/// everything".
pub type Seq = i64;
