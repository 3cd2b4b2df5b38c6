//! Identifiers of connections and sockets: 120 random bits, 20 URL-safe characters.
//!
//! Must never be guessable: anyone with the identifier of a polling session can read and write as its client.

use std::fmt;

use base64::Engine as _;
use base64::display::Base64Display;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Bytes of an identifier.
const BYTES: usize = 15;

/// An identifier made by the server: of an Engine.IO connection, or of one Socket.IO socket on it.
///
/// The two are different on purpose (Socket.IO protocol, "Difference between v5 and v4"): other clients may
/// learn the identifier of a socket, but only its own client may know the identifier of the connection.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sid([u8; BYTES]);

impl Sid {
    /// A new identifier from the operating system's random numbers.
    ///
    /// # Errors
    /// When the operating system has no random numbers to give.
    pub(crate) fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// Reads an identifier as it stands in a query; `None` for anything this server cannot have made.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; BYTES];
        match URL_SAFE_NO_PAD.decode_slice(text, &mut bytes) {
            Ok(BYTES) => Some(Self(bytes)),
            _ => None,
        }
    }
}

impl fmt::Display for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Base64Display::new(&self.0, &URL_SAFE_NO_PAD).fmt(f)
    }
}

impl fmt::Debug for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_survives_its_text_form() {
        let sid = Sid::random().unwrap();
        assert_eq!(sid.to_string().len(), 20);
        assert_eq!(Sid::parse(&sid.to_string()), Some(sid));
    }

    #[test]
    fn text_of_another_length_or_alphabet_is_no_identifier() {
        for text in ["", "abc", "lv_VI97HAXpY6yYWAA", "lv_VI97HAXpY6yYWAAACC", "lv/VI97HAXpY6yYWAAAC", "é"] {
            assert_eq!(Sid::parse(text), None, "{text}");
        }
    }
}
