//! RFC 6455, the server's side of it: frames, their reassembly, and the opening handshake's arithmetic.
//!
//! No I/O here, and no extensions: a frame with a reserved bit ends the connection.

mod decoder;
mod frame;
mod handshake;

pub(crate) use decoder::{Decoder, Flow, Incoming};
pub(crate) use frame::{FrameBuf, Opcode, close_frame, control_frame, split_frame};
pub(crate) use handshake::accept_key;
