//! WebSocket frames and Socket.IO packets, reduced to what a load generator needs: the load must cost less than the
//! server that it measures. It trusts the server's framing and reads nothing that no scenario uses.

use std::ops::Range;

use anyhow::bail;

/// What a frame carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opcode {
    /// A whole text message.
    Text,
    /// The end of the connection.
    Close,
    /// The client must answer with a pong.
    Ping,
    /// An answer to a ping; nothing to do.
    Pong,
}

/// The first frame from a server: its opcode, and the range of its payload. `None` until it has arrived whole.
pub fn next_frame(bytes: &[u8]) -> anyhow::Result<Option<(Opcode, Range<usize>)>> {
    let [first, second, rest @ ..] = bytes else { return Ok(None) };
    let opcode = match first {
        0x81 => Opcode::Text,
        0x88 => Opcode::Close,
        0x89 => Opcode::Ping,
        0x8a => Opcode::Pong,
        other => bail!("the server sent a frame of kind {other:#x}"),
    };
    let (start, length) = match (*second, rest) {
        (length @ 0..=125, _) => (2, usize::from(length)),
        (126, [a, b, ..]) => (4, usize::from(u16::from_be_bytes([*a, *b]))),
        (127, [a, b, c, d, e, f, g, h, ..]) => {
            (10, usize::try_from(u64::from_be_bytes([*a, *b, *c, *d, *e, *f, *g, *h]))?)
        }
        (126 | 127, _) => return Ok(None),
        (other, _) => bail!("the server sent a masked frame ({other:#x})"),
    };
    Ok((bytes.len() >= start + length).then_some((opcode, start..start + length)))
}

/// Appends a frame with `payload` to `out`. A client masks, with zeros: the protocol requires it, and zeros cost
/// nothing.
pub fn push_frame(out: &mut Vec<u8>, first_byte: u8, masked: bool, payload: &[u8]) {
    let mask = if masked { 0x80 } else { 0 };
    out.push(first_byte);
    match payload.len() {
        short @ 0..=125 => out.push(mask | short as u8),
        medium @ 126..=65_535 => {
            out.push(mask | 126);
            out.extend((medium as u16).to_be_bytes());
        }
        long => {
            out.push(mask | 127);
            out.extend((long as u64).to_be_bytes());
        }
    }
    if masked {
        out.extend([0; 4]);
    }
    out.extend(payload);
}

/// The meaning of a text message from the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packet<'a> {
    /// The Engine.IO session is open.
    Open,
    /// The client must answer, or the server closes the connection.
    Ping,
    /// The namespace is joined.
    Connected,
    /// The server refused the namespace, and why.
    Refused(&'a str),
    /// The server closes the connection.
    Disconnected,
    /// The answer to the event with this number.
    Ack {
        /// The number.
        number: u64,
        /// Its JSON.
        answer: &'a [u8],
    },
    /// An event, and its first argument.
    Event {
        /// Its name.
        name: &'a [u8],
        /// The argument's JSON.
        argument: &'a [u8],
    },
}

impl<'a> Packet<'a> {
    /// Reads a text message.
    pub fn read(text: &'a [u8]) -> anyhow::Result<Self> {
        Ok(match text {
            [b'0', ..] => Self::Open,
            b"2" => Self::Ping,
            [b'1'] | [b'4', b'1', ..] => Self::Disconnected,
            [b'4', b'0', ..] => Self::Connected,
            [b'4', b'4', why @ ..] => Self::Refused(str::from_utf8(why)?),
            [b'4', b'2', b'[', b'"', rest @ ..] => {
                let end = rest.iter().position(|byte| *byte == b'"').unwrap_or(rest.len());
                let argument = rest.get(end + 2..rest.len() - 1).unwrap_or_default();
                Self::Event { name: &rest[..end], argument }
            }
            [b'4', b'3', rest @ ..] => {
                let end = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
                let number = str::from_utf8(&rest[..end])?.parse()?;
                let answer = rest.get(end + 1..rest.len().saturating_sub(1)).unwrap_or_default();
                Self::Ack { number, answer }
            }
            _ => bail!("unexpected packet: {}", String::from_utf8_lossy(text)),
        })
    }
}

/// The text of the first field of this name in a JSON object, without looking deeper: `"name":"…"`.
pub fn text_field<'a>(json: &'a [u8], quoted_name_and_quote: &[u8]) -> Option<&'a [u8]> {
    let length = quoted_name_and_quote.len();
    let at = json.windows(length).position(|window| window == quoted_name_and_quote)?;
    let value = &json[at + length..];
    Some(&value[..value.iter().position(|byte| *byte == b'"')?])
}

/// The number in the first field of this name in a JSON object, without looking deeper: `"name":17`.
pub fn number_field(json: &[u8], quoted_name_and_colon: &[u8]) -> Option<i64> {
    let length = quoted_name_and_colon.len();
    let at = json.windows(length).position(|window| window == quoted_name_and_colon)?;
    let value = &json[at + length..];
    let end = value.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(value.len());
    str::from_utf8(&value[..end]).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_of_every_length_reads_back_and_is_incomplete_until_its_last_byte() {
        for length in [0, 1, 125, 126, 65_535, 65_536, 100_000] {
            let payload = vec![b'x'; length];
            let mut bytes = Vec::new();
            push_frame(&mut bytes, 0x81, false, &payload);
            let (opcode, range) = next_frame(&bytes).unwrap().unwrap();
            assert_eq!((opcode, &bytes[range.clone()]), (Opcode::Text, &payload[..]));
            assert_eq!(range.end, bytes.len());
            assert!(next_frame(&bytes[..bytes.len() - 1]).unwrap().is_none());
        }
    }

    #[test]
    fn packets_are_told_apart() {
        for (text, packet) in [
            ("0{\"sid\":\"x\"}", Packet::Open),
            ("2", Packet::Ping),
            ("40{\"sid\":\"x\"}", Packet::Connected),
            ("44{\"message\":\"no\"}", Packet::Refused("{\"message\":\"no\"}")),
            ("41", Packet::Disconnected),
            ("4317[{\"ok\":true}]", Packet::Ack { number: 17, answer: b"{\"ok\":true}" }),
            ("42[\"typing\",{\"a\":1}]", Packet::Event { name: b"typing", argument: b"{\"a\":1}" }),
        ] {
            assert_eq!(Packet::read(text.as_bytes()).unwrap(), packet, "{text}");
        }
        assert!(Packet::read(b"9").is_err());
    }

    #[test]
    fn a_field_is_found_by_its_name() {
        let json = br#"{"id":"abc","chatId":"d","seq":17,"version":18}"#;
        assert_eq!(number_field(json, b"\"seq\":"), Some(17));
        assert_eq!(number_field(json, b"\"version\":"), Some(18));
        assert_eq!(number_field(json, b"\"id\":"), None);
        assert_eq!(text_field(json, b"\"chatId\":\""), Some(&b"d"[..]));
        assert_eq!(text_field(json, b"\"id\":\""), Some(&b"abc"[..]));
        assert_eq!(text_field(json, b"\"no\":\""), None);
    }
}
