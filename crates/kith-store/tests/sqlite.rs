//! The SQLite store: the suite that every store passes, and tests of SQLite alone.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use kith_store::sqlite::SqliteStore;
use kith_store::{Accounts, Messages, NewMessage, NewUser, OpenError, Store};
use kith_wire::{ChatId, MessageContent, MessageId, TenantId, TextContent, UserId};
use tempfile::TempDir;

async fn fresh() -> (Arc<dyn Store>, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("kith.db")).unwrap();
    (Arc::new(store), folder)
}

kith_store::conformance_tests!(fresh);

#[tokio::test]
async fn what_was_answered_is_there_after_reopening() {
    let (store, folder) = fresh().await;
    let ada = NewUser {
        tenant_id: TenantId::DEFAULT,
        id: UserId::new(),
        username: "ada".into(),
        email: None,
        name: "Ada".into(),
        password_hash: "hash".into(),
        only_if_first: false,
        at_ms: 1,
    };
    let me = store.create_user(ada).await.unwrap();
    let (chat_id, _) = store.open_direct(me.user.id, me.user.id, ChatId::new(), 2).await.unwrap();
    let note = NewMessage {
        id: MessageId::new(),
        chat_id,
        sender_id: me.user.id,
        content: MessageContent::Text(TextContent { text: "milk".into(), mentions: Vec::new() }).into(),
        reply_to: None,
        silent: false,
        at_ms: 3,
    };
    let said = store.append_message(note).await.unwrap().message;
    drop(store);
    let store = SqliteStore::open(&folder.path().join("kith.db")).unwrap();
    assert_eq!(store.me(me.user.id).await.unwrap(), Some(me.clone()));
    assert_eq!(store.message(me.user.id, chat_id, said.id).await.unwrap(), said);
}

#[tokio::test]
async fn a_closed_store_is_one_file() {
    let (store, folder) = fresh().await;
    store.ping().await.unwrap();
    drop(store);
    let files: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files, ["kith.db"]);
}

#[test]
fn a_database_of_a_newer_version_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kith.db");
    drop(SqliteStore::open(&path).unwrap());
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 9999).unwrap();
    let refused = SqliteStore::open(&path).err().unwrap();
    assert!(matches!(refused, OpenError::NewerSchema { found: 9999, .. }));
    assert!(refused.to_string().contains("run a newer kith"));
}

#[test]
fn a_file_that_is_no_database_is_refused_with_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kith.db");
    std::fs::write(&path, "not a database, but long enough to be looked at as one".repeat(100)).unwrap();
    let refused = SqliteStore::open(&path).err().unwrap();
    assert!(refused.to_string().contains("kith.db"), "{refused}");
}
