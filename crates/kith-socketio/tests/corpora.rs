//! Replays the committed corpora of the fuzz targets, so that bugs that fuzzing once found cannot return
//! unnoticed without a fuzzer.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect by panicking")]

use std::fs;
use std::path::Path;

use kith_socketio::decoders::{exercise_packet, exercise_payload, exercise_websocket};

/// Runs one decoder over every file of its corpus.
fn check(target: &str, exercise: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let mut files = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        exercise(&fs::read(entry.unwrap().path()).unwrap());
        files += 1;
    }
    assert!(files > 0, "{} is empty", folder.display());
}

#[test]
fn the_payload_decoder_survives_its_corpus() {
    check("engine_packet", exercise_payload);
}

#[test]
fn the_websocket_decoder_survives_its_corpus() {
    check("websocket", exercise_websocket);
}

#[test]
fn the_packet_decoder_survives_its_corpus() {
    check("socketio_packet", exercise_packet);
}
