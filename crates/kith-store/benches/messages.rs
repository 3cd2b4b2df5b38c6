//! The cost of storing and reading messages, on this disk and with fsync: `cargo bench -p kith-store`.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot be set up has nothing to say")]

use std::sync::Arc;

use divan::Bencher;
use divan::counter::ItemsCount;
use kith_store::sqlite::SqliteStore;
use kith_store::{AppendError, NewMessage, NewUser, PageAt, Store};
use kith_wire::{ChatId, MessageContent, MessageId, Seq, TenantId, TextContent, UserId};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// Messages in the chat before pages are read.
const PAST: usize = 20_000;

fn main() {
    divan::main();
}

/// A database in a temporary folder, with one person's notes.
struct Notes {
    runtime: Runtime,
    store: Arc<dyn Store>,
    person: UserId,
    chat: ChatId,
    _folder: TempDir,
}

impl Notes {
    fn new() -> Self {
        let runtime = Runtime::new().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&folder.path().join("kith.db")).unwrap());
        let person = UserId::new();
        let user = NewUser {
            tenant_id: TenantId::DEFAULT,
            id: person,
            username: "ann".into(),
            email: None,
            name: "Ann".into(),
            password_hash: "*".into(),
            only_if_first: false,
            at_ms: 0,
        };
        let chat = runtime.block_on(async {
            store.create_user(user).await.unwrap();
            let (chat, _) = store.open_direct(person, person, ChatId::new(), 0).await.unwrap();
            chat
        });
        Self { runtime, store, person, chat, _folder: folder }
    }

    /// Appends this many messages at a time, so that they share commits.
    fn append(&self, count: usize) -> Result<(), AppendError> {
        self.runtime.block_on(async {
            let mut appending = JoinSet::new();
            for _ in 0..count {
                let (store, message) = (self.store.clone(), self.message());
                appending.spawn(async move { store.append_message(message).await.map(|_| ()) });
            }
            appending.join_all().await.into_iter().collect()
        })
    }

    fn message(&self) -> NewMessage {
        NewMessage {
            id: MessageId::new(),
            chat_id: self.chat,
            sender_id: self.person,
            content: MessageContent::Text(TextContent {
                text: "See you at eight by the old bridge?".into(),
                mentions: Vec::new(),
            })
            .into(),
            reply_to: None,
            silent: false,
            at_ms: 0,
        }
    }
}

#[divan::bench(args = [1, 16, 100, 500], max_time = 3)]
fn append(bencher: Bencher<'_, '_>, at_once: usize) {
    let notes = Notes::new();
    bencher.counter(ItemsCount::new(at_once)).bench_local(|| notes.append(at_once));
}

#[divan::bench(args = [1, 50, 200], max_time = 3)]
fn page(bencher: Bencher<'_, '_>, messages: usize) {
    let notes = Notes::new();
    notes.append(PAST).unwrap();
    let mut before: Seq = 0;
    bencher.counter(ItemsCount::new(messages)).bench_local(|| {
        before = 200 + (before + 7919) % (PAST as Seq - 200);
        let at = PageAt::Before(before);
        notes.runtime.block_on(notes.store.message_page(notes.person, notes.chat, at, messages))
    });
}
