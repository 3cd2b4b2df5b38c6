//! Runs the decoders by themselves: over arbitrary bytes for the fuzz targets and the test that replays their
//! corpora, and over valid bytes for the benchmarks. Not part of the stable interface. Must never fail on bad
//! input, only when a decoder breaks its promises.

use serde_json::value::RawValue;

use crate::engine::payload::next_packet;
use crate::socket::packet::{Kind, Packet};
use crate::socket::{ArgList, Event};
use crate::ws::{Decoder, Flow};

/// Reads the body of a post to its end, or to the first malformed packet.
///
/// # Panics
/// When the decoder makes no progress.
pub fn exercise_payload(data: &[u8]) {
    let Ok(body) = str::from_utf8(data) else { return };
    let mut at = 0;
    while let Ok((_, Some(next))) = next_packet(body, at) {
        assert!(next > at && next <= body.len());
        at = next;
    }
}

/// Feeds a WebSocket client's bytes: whole, and in pieces whose length is the first byte. Both must give the
/// same messages.
///
/// # Panics
/// When they do not, or a message is over the limit.
pub fn exercise_websocket(data: &[u8]) {
    const LIMIT: usize = 4096;
    let Some((step, bytes)) = data.split_first() else { return };
    let decode = |step: usize| {
        let mut decoder = Decoder::default();
        let mut seen = Vec::new();
        let mut result = Ok(());
        for piece in bytes.chunks(step) {
            result = decoder.feed(&mut piece.to_vec(), LIMIT, |incoming| {
                seen.push(format!("{incoming:?}"));
                Flow::Continue
            });
            if result.is_err() {
                break;
            }
        }
        (seen, result)
    };
    let whole = decode(bytes.len().max(1));
    assert_eq!(whole, decode(usize::from(*step).max(1)));
}

/// Reads a Socket.IO packet, and its arguments.
///
/// # Panics
/// When an argument of an accepted packet is not JSON.
pub fn exercise_packet(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let Ok(packet) = Packet::decode(text, 10) else { return };
    let check = |count: usize, args: Vec<&RawValue>| assert_eq!(args.len(), count);
    match packet.kind {
        Kind::Event(array) => {
            let event = Event::new(&array, Vec::new());
            check(event.len(), event.raw_args());
        }
        Kind::Ack(array) => {
            let args = ArgList::new(&array, 0, Vec::new());
            check(args.len(), args.raw());
        }
        Kind::Connect(_) | Kind::Disconnect | Kind::ConnectError => {}
    }
}

/// Reads one Socket.IO event, as a connection does.
pub fn read_event(text: &str) -> Option<Event> {
    match Packet::decode(text, 10).ok()?.kind {
        Kind::Event(array) => Some(Event::new(&array, Vec::new())),
        _ => None,
    }
}

/// Reads a WebSocket client's bytes; returns how many messages were in them.
pub fn read_frames(bytes: &mut [u8]) -> usize {
    let mut messages = 0;
    let fed = Decoder::default().feed(bytes, usize::MAX, |_| {
        messages += 1;
        Flow::Continue
    });
    if fed.is_ok() { messages } else { 0 }
}
