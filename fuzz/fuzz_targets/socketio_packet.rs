//! Socket.IO packets and the events in them. Run: `cargo +nightly fuzz run socketio_packet`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kith_socketio::decoders::exercise_packet(data));
