//! Turns the bytes of one client into WebSocket messages, whatever pieces they arrive in.
//!
//! Must never hold memory for an idle client: the state between reads is one box, dropped when it is empty.

use super::frame::{FrameError, Opcode, parse_header, unmask};
use crate::waiting_room::{SMALL, Seat};

/// What a client sent.
#[derive(Debug, PartialEq, Eq)]
pub enum Incoming<'a> {
    /// A whole text message.
    Text(&'a str),
    /// A whole binary message.
    Binary(&'a [u8]),
    /// A ping with its payload; the answer is a pong with the same payload.
    Ping(&'a [u8]),
    /// A pong; no answer.
    Pong,
    /// The beginning, or the answer, of the closing handshake.
    Close,
}

/// Whether to go on with the bytes that have already arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    Continue,
    /// Stop; keep the unhandled bytes for the next call.
    Pause,
}

/// Between reads: the bytes of an unfinished frame and the parts of an unfinished message.
#[derive(Default)]
pub struct Decoder {
    kept: Option<Box<Kept>>,
}

#[derive(Default)]
struct Kept {
    /// Bytes that were read and not yet handled.
    unread: Vec<u8>,
    /// The unmasked parts of a fragmented message.
    message: Vec<u8>,
    /// Kind of the fragmented message; `None` when there is none.
    opcode: Option<Opcode>,
    /// Accounts for these bytes, if they are many.
    seat: Option<Seat>,
}

impl Decoder {
    /// A decoder that begins with bytes that other code has read.
    pub(crate) fn with_unread(unread: &[u8]) -> Self {
        if unread.is_empty() {
            return Self::default();
        }
        Self { kept: Some(Box::new(Kept { unread: unread.to_vec(), ..Kept::default() })) }
    }

    /// Whether it has bytes that [`Decoder::feed`] has not handled.
    pub(crate) fn has_unread(&self) -> bool {
        self.kept.as_ref().is_some_and(|kept| !kept.unread.is_empty())
    }

    /// Updates the account of the kept bytes, after they have changed.
    pub(crate) fn account(&mut self, seat: impl FnOnce(usize) -> Seat) {
        let Some(kept) = &mut self.kept else { return };
        let bytes = kept.unread.len() + kept.message.len();
        match &kept.seat {
            Some(seat) => seat.hold(bytes),
            None if bytes >= SMALL => kept.seat = Some(seat(bytes)),
            None => {}
        }
    }

    /// Hands every complete message to `handle`, until there is none or `handle` returns [`Flow::Pause`].
    ///
    /// `input` is used as working memory (unmasked in place). `limit` is the most bytes of one message.
    ///
    /// # Errors
    /// When RFC 6455 does not allow a client to send these bytes. The connection must be closed.
    pub fn feed(
        &mut self,
        input: &mut [u8],
        limit: usize,
        mut handle: impl FnMut(Incoming<'_>) -> Flow,
    ) -> Result<(), FrameError> {
        let mut joined = match &mut self.kept {
            Some(kept) => std::mem::take(&mut kept.unread),
            None => Vec::new(),
        };
        if joined.is_empty() {
            let used = self.frames(input, limit, &mut handle)?;
            if used < input.len() {
                self.kept.get_or_insert_default().unread.extend_from_slice(&input[used..]);
            }
        } else {
            joined.extend_from_slice(input);
            let used = self.frames(&mut joined, limit, &mut handle)?;
            if used < joined.len() {
                joined.drain(..used);
                self.kept.get_or_insert_default().unread = joined;
            }
        }
        if self.kept.as_ref().is_some_and(|kept| kept.unread.is_empty() && kept.opcode.is_none()) {
            self.kept = None;
        }
        Ok(())
    }

    /// Handles the whole frames at the start of `bytes`; returns how many bytes they had.
    fn frames(
        &mut self,
        bytes: &mut [u8],
        limit: usize,
        handle: &mut impl FnMut(Incoming<'_>) -> Flow,
    ) -> Result<usize, FrameError> {
        let mut at = 0;
        loop {
            let rest = &mut bytes[at..];
            let Some(header) = parse_header(rest, limit)? else { return Ok(at) };
            let end = header.header_len + header.payload_len;
            let Some(payload) = rest.get_mut(header.header_len..end) else { return Ok(at) };
            at += end;
            unmask(payload, header.mask);
            let flow = match header.opcode {
                Opcode::Ping => handle(Incoming::Ping(payload)),
                Opcode::Pong => handle(Incoming::Pong),
                Opcode::Close => {
                    check_close(payload)?;
                    handle(Incoming::Close)
                }
                data => self.data_frame(data, header.fin, payload, limit, handle)?,
            };
            if flow == Flow::Pause {
                return Ok(at);
            }
        }
    }

    /// A text, binary or continuation frame: whole messages go straight to `handle`, fragments are collected.
    fn data_frame(
        &mut self,
        opcode: Opcode,
        fin: bool,
        payload: &[u8],
        limit: usize,
        handle: &mut impl FnMut(Incoming<'_>) -> Flow,
    ) -> Result<Flow, FrameError> {
        let begun = self.kept.as_ref().and_then(|kept| kept.opcode);
        let kind = match (opcode, begun) {
            (Opcode::Continuation, Some(begun)) => begun,
            (Opcode::Continuation, None) | (_, Some(_)) => return Err(FrameError::FragmentOrder),
            (first, None) if fin => return whole_message(first, payload, handle),
            (first, None) => first,
        };
        let kept = self.kept.get_or_insert_default();
        if kept.message.len() + payload.len() > limit {
            return Err(FrameError::TooLarge { limit });
        }
        kept.opcode = Some(kind);
        kept.message.extend_from_slice(payload);
        if !fin {
            return Ok(Flow::Continue);
        }
        kept.opcode = None;
        let message = std::mem::take(&mut kept.message);
        whole_message(kind, &message, handle)
    }
}

fn whole_message(
    kind: Opcode,
    payload: &[u8],
    handle: &mut impl FnMut(Incoming<'_>) -> Flow,
) -> Result<Flow, FrameError> {
    Ok(if kind == Opcode::Text {
        handle(Incoming::Text(std::str::from_utf8(payload).map_err(|_| FrameError::NotUtf8)?))
    } else {
        handle(Incoming::Binary(payload))
    })
}

/// RFC 6455 sections 5.5.1 and 7.4: no payload, or a code that may be sent and a reason in UTF-8.
fn check_close(payload: &[u8]) -> Result<(), FrameError> {
    let (code, reason) = match payload {
        [] => return Ok(()),
        [a, b, reason @ ..] => (u16::from_be_bytes([*a, *b]), reason),
        _ => return Err(FrameError::BadClose),
    };
    let allowed = matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999);
    if allowed && std::str::from_utf8(reason).is_ok() { Ok(()) } else { Err(FrameError::BadClose) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A client's frame.
    fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
        let mask = [9, 8, 7, 6];
        let mut bytes = vec![first];
        match payload.len() {
            length @ 0..=125 => bytes.push(0x80 | length as u8),
            length => {
                bytes.push(0x80 | 126);
                bytes.extend_from_slice(&(length as u16).to_be_bytes());
            }
        }
        bytes.extend_from_slice(&mask);
        bytes.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, key)| byte ^ key));
        bytes
    }

    /// What comes out when `input` arrives in pieces of `step` bytes.
    fn decode(input: &[u8], step: usize, limit: usize) -> Result<Vec<String>, FrameError> {
        let mut decoder = Decoder::default();
        let mut seen = Vec::new();
        for piece in input.chunks(step.max(1)) {
            decoder.feed(&mut piece.to_vec(), limit, |incoming| {
                seen.push(format!("{incoming:?}"));
                Flow::Continue
            })?;
        }
        Ok(seen)
    }

    #[test]
    fn control_frames_may_stand_between_fragments() {
        let input = [frame(0x01, b"he"), frame(0x89, b"!"), frame(0x00, b"ll"), frame(0x80, b"o")].concat();
        for step in [1, 3, 1000] {
            assert_eq!(decode(&input, step, 100).unwrap(), ["Ping([33])", "Text(\"hello\")"]);
        }
    }

    #[test]
    fn a_character_may_be_split_between_fragments() {
        let input = [frame(0x01, &"é".as_bytes()[..1]), frame(0x80, &"é".as_bytes()[1..])].concat();
        assert_eq!(decode(&input, 1000, 100).unwrap(), ["Text(\"é\")"]);
    }

    #[test]
    fn fragments_out_of_order_are_refused() {
        assert_eq!(decode(&frame(0x80, b"x"), 99, 100), Err(FrameError::FragmentOrder));
        let nested = [frame(0x01, b"x"), frame(0x81, b"y")].concat();
        assert_eq!(decode(&nested, 99, 100), Err(FrameError::FragmentOrder));
    }

    #[test]
    fn the_limit_holds_for_the_sum_of_the_fragments() {
        let input = [frame(0x02, &[0; 60]), frame(0x80, &[0; 60])].concat();
        assert_eq!(decode(&input, 99, 100), Err(FrameError::TooLarge { limit: 100 }));
        assert_eq!(decode(&input, 99, 120).unwrap().len(), 1);
    }

    #[test]
    fn text_that_is_not_utf8_is_refused() {
        assert_eq!(decode(&frame(0x81, &[0xff]), 99, 100), Err(FrameError::NotUtf8));
    }

    #[test]
    fn close_frames_carry_nothing_or_a_code_that_may_be_sent() {
        assert_eq!(decode(&frame(0x88, &[]), 99, 100).unwrap(), ["Close"]);
        assert_eq!(decode(&frame(0x88, &[0x03, 0xe8]), 99, 100).unwrap(), ["Close"]);
        for payload in [&[3][..], &[0x03, 0xed], &[0x03, 0xe7], &[0x03, 0xe8, 0xff], &[0x13, 0x88]] {
            assert_eq!(decode(&frame(0x88, payload), 99, 100), Err(FrameError::BadClose), "{payload:?}");
        }
    }

    #[test]
    fn a_pause_keeps_the_rest_for_the_next_call() {
        let mut input = [frame(0x81, b"a"), frame(0x81, b"b"), frame(0x81, b"c")].concat();
        let mut decoder = Decoder::default();
        let mut seen = Vec::new();
        let mut step = |incoming: Incoming<'_>| {
            seen.push(format!("{incoming:?}"));
            Flow::Pause
        };
        decoder.feed(&mut input, 100, &mut step).unwrap();
        while decoder.has_unread() {
            decoder.feed(&mut [], 100, &mut step).unwrap();
        }
        assert_eq!(seen, ["Text(\"a\")", "Text(\"b\")", "Text(\"c\")"]);
    }

    #[test]
    fn nothing_is_kept_between_whole_messages() {
        let mut decoder = Decoder::default();
        let mut input = frame(0x81, b"hello");
        let (head, tail) = input.split_at_mut(4);
        decoder.feed(head, 100, |_| Flow::Continue).unwrap();
        assert!(decoder.kept.is_some());
        decoder.feed(tail, 100, |_| Flow::Continue).unwrap();
        assert!(decoder.kept.is_none());
    }

    proptest! {
        #[test]
        fn messages_are_the_same_in_whatever_pieces_they_come(
            messages in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..6),
            step in 1usize..400,
        ) {
            let input: Vec<u8> = messages.iter().flat_map(|message| frame(0x82, message)).collect();
            let expected: Vec<String> =
                messages.iter().map(|message| format!("{:?}", Incoming::Binary(message))).collect();
            prop_assert_eq!(decode(&input, step, 1000).unwrap(), expected);
        }

        #[test]
        fn arbitrary_bytes_never_panic(input: Vec<u8>, step in 1usize..64) {
            // Any result is right: the test is that the call returns.
            let _ = decode(&input, step, 64);
        }
    }
}
