//! An event from a client: checked as a whole, its arguments parsed only when the application asks for them.

use std::ops::Range;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;
use thiserror::Error;

use super::encode::Placeholder;
use super::json::Elements;
use super::packet::Array;

/// Why an argument could not be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ArgError {
    /// There are not that many arguments.
    #[error("argument {index} is missing, there are {count}")]
    Missing {
        /// Which was asked for, from 0.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// It is of another type.
    #[error("argument {index}: {source}")]
    Type {
        /// Which was asked for, from 0.
        index: usize,
        /// What does not fit.
        source: serde_json::Error,
    },
}

/// The arguments of an event or of an answer, as received.
#[derive(Clone, Debug)]
pub(crate) struct ArgList {
    text: Box<str>,
    elements: Elements,
    /// Elements before the first argument: the event's name.
    skip: usize,
    attachments: Vec<Bytes>,
}

impl ArgList {
    pub(crate) fn new(array: &Array<'_>, skip: usize, attachments: Vec<Bytes>) -> Self {
        Self { text: array.text.into(), elements: array.elements.clone(), skip, attachments }
    }

    pub(crate) fn len(&self) -> usize {
        self.elements.len().saturating_sub(self.skip)
    }

    pub(crate) fn json(&self, index: usize) -> Option<&str> {
        self.element(index + self.skip)
    }

    fn element(&self, index: usize) -> Option<&str> {
        self.text.get(self.elements.get(index)?)
    }

    pub(crate) fn arg<'a, T: Deserialize<'a>>(&'a self, index: usize) -> Result<T, ArgError> {
        let json = self.json(index).ok_or(ArgError::Missing { index, count: self.len() })?;
        serde_json::from_str(json).map_err(|source| ArgError::Type { index, source })
    }

    pub(crate) fn raw(&self) -> Vec<&RawValue> {
        // Every element was checked when the packet was read: none is left out here.
        (0..self.len()).filter_map(|index| self.arg(index).ok()).collect()
    }

    pub(crate) fn attachments(&self) -> &[Bytes] {
        &self.attachments
    }
}

/// An event from a client.
#[derive(Clone, Debug)]
pub struct Event {
    name: Name,
    args: ArgList,
}

#[derive(Clone, Debug)]
enum Name {
    /// Its range in the text.
    Plain(Range<usize>),
    /// It had escapes in it.
    Unescaped(Box<str>),
}

impl Event {
    /// An event from a checked array.
    pub(crate) fn new(array: &Array<'_>, attachments: Vec<Bytes>) -> Self {
        let args = ArgList::new(array, 1, attachments);
        let quoted = array.elements.get(0).unwrap_or_default();
        let plain = quoted.start + 1..quoted.end.saturating_sub(1);
        let name = match args.text.get(plain.clone()) {
            Some(name) if !name.contains('\\') => Name::Plain(plain),
            _ => Name::Unescaped(
                args.element(0).and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default(),
            ),
        };
        Self { name, args }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match &self.name {
            Name::Plain(place) => self.args.text.get(place.clone()).unwrap_or_default(),
            Name::Unescaped(name) => name,
        }
    }

    /// How many arguments it has.
    pub fn len(&self) -> usize {
        self.args.len()
    }

    /// Whether it has no arguments.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads argument `index`, from 0.
    ///
    /// # Errors
    /// When there is no such argument, or it is of another type.
    pub fn arg<'a, T: Deserialize<'a>>(&'a self, index: usize) -> Result<T, ArgError> {
        self.args.arg(index)
    }

    /// All arguments as JSON text, unread.
    pub fn raw_args(&self) -> Vec<&RawValue> {
        self.args.raw()
    }

    /// The binary attachments, in order. In the arguments each stands as a [`Placeholder`].
    pub fn attachments(&self) -> &[Bytes] {
        self.args.attachments()
    }

    /// The attachment that a placeholder stands for; `None` when the client made the number up.
    pub fn attachment(&self, placeholder: Placeholder) -> Option<&Bytes> {
        self.attachments().get(placeholder.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::packet::{Kind, Packet};
    use super::*;

    fn event(text: &str) -> Event {
        match Packet::decode(text, 10).unwrap().kind {
            Kind::Event(array) => Event::new(&array, vec![Bytes::from_static(b"x")]),
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn arguments_are_read_by_type_and_number() {
        let event = event(r#"2["send",{"to":"ann"},[1,2],{"_placeholder":true,"num":0}]"#);
        assert_eq!((event.name(), event.len()), ("send", 3));
        assert_eq!(event.arg::<Vec<u8>>(1).unwrap(), [1, 2]);
        assert_eq!(event.attachment(event.arg(2).unwrap()).unwrap(), "x");
        assert!(matches!(event.arg::<String>(1), Err(ArgError::Type { index: 1, .. })));
        assert!(matches!(event.arg::<String>(3), Err(ArgError::Missing { index: 3, count: 3 })));
        assert_eq!(event.raw_args()[0].get(), r#"{"to":"ann"}"#);
    }

    #[test]
    fn a_name_with_escapes_is_unescaped() {
        assert_eq!(event(r#"2["a\n\"é"]"#).name(), "a\n\"é");
    }

    #[test]
    fn a_placeholder_with_a_made_up_number_stands_for_nothing() {
        let event = event(r#"2["a",{"_placeholder":true,"num":7},{"_placeholder":false,"num":0}]"#);
        assert_eq!(event.attachment(event.arg(0).unwrap()), None);
        assert!(event.arg::<Placeholder>(1).is_err());
    }
}
