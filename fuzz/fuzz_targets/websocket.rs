//! Bytes of a WebSocket client, in pieces. Run: `cargo +nightly fuzz run websocket`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kith_socketio::decoders::exercise_websocket(data));
