//! Socket.IO packets in text (protocol v5, "Packet encoding"): reading what clients send.
//!
//! Must accept nothing that the protocol does not allow, and parse JSON no further than that requires.

use thiserror::Error;

use super::json::Elements;

/// Why text is not a Socket.IO packet that a client may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The first character is none of `0` to `6`.
    #[error("unknown packet type")]
    UnknownType,
    /// A binary packet without the number of its attachments.
    #[error("binary packet without a number of attachments")]
    NoAttachmentCount,
    /// More attachments than the limit.
    #[error("{count} attachments, {limit} are allowed")]
    TooManyAttachments {
        /// What the packet announced.
        count: usize,
        /// The limit.
        limit: usize,
    },
    /// An acknowledgement id that is no number below 2^64, or missing where it must be.
    #[error("acknowledgement id missing or out of range")]
    BadId,
    /// Payload that this type of packet cannot have.
    #[error("payload does not fit the packet type")]
    BadPayload,
    /// An event with a name that is reserved for local events of the two ends.
    #[error("reserved event name")]
    ReservedName,
}

/// What a packet does.
#[derive(Debug)]
pub enum Kind<'a> {
    /// Asks to join the namespace, with the client's `auth` object.
    Connect(Option<&'a str>),
    /// Leaves the namespace.
    Disconnect,
    /// An event: a non-empty array that begins with a name.
    Event(Array<'a>),
    /// Answers an event of the server: an array.
    Ack(Array<'a>),
    /// Only servers send it.
    ConnectError,
}

/// A JSON array and the positions of its elements.
#[derive(Debug)]
pub struct Array<'a> {
    pub(crate) text: &'a str,
    pub(crate) elements: Elements,
}

/// One packet without its attachments.
#[derive(Debug)]
pub struct Packet<'a> {
    /// The namespace, `/` for the main one.
    pub namespace: &'a str,
    /// The acknowledgement id.
    pub id: Option<u64>,
    /// How many binary attachments follow.
    pub attachments: usize,
    /// What it does.
    pub kind: Kind<'a>,
}

/// Names that clients must not send events with: they are local events of the two ends.
const RESERVED: [&str; 6] =
    ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];

impl<'a> Packet<'a> {
    /// Reads a packet.
    ///
    /// # Errors
    /// When the text is not a packet that a client may send. The connection must be closed.
    pub fn decode(text: &'a str, max_attachments: usize) -> Result<Self, DecodeError> {
        let kind = *text.as_bytes().first().ok_or(DecodeError::UnknownType)?;
        if !kind.is_ascii_digit() || kind > b'6' {
            return Err(DecodeError::UnknownType);
        }
        let mut rest = &text[1..];
        let mut attachments = 0;
        if matches!(kind, b'5' | b'6') {
            let (count, after) = rest.split_once('-').ok_or(DecodeError::NoAttachmentCount)?;
            attachments = digits(count).ok_or(DecodeError::NoAttachmentCount)?;
            if attachments > max_attachments {
                return Err(DecodeError::TooManyAttachments { count: attachments, limit: max_attachments });
            }
            rest = after;
        }
        let mut namespace = "/";
        if rest.starts_with('/') {
            (namespace, rest) = rest.split_once(',').unwrap_or((rest, ""));
        }
        let id_end = rest.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        let (id, payload) = rest.split_at(id_end);
        let id = if id.is_empty() { None } else { Some(id.parse().map_err(|_| DecodeError::BadId)?) };
        let kind = match kind {
            b'0' if id.is_none() => connect(payload)?,
            b'1' if id.is_none() && payload.is_empty() => Kind::Disconnect,
            b'2' | b'5' => Kind::Event(event(payload)?),
            b'3' | b'6' if id.is_none() => return Err(DecodeError::BadId),
            b'3' | b'6' => Kind::Ack(array(payload)?),
            b'4' => Kind::ConnectError,
            _ => return Err(DecodeError::BadPayload),
        };
        Ok(Self { namespace, id, attachments, kind })
    }
}

/// A number in plain digits (`parse` alone would take a sign).
fn digits(text: &str) -> Option<usize> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn connect(payload: &str) -> Result<Kind<'_>, DecodeError> {
    if payload.is_empty() {
        return Ok(Kind::Connect(None));
    }
    let whole = payload.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(payload).is_ok();
    if whole { Ok(Kind::Connect(Some(payload))) } else { Err(DecodeError::BadPayload) }
}

fn array(text: &str) -> Result<Array<'_>, DecodeError> {
    let elements = Elements::find(text).ok_or(DecodeError::BadPayload)?;
    Ok(Array { text, elements })
}

fn event(text: &str) -> Result<Array<'_>, DecodeError> {
    let array = array(text)?;
    let name = array.elements.get(0).map(|place| &text[place]).ok_or(DecodeError::BadPayload)?;
    let Some(bare) = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) else {
        return Err(DecodeError::BadPayload);
    };
    if RESERVED.contains(&bare) { Err(DecodeError::ReservedName) } else { Ok(array) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decode(text: &str) -> Result<Packet<'_>, DecodeError> {
        Packet::decode(text, 10)
    }

    /// A packet in short: namespace, id, attachments, kind and payload.
    fn check(text: &str, expected: &str) {
        let packet = decode(text).unwrap();
        let kind = match packet.kind {
            Kind::Connect(auth) => format!("connect {}", auth.unwrap_or("-")),
            Kind::Disconnect => "disconnect".to_owned(),
            Kind::Event(array) => format!("event {}", array.text),
            Kind::Ack(array) => format!("ack {}", array.text),
            Kind::ConnectError => "connect_error".to_owned(),
        };
        let id = packet.id.map_or("-".to_owned(), |id| id.to_string());
        assert_eq!(format!("{} {id} {} {kind}", packet.namespace, packet.attachments), expected, "{text}");
    }

    #[test]
    fn every_example_of_the_protocol_is_read() {
        check("0", "/ - 0 connect -");
        check("0/admin,", "/admin - 0 connect -");
        check("0/admin", "/admin - 0 connect -");
        check(r#"0{"token":"123"}"#, r#"/ - 0 connect {"token":"123"}"#);
        check(r#"0/admin,{"token":"123"}"#, r#"/admin - 0 connect {"token":"123"}"#);
        check(r#"2["foo"]"#, r#"/ - 0 event ["foo"]"#);
        check(r#"2/admin,["bar"]"#, r#"/admin - 0 event ["bar"]"#);
        check(r#"212["foo"]"#, r#"/ 12 0 event ["foo"]"#);
        check("312[]", "/ 12 0 ack []");
        check(r#"3/admin,13["bar"]"#, r#"/admin 13 0 ack ["bar"]"#);
        let placeholder = r#"{"_placeholder":true,"num":0}"#;
        check(&format!(r#"51-["baz",{placeholder}]"#), &format!(r#"/ - 1 event ["baz",{placeholder}]"#));
        check(
            &format!(r#"52-/admin,7["baz",{placeholder}]"#),
            &format!(r#"/admin 7 2 event ["baz",{placeholder}]"#),
        );
        check(&format!(r#"61-15["bar",{placeholder}]"#), &format!(r#"/ 15 1 ack ["bar",{placeholder}]"#));
        check("1", "/ - 0 disconnect");
        check("1/admin,", "/admin - 0 disconnect");
    }

    #[test]
    fn what_the_protocol_forbids_is_refused() {
        let cases = [
            ("", DecodeError::UnknownType),
            ("abc", DecodeError::UnknownType),
            ("7", DecodeError::UnknownType),
            ("é", DecodeError::UnknownType),
            ("2", DecodeError::BadPayload),
            ("2{}", DecodeError::BadPayload),
            ("2[]", DecodeError::BadPayload),
            ("2[1]", DecodeError::BadPayload),
            (r#"2["a""#, DecodeError::BadPayload),
            (r#"2abc["a"]"#, DecodeError::BadPayload),
            (r#"2["disconnect"]"#, DecodeError::ReservedName),
            (r#"299999999999999999999["a"]"#, DecodeError::BadId),
            ("3[]", DecodeError::BadId),
            ("31{}", DecodeError::BadPayload),
            ("0[]", DecodeError::BadPayload),
            (r#"0"token""#, DecodeError::BadPayload),
            ("0{", DecodeError::BadPayload),
            ("01", DecodeError::BadPayload),
            ("1{}", DecodeError::BadPayload),
            (r#"5["a"]"#, DecodeError::NoAttachmentCount),
            (r#"5-["a"]"#, DecodeError::NoAttachmentCount),
            (r#"5+1-["a"]"#, DecodeError::NoAttachmentCount),
            (r#"511-["a"]"#, DecodeError::TooManyAttachments { count: 11, limit: 10 }),
        ];
        for (text, error) in cases {
            assert_eq!(decode(text).unwrap_err(), error, "{text}");
        }
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics(text: String) {
            // Any result is right: the test is that the call returns.
            let _ = decode(&text);
        }

        #[test]
        fn near_misses_never_panic(text in r#"[0-7]{1,3}-?(/[a-z]{0,3},?)?[0-9]{0,25}[\[\]{}",a1é]{0,12}"#) {
            // As above.
            let _ = decode(&text);
        }
    }
}
