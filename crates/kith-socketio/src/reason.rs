//! Why a connection or a socket ended. One enum for both layers, so that logs, metrics and handlers use the
//! same words.

use strum::{EnumCount, IntoStaticStr, VariantArray};

/// Why a connection (Engine.IO) or a socket (Socket.IO) ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumCount, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
#[repr(u8)]
pub enum DisconnectReason {
    /// The client left the namespace (Socket.IO `DISCONNECT`).
    ClientDisconnect,
    /// The application called `disconnect`.
    ServerDisconnect,
    /// The client closed the connection: an Engine.IO `close` packet, a WebSocket close frame, or the end of
    /// the stream.
    TransportClose,
    /// The connection broke, or two polls (or two posts) of one session were under way at once.
    TransportError,
    /// The client sent what the protocols do not allow, or more than the limits allow.
    ProtocolError,
    /// No `pong` came within the ping time-out.
    PingTimeout,
    /// The client was in no namespace for longer than the connect time-out.
    ConnectTimeout,
    /// More was waiting to be sent than the backlog allows: the client reads too slowly.
    SlowConsumer,
    /// The application panicked while it handled something from this connection.
    HandlerPanic,
    /// The server is shutting down. Official clients reconnect by themselves.
    ServerShutdown,
}

impl DisconnectReason {
    /// All reasons, in the order of their counters.
    pub const ALL: [Self; Self::COUNT] = {
        let mut all = [Self::ClientDisconnect; Self::COUNT];
        all.copy_from_slice(Self::VARIANTS);
        all
    };

    /// A stable machine name, for logs and as a metrics label.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether the server reports the end to the next poll, when the client has no poll open at that moment.
    pub(crate) const fn has_last_words(self) -> bool {
        matches!(
            self,
            Self::TransportClose | Self::ClientDisconnect | Self::ServerDisconnect | Self::ServerShutdown
        )
    }

    /// The WebSocket close code that tells the client (RFC 6455 section 7.4.1).
    pub(crate) const fn close_code(self) -> u16 {
        match self {
            Self::ProtocolError => 1002,
            Self::SlowConsumer | Self::ConnectTimeout => 1008,
            Self::HandlerPanic => 1011,
            Self::ServerShutdown => 1001,
            _ => 1000,
        }
    }
}

impl std::fmt::Display for DisconnectReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
