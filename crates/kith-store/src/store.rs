//! The `Store` seam: the duties of every database for Kith.

use async_trait::async_trait;

use crate::{
    Accounts, Chats, Jobs, Journal, Members, Messages, People, Plans, Presence, Receipts, Search, Sessions,
    StoreError, Syncing,
};

/// The durable state of everything.
///
/// Each method is one use case and one transaction: when it returns, its work is complete and durable (on disk,
/// synced), or no part of it was kept. Methods may run at the same time; those that write to one chat take effect one
/// after the other, in the order of the versions they assign.
///
/// No method looks at more than a bounded number of messages. Long reads wait for their turn, few at once for one
/// person ([`StoreError::Busy`] when too many wait), and hold up nobody else; a read ends when its future is dropped.
///
/// A method about a chat names the person who asks and refuses people who are not its members, within the transaction.
#[async_trait]
pub trait Store:
    Accounts
    + Sessions
    + People
    + Plans
    + Presence
    + Chats
    + Members
    + Messages
    + Receipts
    + Search
    + Syncing
    + Journal
    + Jobs
    + Send
    + Sync
    + 'static
{
    /// Whether the database reads and writes. An error says why not: [`StoreError::Closed`] when nothing can be written until
    /// the server starts anew, [`StoreError::Full`] until there is room, [`StoreError::Corrupt`] once a part of it could
    /// not be read.
    async fn ping(&self) -> Result<(), StoreError>;
}
