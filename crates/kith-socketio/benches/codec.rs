//! What reading and writing one event costs, without any socket: `cargo bench -p kith-socketio --bench codec`.

use divan::Bencher;
use divan::counter::BytesCount;
use kith_socketio::{Frame, decoders};
use serde::{Deserialize, Serialize};

/// A message as clients send it.
const EVENT: &str = r#"2517["message:send",{"id":"019375a8-7f3c-7b1e-8a4d-0123456789ab","chatId":"019375a8-0000-7000-8000-0123456789ab","kind":"text","text":"See you at eight by the old bridge?"}]"#;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    id: &'a str,
    chat_id: &'a str,
    kind: &'a str,
    text: &'a str,
}

fn main() {
    divan::main();
}

/// From the packet's text to a typed argument.
#[divan::bench]
fn decode_event(bencher: Bencher<'_, '_>) {
    bencher.counter(BytesCount::of_str(EVENT)).bench(|| {
        let event = decoders::read_event(divan::black_box(EVENT));
        event.and_then(|event| event.arg::<Message<'_>>(0).map(|message| message.text.len()).ok())
    });
}

/// From a value to the bytes that go to every socket.
#[divan::bench]
fn encode_event(bencher: Bencher<'_, '_>) {
    let message = Message {
        id: "019375a8-7f3c-7b1e-8a4d-0123456789ab",
        chat_id: "019375a8-0000-7000-8000-0123456789ab",
        kind: "text",
        text: "See you at eight by the old bridge?",
    };
    bencher.bench(|| Frame::event("/", "message:new", divan::black_box(&message)));
}

/// Unmasks and reads the bytes of one read: one frame, or many under load.
#[divan::bench(args = [1, 16])]
fn decode_frames(bencher: Bencher<'_, '_>, frames: usize) {
    let mask = [0x12, 0x34, 0x56, 0x78];
    let text = format!("4{EVENT}");
    let mut bytes = Vec::new();
    for _ in 0..frames {
        bytes.extend([0x81, 0x80 | 126]);
        bytes.extend((text.len() as u16).to_be_bytes());
        bytes.extend(mask);
        bytes.extend(text.bytes().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    }
    assert_eq!(decoders::read_frames(&mut bytes.clone()), frames);
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .with_inputs(|| bytes.clone())
        .bench_local_refs(|bytes| decoders::read_frames(bytes));
}
