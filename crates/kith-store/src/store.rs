//! The `Store` seam: what every database must do for Kith.

use async_trait::async_trait;

use crate::{
    Accounts, Chats, Jobs, Journal, Members, Messages, People, Plans, Presence, Receipts, Search, Sessions,
    StoreError, Syncing,
};

/// The durable truth.
///
/// Each method is one use case and one transaction: it is done in full and durable (on disk, synced) when it answers,
/// or nothing of it was kept. Methods may run at the same time; those that write to one chat take effect one after the
/// other, in the order of the versions they assign.
///
/// No method looks at more than a bounded number of messages. Reads that may be much wait for their turn, few at once for one
/// person ([`StoreError::Busy`] when too many wait), and hold nobody else up; a read ends when its future is dropped.
///
/// A method about a chat names the person who asks and refuses those who are not its members, within the transaction.
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
