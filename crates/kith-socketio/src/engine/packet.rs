//! Engine.IO packets (protocol v4, "Packet encoding"): the type digit and what follows.

use thiserror::Error;

/// Why text is not an Engine.IO packet that a client may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PacketError {
    /// Nothing at all.
    #[error("empty packet")]
    Empty,
    /// The first character is none of `0` to `6` (nor `b`, in a payload).
    #[error("unknown packet type")]
    UnknownType,
    /// A `b` packet whose rest is not base64.
    #[error("binary packet is not base64")]
    NotBase64,
}

/// One text packet. Binary messages have no packet around them on a WebSocket, unless their client asked for text only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packet<'a> {
    /// `0`: handshake data. Only servers send it.
    Open(&'a str),
    /// `1`: the transport can be closed.
    Close,
    /// `2`: heartbeat from the server, or a client's probe during an upgrade.
    Ping(&'a str),
    /// `3`: the answer to a ping.
    Pong(&'a str),
    /// `4`: a message for the layer above.
    Message(&'a str),
    /// `5`: completes an upgrade.
    Upgrade,
    /// `6`: nothing; ends a poll.
    Noop,
}

impl<'a> Packet<'a> {
    /// Reads one packet.
    ///
    /// # Errors
    /// When the text is empty or begins with something else than a packet type.
    pub fn decode(text: &'a str) -> Result<Self, PacketError> {
        let kind = text.as_bytes().first().ok_or(PacketError::Empty)?;
        // A first byte outside ASCII is no type, so the slice below is only reached on a character boundary.
        let data = || text.get(1..).unwrap_or_default();
        Ok(match kind {
            b'0' => Self::Open(data()),
            b'1' => Self::Close,
            b'2' => Self::Ping(data()),
            b'3' => Self::Pong(data()),
            b'4' => Self::Message(data()),
            b'5' => Self::Upgrade,
            b'6' => Self::Noop,
            _ => return Err(PacketError::UnknownType),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_the_protocol_is_read() {
        let read =
            ["0{}", "1", "2probe", "3probe", "4hello", "5", "6"].map(|text| Packet::decode(text).unwrap());
        let expected = [
            Packet::Open("{}"),
            Packet::Close,
            Packet::Ping("probe"),
            Packet::Pong("probe"),
            Packet::Message("hello"),
            Packet::Upgrade,
            Packet::Noop,
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn anything_else_is_refused() {
        assert_eq!(Packet::decode(""), Err(PacketError::Empty));
        for text in ["7", "abc", "é", " 4", "-"] {
            assert_eq!(Packet::decode(text), Err(PacketError::UnknownType), "{text}");
        }
    }
}
