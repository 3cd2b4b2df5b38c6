//! Writing Socket.IO packets (protocol v5, "Packet encoding") straight into a frame, with no JSON value in
//! between.

use std::io::Write as _;

use serde::{Deserialize, Serialize, Serializer};
use thiserror::Error;

use super::namespace::Namespace;
use crate::engine::Closed;

/// Why an event was not sent.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EmitError {
    /// The socket has left its namespace, or its connection is closed.
    #[error("the socket is disconnected")]
    Disconnected,
    /// The argument cannot be written as JSON.
    #[error("cannot encode the event: {0}")]
    Encode(#[from] serde_json::Error),
    /// Several arguments were to be sent, but what was given is not an array in JSON.
    #[error("the arguments are not an array")]
    NotAnArray,
    /// The frame was made for another namespace.
    #[error("the frame is for another namespace")]
    WrongNamespace,
}

impl From<Closed> for EmitError {
    fn from(_: Closed) -> Self {
        Self::Disconnected
    }
}

/// Stands for an attachment in JSON: attachment number `.0` of its packet, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placeholder(pub usize);

#[derive(Serialize, Deserialize)]
struct PlaceholderJson {
    #[serde(rename = "_placeholder")]
    placeholder: bool,
    num: usize,
}

impl Serialize for Placeholder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        PlaceholderJson { placeholder: true, num: self.0 }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Placeholder {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = PlaceholderJson::deserialize(deserializer)?;
        if json.placeholder {
            Ok(Self(json.num))
        } else {
            Err(serde::de::Error::custom("not a placeholder of an attachment"))
        }
    }
}

/// The arguments of an event or an answer.
pub(crate) enum Args<'a, T: ?Sized> {
    /// One argument.
    One(&'a T),
    /// All arguments, as something that is an array in JSON.
    All(&'a T),
}

/// Writes everything before the payload: Engine.IO's `4`, the type, attachments, namespace and id.
pub(crate) fn head(out: &mut Vec<u8>, kind: u8, attachments: usize, namespace: &Namespace, id: Option<u64>) {
    out.extend_from_slice(&[b'4', kind]);
    // Writing to memory cannot fail.
    if attachments > 0 {
        let _ = write!(out, "{attachments}-");
    }
    if !namespace.is_main() {
        let _ = write!(out, "{},", namespace.as_str());
    }
    if let Some(id) = id {
        let _ = write!(out, "{id}");
    }
}

/// Writes an `EVENT` or `BINARY_EVENT`.
pub(crate) fn event<T: Serialize + ?Sized>(
    out: &mut Vec<u8>,
    namespace: &Namespace,
    id: Option<u64>,
    name: &str,
    args: Args<'_, T>,
    attachments: usize,
) -> Result<(), EmitError> {
    head(out, if attachments > 0 { b'5' } else { b'2' }, attachments, namespace, id);
    out.push(b'[');
    serde_json::to_writer(&mut *out, name)?;
    match args {
        Args::One(arg) => {
            out.push(b',');
            serde_json::to_writer(&mut *out, arg)?;
            out.push(b']');
            Ok(())
        }
        Args::All(args) => {
            let start = array(out, args)?;
            // The name and the arguments become one array.
            if out.ends_with(b"[]") && out.len() == start + 2 {
                out.truncate(start);
                out.push(b']');
            } else {
                out[start] = b',';
            }
            Ok(())
        }
    }
}

/// Writes an `ACK` or `BINARY_ACK`.
pub(crate) fn ack<T: Serialize + ?Sized>(
    out: &mut Vec<u8>,
    namespace: &Namespace,
    id: u64,
    args: Args<'_, T>,
    attachments: usize,
) -> Result<(), EmitError> {
    head(out, if attachments > 0 { b'6' } else { b'3' }, attachments, namespace, Some(id));
    match args {
        Args::One(arg) => {
            out.push(b'[');
            serde_json::to_writer(&mut *out, arg)?;
            out.push(b']');
        }
        Args::All(args) => {
            array(out, args)?;
        }
    }
    Ok(())
}

/// Writes something that must be an array; returns where it begins.
fn array<T: Serialize + ?Sized>(out: &mut Vec<u8>, args: &T) -> Result<usize, EmitError> {
    let start = out.len();
    serde_json::to_writer(&mut *out, args)?;
    if out.get(start) == Some(&b'[') { Ok(start) } else { Err(EmitError::NotAnArray) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::packet::{Kind, Packet};
    use super::*;

    fn event_text<T: Serialize>(
        namespace: &str,
        id: Option<u64>,
        args: Args<'_, T>,
        attachments: usize,
    ) -> String {
        let mut out = Vec::new();
        event(&mut out, &namespace.into(), id, "foo", args, attachments).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn ack_text<T: Serialize>(namespace: &str, args: Args<'_, T>, attachments: usize) -> String {
        let mut out = Vec::new();
        ack(&mut out, &namespace.into(), 13, args, attachments).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn events_are_written_as_in_the_protocol() {
        assert_eq!(event_text("/", None, Args::One(&1), 0), r#"42["foo",1]"#);
        assert_eq!(event_text("/admin", Some(13), Args::One(&"x"), 0), r#"42/admin,13["foo","x"]"#);
        assert_eq!(event_text("/", None, Args::All(&[0; 0]), 0), r#"42["foo"]"#);
        assert_eq!(event_text("/", None, Args::All(&(1, "2")), 0), r#"42["foo",1,"2"]"#);
        assert_eq!(event_text("/", None, Args::All(&([0; 0],)), 0), r#"42["foo",[]]"#);
        let binary = event_text("/", Some(1), Args::One(&Placeholder(0)), 1);
        assert_eq!(binary, r#"451-1["foo",{"_placeholder":true,"num":0}]"#);
    }

    #[test]
    fn answers_are_written_as_in_the_protocol() {
        assert_eq!(ack_text("/", Args::One(&"bar"), 0), r#"4313["bar"]"#);
        assert_eq!(ack_text("/admin", Args::All(&[0; 0]), 0), "43/admin,13[]");
        let binary = ack_text("/", Args::One(&Placeholder(0)), 1);
        assert_eq!(binary, r#"461-13[{"_placeholder":true,"num":0}]"#);
    }

    #[test]
    fn several_arguments_must_be_an_array() {
        let error = event(&mut Vec::new(), &Namespace::MAIN, None, "foo", Args::All(&1), 0).unwrap_err();
        assert!(matches!(error, EmitError::NotAnArray));
    }

    proptest! {
        #[test]
        fn an_event_that_was_written_is_read_back(
            name in "[^\u{0}]{0,20}",
            namespace in "/[a-z]{0,8}",
            id: Option<u64>,
            args: Vec<String>,
        ) {
            prop_assume!(!name.starts_with("connect") && !name.starts_with("disconnect"));
            let mut out = Vec::new();
            event(&mut out, &namespace.as_str().into(), id, &name, Args::All(&args), 0).unwrap();
            let text = String::from_utf8(out).unwrap();
            let packet = Packet::decode(&text[1..], 10).unwrap();
            prop_assert_eq!(packet.namespace, &namespace);
            prop_assert_eq!(packet.id, id);
            let Kind::Event(array) = packet.kind else { unreachable!() };
            let mut all: Vec<String> = serde_json::from_str(array.text).unwrap();
            prop_assert_eq!(all.remove(0), name);
            prop_assert_eq!(all, args);
        }
    }
}
