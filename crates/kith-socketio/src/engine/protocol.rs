//! The protocol over the connections: the layer above, as Engine.IO sees it.

use std::task::Context;

use super::connection::Connection;
use crate::reason::DisconnectReason;

/// A message from the client, for the layer above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message<'a> {
    /// Text.
    Text(&'a str),
    /// Bytes.
    Binary(&'a [u8]),
}

/// A protocol over Engine.IO connections.
///
/// All calls for one connection come one after the other from one task. They must not block. A panic in one
/// of them closes that connection, and nothing else.
pub trait Protocol: Send + Sync + 'static {
    /// The protocol's state per connection. Small: every idle connection has one.
    type Session: Send + Unpin + 'static;

    /// A connection opened.
    fn opened(&self, connection: &Connection) -> Self::Session;

    /// A message came in.
    ///
    /// # Errors
    /// Closes the connection for the given reason.
    fn message(
        &self,
        session: &mut Self::Session,
        connection: &Connection,
        message: Message<'_>,
    ) -> Result<(), DisconnectReason>;

    /// Polls the futures that the session waits for. Called whenever the connection's task wakes up.
    fn poll(&self, _session: &mut Self::Session, _connection: &Connection, _cx: &mut Context<'_>) {}

    /// The connection is closed; no more calls follow.
    fn closed(&self, session: Self::Session, connection: &Connection, reason: DisconnectReason);
}
