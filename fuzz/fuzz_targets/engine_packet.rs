//! Bodies of posts, packet by packet. Run: `cargo +nightly fuzz run engine_packet`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kith_socketio::decoders::exercise_payload(data));
