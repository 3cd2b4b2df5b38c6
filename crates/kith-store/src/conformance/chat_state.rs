//! Claims about members' own state of their chats.

use std::sync::Arc;

use kith_wire::{ChatState, ChatStatePatch};

use super::world::{NOW, World};
use crate::{Store, WatermarkMove};

fn marked_unread() -> ChatStatePatch {
    ChatStatePatch { marked_unread: Some(true), ..ChatStatePatch::default() }
}

pub async fn chat_state_is_ones_own(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    world.say(bob, chat, "hi").await;
    let everything = ChatStatePatch {
        muted_until: Some(Some(NOW + 1)),
        pinned: Some(true),
        archived: Some(true),
        marked_unread: Some(true),
        draft: Some(Some("Dear Bob".into())),
        ..ChatStatePatch::default()
    };
    let set = store.set_chat_state(ada, chat, everything).await.unwrap();
    let expected = ChatState {
        muted_until: Some(NOW + 1),
        pinned: true,
        archived: true,
        marked_unread: true,
        draft: Some("Dear Bob".into()),
        ..ChatState::default()
    };
    assert_eq!((&set.state, set.head), (&expected, 1));
    // An absent field stays, and an empty draft is no draft.
    let patch =
        ChatStatePatch { pinned: Some(false), draft: Some(Some(String::new())), ..Default::default() };
    store.set_chat_state(ada, chat, patch).await.unwrap();
    let expected = ChatState { pinned: false, draft: None, ..expected };
    let seen = store.chat(ada, chat).await.unwrap();
    assert_eq!((seen.state, seen.head, seen.unread), (expected.clone(), 1, 1));
    let patch = ChatStatePatch { muted_until: Some(None), ..Default::default() };
    let set = store.set_chat_state(ada, chat, patch).await.unwrap();
    assert_eq!(set.state, ChatState { muted_until: None, ..expected });
    assert_eq!(store.chat(bob, chat).await.unwrap().state, ChatState::default());
}

pub async fn an_unchanged_chat_state_leaves_no_stamp(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let ada = world.person("ada").await;
    let chat = world.group(ada, &[]).await;
    let before = store.chat(ada, chat).await.unwrap().user_version;
    let first = store.set_chat_state(ada, chat, marked_unread()).await.unwrap();
    assert_eq!(first.user_version, Some(before + 1));
    for nothing in [marked_unread(), ChatStatePatch::default()] {
        let again = store.set_chat_state(ada, chat, nothing).await.unwrap();
        assert_eq!((again.user_version, again.state), (None, first.state.clone()));
    }
    assert_eq!(store.chat(ada, chat).await.unwrap().user_version, before + 1);
}

pub async fn reading_takes_back_the_unread_mark(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    world.say(bob, chat, "hi").await;
    store.set_chat_state(ada, chat, marked_unread()).await.unwrap();
    let mark = WatermarkMove { user_id: ada, chat_id: chat, delivered: 1, read: 0, at_ms: NOW };
    assert!(store.move_watermark(mark).await.unwrap().unwrap().marked_unread);
    assert!(store.chat(ada, chat).await.unwrap().state.marked_unread);
    let read = WatermarkMove { read: 1, ..mark };
    assert!(!store.move_watermark(read).await.unwrap().unwrap().marked_unread);
    assert!(!store.chat(ada, chat).await.unwrap().state.marked_unread);
    // Reading messages that are read already moves no watermark, and leaves the mark.
    store.set_chat_state(ada, chat, marked_unread()).await.unwrap();
    assert!(store.move_watermark(read).await.unwrap().is_none());
    assert!(store.chat(ada, chat).await.unwrap().state.marked_unread);
}

pub async fn who_returns_finds_the_chat_state_new(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.group(ada, &[bob]).await;
    let patch = ChatStatePatch {
        muted_until: Some(Some(NOW)),
        pinned: Some(true),
        archived: Some(true),
        draft: Some(Some("what I meant to say".into())),
        ..marked_unread()
    };
    store.set_chat_state(bob, chat, patch).await.unwrap();
    world.remove(ada, chat, bob).await;
    world.add(ada, chat, bob).await;
    assert_eq!(store.chat(bob, chat).await.unwrap().state, ChatState::default());
}
