//! The sockets of this node, by person, and the last step of an event: from the bus to these sockets.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use dashmap::DashMap;
use kith_core::{Audience, Delivery};
use kith_socketio::{Fanout, Frame, Socket};
use kith_wire::{ChatId, ServerEvent, SessionId, UserId};

use super::device::Device;

/// Shards of the table of people: while one grows, the others stay usable.
const SHARDS: usize = 64;

/// How long an ended session is remembered, so that a connection that was authenticating at the time is closed too.
/// Longer than the transport lets a client take to connect.
const REMEMBERED: Duration = Duration::from_secs(60);

/// The sockets by owner, and the events on their way to them.
pub struct Hub {
    sockets: Arc<Sockets>,
    fanout: Fanout<Subject, Audience, Device>,
    ended: Mutex<HashMap<SessionId, Instant>>,
}

struct Sockets(DashMap<UserId, Vec<Socket<Device>>, BuildHasherDefault<IdHasher>>);

/// Uses a UUID's own random half as its hash: each message to a large room looks up a thousand of them. Only for ids
/// that the server made: with others, an attacker could cause collisions.
#[derive(Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        if let Some(random) = bytes.last_chunk() {
            self.0 = u64::from_be_bytes(*random);
        }
    }

    fn write_usize(&mut self, _length: usize) {}

    fn finish(&self) -> u64 {
        // Spreads the randomness over all bits: tables use the highest and the lowest.
        self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

/// The subject of an event. Events with the same subject reach each device in order.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Subject {
    Chat(ChatId),
    Person(UserId),
}

impl Hub {
    /// A hub without sockets.
    pub fn new() -> Self {
        let sockets =
            Arc::new(Sockets(DashMap::with_hasher_and_shard_amount(BuildHasherDefault::default(), SHARDS)));
        let resolver = sockets.clone();
        let fanout = Fanout::new(move |audience| resolver.of(audience));
        Self { sockets, fanout, ended: Mutex::default() }
    }

    /// Adds a socket, unless its session has ended since it was authenticated.
    pub fn add(&self, socket: &Socket<Device>) -> bool {
        let device = socket.state();
        self.sockets
            .0
            .entry(device.actor.user_id)
            .or_insert_with(|| Vec::with_capacity(1))
            .push(socket.clone());
        !self.ended().contains_key(&device.actor.session_id())
    }

    /// Removes a socket.
    pub fn remove(&self, socket: &Socket<Device>) {
        let user_id = socket.state().actor.user_id;
        self.sockets.0.remove_if_mut(&user_id, |_, sockets| {
            sockets.retain(|other| other != socket);
            sockets.is_empty()
        });
    }

    /// Sends an event to the connected part of its audience, encoded once.
    pub fn deliver(&self, Delivery { to, event }: Delivery) {
        if let (Audience::Sessions(_, sessions), ServerEvent::SessionEnded(_)) = (&to, &event) {
            self.remember_ended(sessions);
        }
        let frame = match Frame::event("/", event.name(), &event) {
            Ok(frame) => frame,
            Err(error) => {
                tracing::error!(%error, event = event.name(), "cannot encode an event");
                return;
            }
        };
        match Subject::of(&event) {
            Some(subject) => self.fanout.send(subject, frame, to),
            None => {
                let sockets = self.sockets.of(&to);
                kith_socketio::broadcast(&frame, &sockets);
                if matches!(event, ServerEvent::SessionEnded(_)) {
                    sockets.iter().for_each(|socket| socket.disconnect(true));
                }
            }
        }
    }

    /// The number of people with a socket here.
    pub fn people(&self) -> usize {
        self.sockets.0.len()
    }

    /// Waits while more of a chat's events are on their way than its members take.
    pub async fn settled(&self, chat_id: ChatId) {
        self.fanout.settled(&Subject::Chat(chat_id)).await;
    }

    fn remember_ended(&self, sessions: &[SessionId]) {
        let now = Instant::now();
        let mut ended = self.ended();
        ended.retain(|_, at| now.duration_since(*at) < REMEMBERED);
        ended.extend(sessions.iter().map(|session| (*session, now)));
    }

    fn ended(&self) -> MutexGuard<'_, HashMap<SessionId, Instant>> {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sockets {
    /// The sockets of the connected part of an audience.
    fn of(&self, audience: &Audience) -> Vec<Socket<Device>> {
        let mut sockets = Vec::new();
        let mut take = |user_id: UserId, which: &dyn Fn(&Device) -> bool| {
            if let Some(all) = self.0.get(&user_id) {
                sockets.extend(all.iter().filter(|socket| which(socket.state())).cloned());
            }
        };
        match audience {
            Audience::Users(users) => users.iter().for_each(|user| take(*user, &|_| true)),
            Audience::Sessions(user, sessions) => {
                take(*user, &|device| sessions.contains(&device.actor.session_id()));
            }
            Audience::Connections(connections) => {
                for connection in connections {
                    take(connection.user_id, &|device: &Device| device.connection_id() == *connection);
                }
            }
        }
        sockets
    }
}

impl Subject {
    /// `None` when no order is needed.
    fn of(event: &ServerEvent) -> Option<Self> {
        Some(match event {
            ServerEvent::MessageNew(message) | ServerEvent::MessageUpdated(message) => {
                Self::Chat(message.chat_id)
            }
            ServerEvent::ChatHead(now) => Self::Chat(now.chat_id),
            ServerEvent::LocationMoved(moved) => Self::Chat(moved.chat_id),
            ServerEvent::Receipt(receipt) => Self::Chat(receipt.chat_id),
            ServerEvent::Typing(typing) => Self::Chat(typing.chat_id),
            ServerEvent::ChatNew(chat) | ServerEvent::ChatUpdated(chat) => Self::Chat(chat.id),
            ServerEvent::ChatRemoved(removed) => Self::Chat(removed.chat_id),
            ServerEvent::Presence(presence) => Self::Person(presence.user_id),
            ServerEvent::UserUpdated(user) => Self::Person(user.id),
            ServerEvent::MeUpdated(updated) => Self::Chat(updated.chat.as_ref()?.id),
            ServerEvent::Reminder(message) => Self::Chat(message.chat_id),
            ServerEvent::SessionEnded(_) => return None,
        })
    }
}
