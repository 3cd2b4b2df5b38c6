//! Claims about chats.

use std::sync::Arc;

use kith_wire::{ChatId, ChatKind, ChatStatePatch, MessageId, Role, SyncRequest, SystemEvent, UserId};

use super::world::{NOW, World, message};
use crate::{
    AppendError, ChangeChatError, ChatAccessError, ChatChange, ChatEdit, CreateChatError, MessageAccessError,
    MessageSearch, NewMessage, PageAt, Store, WatermarkMove,
};

pub async fn a_pair_has_one_direct_chat(store: Arc<dyn Store>) {
    let [ada, bob] = World::new(store.clone()).people(["ada", "bob"]).await;
    let (a, b) = tokio::join!(
        store.open_direct(ada, bob, ChatId::new(), NOW),
        store.open_direct(bob, ada, ChatId::new(), NOW)
    );
    let ((first, made_first), (second, made_second)) = (a.unwrap(), b.unwrap());
    assert_eq!(first, second);
    assert!(made_first != made_second);
    let chat = store.chat(ada, first).await.unwrap();
    assert_eq!((chat.kind, chat.head, chat.member_count), (ChatKind::Direct, 0, 2));
}

pub async fn notes_to_self_have_one_member(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let ada = world.person("ada").await;
    let notes = world.direct(ada, ada).await;
    assert_eq!(world.direct(ada, ada).await, notes);
    world.say(ada, notes, "milk").await;
    let chat = store.chat(ada, notes).await.unwrap();
    assert_eq!((chat.member_count, chat.unread), (1, 0));
}

/// Tries every way to a chat, as a person who is not in it.
pub(super) async fn assert_unreachable(
    store: &Arc<dyn Store>,
    who: UserId,
    chat: ChatId,
    message_id: MessageId,
) {
    let denied = |error: ChatAccessError| matches!(error, ChatAccessError::NotAMember);
    let denied_message = |error: MessageAccessError| matches!(error, MessageAccessError::NotAMember);
    assert!(store.chat(who, chat).await.is_err_and(denied));
    assert!(store.roster(who, chat).await.is_err_and(denied));
    assert!(store.members(who, chat, None, 10).await.is_err_and(denied));
    assert!(store.chat_views(chat, vec![who]).await.unwrap().is_empty());
    assert!(store.message(who, chat, message_id).await.is_err_and(denied_message));
    assert!(store.message_info(who, chat, message_id).await.is_err_and(denied_message));
    for at in [PageAt::Latest, PageAt::Before(9), PageAt::After(0), PageAt::Around(1), PageAt::At(NOW)] {
        assert!(store.message_page(who, chat, at, 10).await.is_err_and(denied));
    }
    let search = MessageSearch { actor: who, chat_id: chat, text: "secret".into(), before: None, limit: 10 };
    assert!(store.search_messages(search).await.is_err_and(denied));
    let mark = WatermarkMove { user_id: who, chat_id: chat, delivered: 1, read: 1, at_ms: NOW };
    assert!(store.move_watermark(mark).await.is_err_and(denied));
    let pin = ChatStatePatch { pinned: Some(true), ..ChatStatePatch::default() };
    assert!(store.set_chat_state(who, chat, pin).await.is_err_and(denied));
    let sent = store.append_message(message(who, chat, "let me in")).await;
    assert!(matches!(sent, Err(AppendError::NotAMember)));
    let stolen = NewMessage { id: message_id, ..message(who, chat, "secret") };
    assert!(matches!(store.append_message(stolen).await, Err(AppendError::NotAMember)));
    let change = ChatChange {
        actor: who,
        chat_id: chat,
        based_on: 1,
        edits: vec![ChatEdit::Add(who)],
        events: vec![(MessageId::new(), SystemEvent::MemberLeft)],
        at_ms: NOW,
    };
    assert!(matches!(store.change_chat(change).await, Err(ChangeChatError::NotAMember)));
    let limits = crate::SyncLimits { chats: 10, messages: 10, people: 10 };
    let request = SyncRequest { heads: [(chat, 0)].into(), ..SyncRequest::default() };
    let page = store.changes_since(who, request, limits, NOW).await.unwrap();
    assert!(page.messages.is_empty() && page.chats.iter().all(|seen| seen.id != chat));
}

pub async fn a_stranger_reaches_nothing(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob, eve] = world.people(["ada", "bob", "eve"]).await;
    for chat in [world.direct(ada, bob).await, world.group(ada, &[bob]).await] {
        let said = world.say(ada, chat, "secret").await.message;
        assert_unreachable(&store, eve, chat, said.id).await;
        assert_eq!(store.chat(ada, chat).await.unwrap().head, said.seq);
    }
    assert_unreachable(&store, eve, ChatId::new(), MessageId::new()).await;
}

pub async fn unknown_people_join_nothing(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let ada = world.person("ada").await;
    let nobody = UserId::new();
    let direct = store.open_direct(ada, nobody, ChatId::new(), NOW).await;
    assert!(matches!(direct, Err(CreateChatError::UnknownUser(user)) if user == nobody));
    let chat = world.group(ada, &[]).await;
    let before = store.roster(ada, chat).await.unwrap();
    let change = ChatChange {
        actor: ada,
        chat_id: chat,
        based_on: before.info_version,
        edits: vec![ChatEdit::Title("Half done".into()), ChatEdit::Add(nobody)],
        events: vec![(MessageId::new(), SystemEvent::MembersAdded { user_ids: vec![nobody] })],
        at_ms: NOW,
    };
    let refused = store.change_chat(change).await;
    assert!(matches!(refused, Err(ChangeChatError::UnknownUser(user)) if user == nobody));
    assert_eq!(store.roster(ada, chat).await.unwrap(), before);
    assert_eq!(store.chat(ada, chat).await.unwrap().title.as_deref(), Some("Climbing trip"));
}

pub async fn a_change_on_an_old_roster_is_stale(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.group(ada, &[bob]).await;
    let old = store.roster(ada, chat).await.unwrap().info_version;
    let renamed = world.rename(ada, chat, "Sailing trip").await;
    assert_eq!(renamed.roster.info_version, 2);
    world.say(bob, chat, "aye").await;
    let change = |based_on| ChatChange {
        actor: bob,
        chat_id: chat,
        based_on,
        edits: vec![ChatEdit::Role(ada, Role::Admin)],
        events: vec![(MessageId::new(), SystemEvent::RoleChanged { user_id: ada, role: Role::Admin })],
        at_ms: NOW,
    };
    assert!(matches!(store.change_chat(change(old)).await, Err(ChangeChatError::Stale)));
    // A message does not change the roster.
    let changed = store.change_chat(change(2)).await.unwrap();
    assert_eq!(changed.roster.member(ada).map(|member| member.role), Some(Role::Admin));
}

pub async fn chats_page_by_activity(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let ada = world.person("ada").await;
    let mut chats = Vec::new();
    for i in 0..7 {
        let other = world.person(&format!("p{i}")).await;
        chats.push(world.direct(ada, other).await);
    }
    for (i, chat) in (0..).zip(&chats) {
        let late = NewMessage { at_ms: NOW + 1000 + i, ..message(ada, *chat, "hi") };
        store.append_message(late).await.unwrap();
    }
    chats.reverse();
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = store.chats(ada, before, 3).await.unwrap();
        seen.extend(page.chats.iter().map(|chat| chat.id));
        before = page.next.map(|next| next.parse().unwrap());
        if before.is_none() {
            break;
        }
    }
    assert_eq!(seen, chats);
}
