//! Frames for large audiences: order, completeness, and how they arrive over each transport.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect by panicking")]

mod support;

use std::sync::{Arc, Mutex};

use kith_socketio::{AckSender, ConnectError, ConnectRequest, Event, Fanout, Frame, Handler, Server, Socket};
use support::client::{Polling, Ws};
use support::{quiet, serve, until};

/// Keeps its sockets; a client's event goes to all of them.
struct Room {
    sockets: Arc<Mutex<Vec<Socket<()>>>>,
    fanout: Fanout<&'static str, (), ()>,
}

impl Room {
    fn new() -> Self {
        let sockets = Arc::<Mutex<Vec<Socket<()>>>>::default();
        let all = Arc::clone(&sockets);
        Self { sockets, fanout: Fanout::new(move |()| all.lock().unwrap().clone()) }
    }

    fn say(&self, what: &str) {
        self.fanout.send("room", Frame::event("/", "said", what).unwrap(), ());
    }

    async fn filled(&self, members: usize) {
        until("everybody is in", || self.sockets.lock().unwrap().len() == members).await;
    }
}

impl Handler for Room {
    type State = ();

    async fn connect(self: Arc<Self>, _request: ConnectRequest) -> Result<(), ConnectError> {
        Ok(())
    }

    fn connected(&self, socket: &Socket<()>) {
        self.sockets.lock().unwrap().push(socket.clone());
    }

    async fn event(self: Arc<Self>, _socket: Socket<()>, _event: Event, _ack: Option<AckSender>) {}
}

async fn check_order(members: usize) {
    let room = Arc::new(Room::new());
    let running = serve(Server::new(quiet(), room.clone())).await;
    let mut clients = Vec::new();
    for _ in 0..members {
        clients.push(Ws::join(running.addr).await);
    }
    room.filled(members).await;
    for number in 0..500 {
        room.say(&number.to_string());
        if number % 50 == 0 {
            tokio::task::yield_now().await;
        }
    }
    for client in &mut clients {
        for number in 0..500 {
            assert_eq!(client.text().await, format!(r#"42["said","{number}"]"#));
        }
    }
}

#[tokio::test]
async fn a_few_sockets_get_every_frame_in_order() {
    check_order(3).await;
}

#[tokio::test]
async fn many_sockets_get_every_frame_in_order() {
    check_order(20).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sockets_that_several_cores_write_to_get_every_frame_in_order() {
    check_order(300).await;
}

#[tokio::test]
async fn over_polling_frames_that_left_together_come_as_packets_of_their_own() {
    let room = Arc::new(Room::new());
    let running = serve(Server::new(quiet(), room.clone())).await;
    let polling = Polling::open(running.addr).await;
    polling.send("40").await;
    assert!(polling.receive().await.starts_with("40"));
    let mut clients = Vec::new();
    for _ in 0..20 {
        clients.push(Ws::join(running.addr).await);
    }
    room.filled(21).await;
    ["a", "b", "c"].into_iter().for_each(|what| room.say(what));
    let mut received = String::new();
    while !received.contains(r#"["said","c"]"#) {
        received.push_str(&polling.receive().await);
        received.push('\x1e');
    }
    assert_eq!(received, "42[\"said\",\"a\"]\x1e42[\"said\",\"b\"]\x1e42[\"said\",\"c\"]\x1e");
}

#[tokio::test]
async fn a_panic_costs_one_batch_and_silences_nobody() {
    let sockets = Arc::<Mutex<Vec<Socket<()>>>>::default();
    let all = Arc::clone(&sockets);
    let fanout = Fanout::new(move |audience: &&str| {
        assert_ne!(*audience, "panic");
        all.lock().unwrap().clone()
    });
    let room = Arc::new(Room { sockets, fanout: Fanout::new(|()| Vec::new()) });
    let running = serve(Server::new(quiet(), room.clone())).await;
    let mut clients = Vec::new();
    for _ in 0..20 {
        clients.push(Ws::join(running.addr).await);
    }
    room.filled(20).await;
    // On one thread nothing is written until this task waits: the second one is resolved by the fan-out's own task.
    for (what, audience) in [("before", "all"), ("lost", "panic"), ("after", "all")] {
        fanout.send("room", Frame::event("/", "said", what).unwrap(), audience);
    }
    for client in &mut clients {
        for what in ["before", "after"] {
            assert_eq!(client.text().await, format!(r#"42["said","{what}"]"#));
        }
    }
}

#[tokio::test]
async fn who_sends_more_than_is_written_waits() {
    let room = Arc::new(Room::new());
    let running = serve(Server::new(quiet(), room.clone())).await;
    let mut clients = Vec::new();
    for _ in 0..20 {
        clients.push(Ws::join(running.addr).await);
    }
    room.filled(20).await;
    let text = "x".repeat(100 * 1024);
    let waits = |room: &Room| {
        let settled = room.fanout.settled(&"room");
        let mut settled = std::pin::pin!(settled);
        settled.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop())).is_pending()
    };
    // On one thread nothing is written until this task waits.
    room.say(&text);
    assert!(!waits(&room));
    room.say(&text);
    room.say(&text);
    assert!(waits(&room));
    support::within("the frames are written", room.fanout.settled(&"room")).await;
}
