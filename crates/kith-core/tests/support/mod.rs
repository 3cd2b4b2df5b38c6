//! A whole server without its sockets: a real database in a temporary folder, and a bus that keeps its deliveries.

#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::task::Poll;

use kith_core::{
    Actor, Audience, Bus, Client, Collection, Delivery, Kith, RateLimits, Settings, SigningKey, Stored,
};
use kith_store::sqlite::SqliteStore;
use kith_store::{NewSession, NewUser, Store};
use kith_wire::{
    Chat, ChatId, CreateChat, MessageId, MessageRef, NewPoll, NewPollOption, NewSticker, SendMessage,
    ServerEvent, SessionId, TenantId, UserId,
};

/// Keeps the events to every person's devices, in order, and those to single sessions or connections.
#[derive(Default)]
pub struct Recorder {
    to_users: Mutex<HashMap<UserId, Vec<ServerEvent>>>,
    to_others: Mutex<Vec<Delivery>>,
    /// The next delivery makes it panic.
    pub panics: AtomicBool,
    /// The next delivery waits until the sender of this channel is dropped.
    pub waits_for: Mutex<Option<Receiver<()>>>,
}

#[async_trait::async_trait]
impl Bus for Recorder {
    async fn settled(&self, _: ChatId) {}

    fn publish(&self, delivery: Delivery) {
        let gate = self.waits_for.lock().unwrap().take();
        gate.map(|gate| gate.recv());
        assert!(!self.panics.swap(false, Ordering::Relaxed), "as it was told to");
        match &delivery.to {
            Audience::Users(users) => {
                let mut sent = self.to_users.lock().unwrap();
                for user in users.iter() {
                    sent.entry(*user).or_default().push(delivery.event.clone());
                }
            }
            Audience::Sessions(..) | Audience::Connections(_) => {
                self.to_others.lock().unwrap().push(delivery)
            }
        }
    }
}

impl Recorder {
    /// The events to this person's devices since the last call.
    pub fn take(&self, user: UserId) -> Vec<ServerEvent> {
        self.to_users.lock().unwrap().remove(&user).unwrap_or_default()
    }

    /// The names of these events.
    pub fn names(&self, user: UserId) -> Vec<&'static str> {
        self.take(user).iter().map(ServerEvent::name).collect()
    }

    /// The events to single sessions or connections since the last call.
    pub fn take_others(&self) -> Vec<Delivery> {
        std::mem::take(&mut self.to_others.lock().unwrap())
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.to_users.lock().unwrap().clear();
        self.to_others.lock().unwrap().clear();
    }
}

pub struct TestServer {
    pub kith: Arc<Kith>,
    pub store: Arc<dyn Store>,
    pub bus: Arc<Recorder>,
    folder: tempfile::TempDir,
}

impl TestServer {
    /// Without rate limits.
    pub fn new() -> Self {
        Self::with(Settings { rate_limits: RateLimits::Off, ..Settings::default() })
    }

    pub fn with(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&folder.path().join("kith.db")).unwrap());
        let bus = Arc::new(Recorder::default());
        let kith = Arc::new(Kith::new(store.clone(), bus.clone(), SigningKey::from_bytes([1; 32]), settings));
        Self { kith, store, bus, folder }
    }

    /// Another process on the same database: it has stopped, and remembers nothing.
    pub fn restarted(self) -> Self {
        let bus = Arc::new(Recorder::default());
        let settings = Settings { rate_limits: RateLimits::Off, ..Settings::default() };
        let key = SigningKey::from_bytes([1; 32]);
        let kith = Arc::new(Kith::new(self.store.clone(), bus.clone(), key, settings));
        Self { kith, bus, ..self }
    }

    /// A session of this person, like another device's.
    pub async fn session(&self, actor: Actor) -> SessionId {
        let id = SessionId::new();
        let session = NewSession {
            id,
            user_id: actor.user_id,
            device: "phone".into(),
            address: "127.0.0.1".into(),
            refresh_hash: [1; 32],
            at_ms: 1,
            expires_at_ms: i64::MAX,
        };
        self.store.create_session(session).await.unwrap();
        id
    }

    /// A person with an account, who never logged in.
    pub async fn person(&self, username: &str) -> Actor {
        let user = NewUser {
            tenant_id: TenantId::DEFAULT,
            id: UserId::new(),
            username: username.into(),
            email: None,
            name: username.into(),
            password_hash: String::new(),
            only_if_first: false,
            at_ms: 1,
        };
        let user_id = self.store.create_user(user).await.unwrap().user.id;
        Actor::person(TenantId::DEFAULT, user_id, SessionId::new())
    }

    pub async fn people<const N: usize>(&self, usernames: [&str; N]) -> [Actor; N] {
        let mut actors = Vec::new();
        for username in usernames {
            actors.push(self.person(username).await);
        }
        actors.try_into().unwrap()
    }

    pub async fn direct(&self, a: Actor, b: Actor) -> ChatId {
        let chat = self.kith.create_chat(a, CreateChat::Direct { user_id: b.user_id }).await.unwrap().0;
        self.bus.clear();
        chat.id
    }

    pub async fn group(&self, owner: Actor, members: &[Actor]) -> ChatId {
        let member_ids = members.iter().map(|member| member.user_id).collect();
        let group = CreateChat::Group { title: "Trip".into(), description: None, member_ids };
        let chat = self.kith.create_chat(owner, group).await.unwrap().0;
        self.bus.clear();
        chat.id
    }

    /// Makes the store fail wherever it reads this column, until [`TestServer::mend`].
    pub fn break_column(&self, table: &str, column: &str) {
        self.rename_column(table, column, &format!("broken_{column}"));
    }

    pub fn mend(&self, table: &str, column: &str) {
        self.rename_column(table, &format!("broken_{column}"), column);
    }

    fn rename_column(&self, table: &str, from: &str, to: &str) {
        let database = rusqlite::Connection::open(self.folder.path().join("kith.db")).unwrap();
        database.execute_batch(&format!("alter table {table} rename column {from} to {to}")).unwrap();
    }

    pub async fn chat(&self, actor: Actor, chat: ChatId) -> Chat {
        self.kith.chat(actor, chat).await.unwrap()
    }
}

pub fn text(chat_id: ChatId, text: &str) -> SendMessage {
    SendMessage {
        id: MessageId::new(),
        chat_id,
        kind: Some("text".into()),
        text: Some(text.into()),
        mentions: None,
        poll: None,
        location: None,
        contact: None,
        sticker: None,
        forward_of: None,
        reply_to: None,
        silent: false,
        send_at: None,
        repeat: None,
    }
}

/// A poll with the answers "1" and "2".
pub fn poll(chat_id: ChatId) -> SendMessage {
    let options = ["red", "blue"].map(|text| NewPollOption::Text(text.into())).into();
    let poll =
        NewPoll { question: "Which?".into(), options, multiple: false, anonymous: false, closes_at: None };
    SendMessage { kind: Some("poll".into()), text: None, poll: Some(poll), ..text(chat_id, "") }
}

/// The sticker "wave" of the pack "cats", which a server with [`pictures`] has.
pub fn sticker(chat_id: ChatId) -> SendMessage {
    let sticker = Some(NewSticker { pack: "cats".into(), name: "wave".into() });
    SendMessage { kind: Some("sticker".into()), text: None, sticker, ..text(chat_id, "") }
}

/// A sticker and the custom emoji `:parrot:`.
pub fn pictures() -> Collection {
    let mut pictures = Collection::default();
    for (pack, name, file) in [(Some("cats"), "wave", "0a.webp"), (None, "parrot", "0b.png")] {
        let path = format!("/nowhere/{file}").into();
        pictures.put(pack, name, Stored { file: file.into(), width: 512, height: 300, path }).unwrap();
    }
    pictures
}

/// A copy of a message.
pub fn copy(chat_id: ChatId, source: MessageRef) -> SendMessage {
    SendMessage { kind: None, text: None, forward_of: Some(source), ..text(chat_id, "") }
}

pub fn client() -> Client {
    let address = std::net::IpAddr::from([127, 0, 0, 1]);
    Client { address, network: address.into(), user_agent: Some("Test/1.0".into()) }
}

/// Begins an action: when this returns, the action has called the store. The answer is the rest of the action; a very
/// fast store may have left nothing to do.
pub async fn begun<F: Future>(action: F) -> impl Future<Output = F::Output> {
    let mut action = Box::pin(action);
    let early = std::future::poll_fn(|context| {
        Poll::Ready(match action.as_mut().poll(context) {
            Poll::Ready(done) => Some(done),
            Poll::Pending => None,
        })
    })
    .await;
    async move {
        match early {
            Some(done) => done,
            None => action.await,
        }
    }
}
