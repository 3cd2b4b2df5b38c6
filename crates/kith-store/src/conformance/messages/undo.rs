//! Claims about messages that their sender takes back.

use std::sync::Arc;

use kith_wire::{ChatId, Deleted, Mention, Message, MessageId, SyncRequest, UserId};

use crate::conformance::world::{DELETE, NOW, World, mentioning, message};
use crate::{
    AppendError, ChangeMessageError, MessageAccessError, MessageChange, MessageEditing, MessagesChanged,
    NewMessage, PageAt, Store, SyncLimits, WatermarkMove,
};

const WITHIN: i64 = 5000;

/// A group of Ada's with Bob, where she has mentioned him.
struct Stage {
    world: World,
    store: Arc<dyn Store>,
    ada: UserId,
    bob: UserId,
    chat: ChatId,
    sent: NewMessage,
}

impl Stage {
    async fn new(store: Arc<dyn Store>) -> Self {
        let world = World::new(store.clone());
        let [ada, bob] = world.people(["ada", "bob"]).await;
        let chat = world.group(ada, &[bob]).await;
        world.say(ada, chat, "before").await;
        let sent = mentioning(ada, chat, &[Mention::User(bob)]);
        store.append_message(sent.clone()).await.unwrap();
        Self { world, store, ada, bob, chat, sent }
    }

    async fn change(
        &self,
        actor: UserId,
        id: MessageId,
        edit: MessageEditing,
        at_ms: i64,
    ) -> Result<MessagesChanged, ChangeMessageError> {
        let change = MessageChange { actor, chat_id: self.chat, ids: vec![id], edit, at_ms };
        self.store.change_messages(change).await
    }

    /// Ada takes her message back.
    async fn taken_back(&self, at_ms: i64) -> Message {
        let edit = MessageEditing::Delete { undo_within_ms: WITHIN };
        self.change(self.ada, self.sent.id, edit, at_ms).await.unwrap().messages.remove(0)
    }

    fn has_trace(message: &Message) -> bool {
        message.deleted.unwrap().trace
    }
}

pub async fn what_is_taken_back_never_was(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let before = stage.store.chat(stage.bob, stage.chat).await.unwrap();
    assert_eq!((before.unread, before.mentions), (2, 1));
    let gone = stage.taken_back(NOW + WITHIN - 1).await;
    let deleted = Deleted { at: NOW + WITHIN - 1, by: stage.ada, trace: false };
    assert_eq!((gone.deleted, gone.content.text(), gone.version), (Some(deleted), Some(""), before.head + 1));
    assert_eq!(stage.taken_back(NOW + WITHIN).await, gone, "a repeat, however late");
    let after = stage.store.chat(stage.bob, stage.chat).await.unwrap();
    assert_eq!((after.unread, after.mentions, after.head), (1, 0, before.head + 1));
    assert_eq!(after.last_message.unwrap().content.text(), Some("before"));
    let refused = stage.store.message(stage.bob, stage.chat, gone.id).await.unwrap_err();
    assert!(matches!(refused, MessageAccessError::NotFound));
    let page = stage.store.message_page(stage.bob, stage.chat, PageAt::Latest, 9).await.unwrap().messages;
    assert!(page.iter().all(|message| message.id != gone.id));
    let react = MessageEditing::React { emoji: "👍".into(), most: 20 };
    let refused = stage.change(stage.bob, gone.id, react, NOW).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::NotFound));
    let reply = NewMessage { reply_to: Some(gone.id), ..message(stage.bob, stage.chat, "what?") };
    assert!(matches!(stage.store.append_message(reply).await.unwrap_err(), AppendError::UnknownQuote));
    // The sender's client tries to send it again, and learns what became of it.
    let again = stage.store.append_message(stage.sent.clone()).await.unwrap();
    assert_eq!((again.message, again.repeated), (gone, true));
}

pub async fn what_somebody_has_read_leaves_its_place(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let head = stage.store.chat(stage.ada, stage.chat).await.unwrap().head;
    let read =
        WatermarkMove { user_id: stage.bob, chat_id: stage.chat, delivered: head, read: head, at_ms: NOW };
    stage.store.move_watermark(read).await.unwrap();
    assert!(Stage::has_trace(&stage.taken_back(NOW).await));
}

pub async fn what_was_sent_a_while_ago_leaves_its_place(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    assert!(Stage::has_trace(&stage.taken_back(NOW + WITHIN).await));
}

pub async fn only_its_sender_takes_a_message_back(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let bobs = stage.world.say(stage.bob, stage.chat, "rude").await.message;
    let edit = MessageEditing::Delete { undo_within_ms: WITHIN };
    let deleted = stage.change(stage.ada, bobs.id, edit, NOW).await.unwrap();
    assert!(Stage::has_trace(&deleted.changed[0]));
    let deleted = stage.change(stage.ada, stage.sent.id, DELETE, NOW).await.unwrap();
    assert!(Stage::has_trace(&deleted.changed[0]));
}

pub async fn what_was_taken_back_comes_to_those_who_had_it(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let had = stage.store.chat(stage.bob, stage.chat).await.unwrap().head;
    let gone = stage.taken_back(NOW).await;
    let sync = async |head: i64| {
        let request = SyncRequest { heads: [(stage.chat, head)].into(), ..SyncRequest::default() };
        let limits = SyncLimits { chats: 9, messages: 9, people: 9 };
        stage.store.changes_since(stage.bob, request, limits, NOW).await.unwrap().messages
    };
    assert_eq!(sync(had).await, [gone]);
}
