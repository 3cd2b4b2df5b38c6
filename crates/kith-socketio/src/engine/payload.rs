//! Payloads of HTTP long-polling: several packets in one body (protocol v4, "Packet encoding", "HTTP
//! long-polling").

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

use super::packet::{Packet, PacketError};
use crate::ws::{FrameBuf, Opcode, split_frame};

/// Stands between the packets of a payload.
const SEPARATOR: u8 = 0x1e;

/// One packet of a payload.
#[derive(Debug, PartialEq, Eq)]
pub enum PayloadItem<'a> {
    /// A text packet.
    Packet(Packet<'a>),
    /// A binary message.
    Binary(Vec<u8>),
}

/// Reads the packet that begins at byte `at`; returns it and the position of the next one (`None` after the
/// last).
///
/// # Errors
/// When that packet is malformed.
pub fn next_packet(body: &str, at: usize) -> Result<(PayloadItem<'_>, Option<usize>), PacketError> {
    let rest = body.get(at..).unwrap_or_default();
    let (packet, next) = match rest.split_once(SEPARATOR as char) {
        Some((packet, _)) => (packet, Some(at + packet.len() + 1)),
        None => (rest, None),
    };
    Ok((decode_item(packet)?, next))
}

/// Reads one packet as it stands in a payload. Text-only clients send packets in this form over a WebSocket, too.
pub(crate) fn decode_item(packet: &str) -> Result<PayloadItem<'_>, PacketError> {
    Ok(match packet.strip_prefix('b') {
        Some(base64) => PayloadItem::Binary(STANDARD.decode(base64).map_err(|_| PacketError::NotBase64)?),
        None => PayloadItem::Packet(Packet::decode(packet)?),
    })
}

/// Turns a binary frame into the text frame for text-only clients; `None` for any other frame.
pub(crate) fn text_form(frame: &[u8]) -> Option<Bytes> {
    if frame.first()? & 0x0f != Opcode::Binary as u8 {
        return None;
    }
    let (_, content) = split_frame(frame);
    let mut text = FrameBuf::new();
    text.payload().push(b'b');
    text.payload().extend_from_slice(STANDARD.encode(content).as_bytes());
    Some(Bytes::copy_from_slice(text.finish(Opcode::Text)))
}

/// Appends a WebSocket frame in its polling form.
pub(crate) fn append_frame(payload: &mut String, frame: &[u8]) {
    let (text, content) = split_frame(frame);
    if !payload.is_empty() {
        payload.push(SEPARATOR as char);
    }
    if text {
        // This server makes its text frames from `str`: nothing is replaced here.
        payload.push_str(&String::from_utf8_lossy(content));
    } else {
        payload.push('b');
        STANDARD.encode_string(content, payload);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decode_all(body: &str) -> Result<Vec<PayloadItem<'_>>, PacketError> {
        let mut items = Vec::new();
        let mut at = Some(0);
        while let Some(start) = at {
            let (item, next) = next_packet(body, start)?;
            items.push(item);
            at = next;
        }
        Ok(items)
    }

    fn frame(opcode: Opcode, content: &[u8]) -> Vec<u8> {
        let mut buffer = FrameBuf::new();
        buffer.payload().extend_from_slice(content);
        buffer.finish(opcode).to_vec()
    }

    #[test]
    fn the_example_of_the_protocol_is_read() {
        let items = decode_all("4hello\x1ebAQIDBA==\x1e3").unwrap();
        let expected = [
            PayloadItem::Packet(Packet::Message("hello")),
            PayloadItem::Binary(vec![1, 2, 3, 4]),
            PayloadItem::Packet(Packet::Pong("")),
        ];
        assert_eq!(items, expected);
    }

    #[test]
    fn empty_packets_and_bad_base64_are_refused() {
        for body in ["", "\x1e", "4a\x1e", "\x1e4a"] {
            assert_eq!(decode_all(body), Err(PacketError::Empty), "{body:?}");
        }
        assert_eq!(decode_all("b???"), Err(PacketError::NotBase64));
        assert_eq!(decode_all("4a\x1eé"), Err(PacketError::UnknownType));
    }

    proptest! {
        #[test]
        fn frames_survive_the_polling_form(
            texts in prop::collection::vec("[^\x1e]{0,200}", 0..4),
            binary: Vec<u8>,
        ) {
            let mut payload = String::new();
            for text in &texts {
                append_frame(&mut payload, &frame(Opcode::Text, format!("4{text}").as_bytes()));
            }
            append_frame(&mut payload, &frame(Opcode::Binary, &binary));
            let mut expected: Vec<_> =
                texts.iter().map(|text| PayloadItem::Packet(Packet::Message(text))).collect();
            expected.push(PayloadItem::Binary(binary));
            prop_assert_eq!(decode_all(&payload).unwrap(), expected);
        }

        #[test]
        fn arbitrary_text_never_panics(body: String) {
            // Any result is right: the test is that the call returns.
            let _ = decode_all(&body);
        }
    }
}
