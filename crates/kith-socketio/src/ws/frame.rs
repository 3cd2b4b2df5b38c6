//! Single WebSocket frames: reading the header of a client's frame, and making the server's frames.
//!
//! Must never allocate by what a header claims: the claimed length is only compared with the limit.

use std::cell::Cell;

use bytes::{BufMut as _, Bytes, BytesMut};
use thiserror::Error;

/// Why a client's frame ends its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FrameError {
    /// A reserved bit is set although no extension was agreed (RFC 6455 section 5.2).
    #[error("reserved bit set")]
    ReservedBit,
    /// An opcode that the RFC does not define (section 5.2).
    #[error("unknown opcode {0}")]
    UnknownOpcode(u8),
    /// A client's frame without a mask (section 5.1).
    #[error("frame is not masked")]
    NotMasked,
    /// A control frame that is fragmented or longer than 125 bytes (section 5.5).
    #[error("control frame is fragmented or longer than 125 bytes")]
    BadControlFrame,
    /// A length in more bytes than it needs (section 5.2).
    #[error("length is not in its shortest form")]
    LengthNotMinimal,
    /// The message is larger than the limit, in bytes.
    #[error("message is larger than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// A continuation without a beginning, or a beginning inside another message (section 5.4).
    #[error("fragment out of order")]
    FragmentOrder,
    /// Text that is not UTF-8 (section 8.1).
    #[error("text is not UTF-8")]
    NotUtf8,
    /// A close frame with one byte, a code that must not be sent, or a reason that is not UTF-8 (section
    /// 5.5.1).
    #[error("malformed close frame")]
    BadClose,
}

impl FrameError {
    /// The close code that tells the client (section 7.4.1).
    pub(crate) const fn close_code(self) -> u16 {
        match self {
            Self::TooLarge { .. } => 1009,
            Self::NotUtf8 => 1007,
            _ => 1002,
        }
    }
}

/// What a frame carries (section 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opcode {
    /// A further part of a fragmented message.
    Continuation = 0,
    /// UTF-8 text.
    Text = 1,
    /// Bytes.
    Binary = 2,
    /// The closing handshake.
    Close = 8,
    /// Asks for a pong.
    Ping = 9,
    /// Answers a ping.
    Pong = 10,
}

impl Opcode {
    fn from_bits(bits: u8) -> Result<Self, FrameError> {
        Ok(match bits {
            0 => Self::Continuation,
            1 => Self::Text,
            2 => Self::Binary,
            8 => Self::Close,
            9 => Self::Ping,
            10 => Self::Pong,
            other => return Err(FrameError::UnknownOpcode(other)),
        })
    }

    /// Whether frames of this kind are control frames (section 5.5).
    pub(crate) const fn is_control(self) -> bool {
        matches!(self, Self::Close | Self::Ping | Self::Pong)
    }
}

/// The header of a client's frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Last frame of its message.
    pub fin: bool,
    /// What it carries.
    pub opcode: Opcode,
    /// The masking key.
    pub mask: [u8; 4],
    /// Bytes of the header itself.
    pub header_len: usize,
    /// Bytes of the payload that follows.
    pub payload_len: usize,
}

/// Reads the header at the start of `input`; `None` when it needs more bytes.
///
/// # Errors
/// When no continuation of `input` could be a frame that a client may send, or its payload is over `limit`
/// bytes.
pub fn parse_header(input: &[u8], limit: usize) -> Result<Option<Header>, FrameError> {
    let [first, second, rest @ ..] = input else { return Ok(None) };
    if first & 0x70 != 0 {
        return Err(FrameError::ReservedBit);
    }
    let opcode = Opcode::from_bits(first & 0x0f)?;
    let fin = first & 0x80 != 0;
    if second & 0x80 == 0 {
        return Err(FrameError::NotMasked);
    }
    let short = second & 0x7f;
    if opcode.is_control() && (!fin || short > 125) {
        return Err(FrameError::BadControlFrame);
    }
    let (length, extra) = match (short, rest) {
        (126, [a, b, ..]) => (u64::from(u16::from_be_bytes([*a, *b])), 2),
        (127, [a, b, c, d, e, f, g, h, ..]) => (u64::from_be_bytes([*a, *b, *c, *d, *e, *f, *g, *h]), 8),
        (126 | 127, _) => return Ok(None),
        _ => (u64::from(short), 0),
    };
    if (extra == 2 && length < 126) || (extra == 8 && length <= 0xffff) {
        return Err(FrameError::LengthNotMinimal);
    }
    let too_large = FrameError::TooLarge { limit };
    let payload_len = usize::try_from(length).map_err(|_| too_large)?;
    if payload_len > limit && !opcode.is_control() {
        return Err(too_large);
    }
    match rest.get(extra..extra + 4) {
        Some(&[a, b, c, d]) => {
            Ok(Some(Header { fin, opcode, mask: [a, b, c, d], header_len: 2 + extra + 4, payload_len }))
        }
        _ => Ok(None),
    }
}

/// Removes the mask in place (section 5.3).
pub(crate) fn unmask(payload: &mut [u8], mask: [u8; 4]) {
    let wide = u64::from_ne_bytes([mask[0], mask[1], mask[2], mask[3], mask[0], mask[1], mask[2], mask[3]]);
    let (chunks, tail) = payload.as_chunks_mut::<8>();
    for chunk in chunks {
        *chunk = (u64::from_ne_bytes(*chunk) ^ wide).to_ne_bytes();
    }
    for (byte, key) in tail.iter_mut().zip(mask.iter().cycle()) {
        *byte ^= key;
    }
}

/// Room before a payload, for the longest header of a server's frame.
const HEADER_ROOM: usize = 10;

/// Writes an unmasked header so that it ends at `room`'s end; returns where it starts.
fn write_header(room: &mut [u8; HEADER_ROOM], opcode: Opcode, length: usize) -> usize {
    let first = 0x80 | opcode as u8;
    if length < 126 {
        room[8..].copy_from_slice(&[first, length as u8]);
        8
    } else if let Ok(short) = u16::try_from(length) {
        let [a, b] = short.to_be_bytes();
        room[6..].copy_from_slice(&[first, 126, a, b]);
        6
    } else {
        room[..2].copy_from_slice(&[first, 127]);
        room[2..].copy_from_slice(&(length as u64).to_be_bytes());
        0
    }
}

/// Splits a frame that this server made: whether it is text, and its payload.
pub(crate) fn split_frame(frame: &[u8]) -> (bool, &[u8]) {
    let text = frame.first().is_some_and(|first| first & 0x0f == Opcode::Text as u8);
    let header = match frame.get(1) {
        Some(126) => 4,
        Some(127) => 10,
        _ => 2,
    };
    (text, frame.get(header..).unwrap_or_default())
}

/// A whole control frame. Payloads over 125 bytes are cut.
pub(crate) fn control_frame(opcode: Opcode, payload: &[u8]) -> Bytes {
    let payload = payload.get(..125).unwrap_or(payload);
    let mut frame = BytesMut::with_capacity(2 + payload.len());
    frame.put_u8(0x80 | opcode as u8);
    frame.put_u8(payload.len() as u8);
    frame.put_slice(payload);
    frame.freeze()
}

/// A whole close frame with a code and a reason.
pub(crate) fn close_frame(code: u16, reason: &str) -> Bytes {
    let mut payload = Vec::with_capacity(2 + reason.len());
    payload.extend_from_slice(&code.to_be_bytes());
    payload.extend_from_slice(reason.as_bytes());
    control_frame(Opcode::Close, &payload)
}

thread_local! {
    /// The buffer that frames are made in, so that a frame which the kernel takes at once costs no
    /// allocation.
    static SCRATCH: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// A larger scratch buffer is freed.
const SCRATCH_KEPT: usize = 64 * 1024;

/// A frame being made: its payload is appended first, the header is put before it at the end.
pub(crate) struct FrameBuf(Vec<u8>);

impl FrameBuf {
    /// An empty frame in this thread's scratch buffer.
    pub(crate) fn new() -> Self {
        let mut buffer = SCRATCH.take();
        buffer.clear();
        buffer.extend_from_slice(&[0; HEADER_ROOM]);
        Self(buffer)
    }

    /// The buffer to append the payload to. Invariant: the caller changes nothing before its present end.
    pub(crate) fn payload(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }

    /// The whole frame.
    pub(crate) fn finish(&mut self, opcode: Opcode) -> &[u8] {
        let length = self.0.len() - HEADER_ROOM;
        let start = match self.0.first_chunk_mut::<HEADER_ROOM>() {
            Some(room) => write_header(room, opcode, length),
            None => 0,
        };
        &self.0[start..]
    }
}

impl Drop for FrameBuf {
    fn drop(&mut self) {
        if self.0.capacity() <= SCRATCH_KEPT {
            SCRATCH.set(std::mem::take(&mut self.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MASKED: u8 = 0x80;

    fn header_error(input: &[u8]) -> FrameError {
        parse_header(input, 1000).unwrap_err()
    }

    #[test]
    fn headers_that_break_the_rfc_are_refused() {
        assert_eq!(header_error(&[0xc1, MASKED]), FrameError::ReservedBit);
        assert_eq!(header_error(&[0x83, MASKED]), FrameError::UnknownOpcode(3));
        assert_eq!(header_error(&[0x8b, MASKED]), FrameError::UnknownOpcode(11));
        assert_eq!(header_error(&[0x81, 5]), FrameError::NotMasked);
        assert_eq!(header_error(&[0x09, MASKED]), FrameError::BadControlFrame);
        assert_eq!(header_error(&[0x89, MASKED | 126]), FrameError::BadControlFrame);
        assert_eq!(header_error(&[0x81, MASKED | 126, 0, 125]), FrameError::LengthNotMinimal);
        assert_eq!(
            header_error(&[0x81, MASKED | 127, 0, 0, 0, 0, 0, 0, 255, 255]),
            FrameError::LengthNotMinimal
        );
        assert_eq!(header_error(&[0x81, MASKED | 126, 0x03, 0xe9]), FrameError::TooLarge { limit: 1000 });
        let huge = [0x82, MASKED | 127, 255, 255, 255, 255, 255, 255, 255, 255];
        assert_eq!(header_error(&huge), FrameError::TooLarge { limit: 1000 });
    }

    #[test]
    fn a_header_is_read_only_when_all_of_it_is_there() {
        let whole = [0x81, MASKED | 126, 0x01, 0x00, 1, 2, 3, 4];
        for end in 0..whole.len() {
            assert_eq!(parse_header(&whole[..end], 1000), Ok(None));
        }
        let header = parse_header(&whole, 1000).unwrap().unwrap();
        assert_eq!((header.header_len, header.payload_len, header.mask), (8, 256, [1, 2, 3, 4]));
    }

    #[test]
    fn an_oversized_scratch_buffer_is_not_kept() {
        FrameBuf::new().payload().resize(SCRATCH_KEPT * 2, 0);
        assert!(FrameBuf::new().payload().capacity() <= SCRATCH_KEPT);
    }

    proptest! {
        #[test]
        fn unmasking_equals_the_rfc_formula(mut payload: Vec<u8>, mask: [u8; 4]) {
            let expected: Vec<u8> = payload.iter().enumerate().map(|(i, byte)| byte ^ mask[i % 4]).collect();
            unmask(&mut payload, mask);
            prop_assert_eq!(payload, expected);
        }

        #[test]
        fn a_made_frame_splits_into_what_it_was_made_of(length in 0usize..70_000, text: bool) {
            let payload = vec![7; length];
            let mut buffer = FrameBuf::new();
            buffer.payload().extend_from_slice(&payload);
            let opcode = if text { Opcode::Text } else { Opcode::Binary };
            prop_assert_eq!(split_frame(buffer.finish(opcode)), (text, &payload[..]));
        }
    }
}
