//! Claims about pinned messages.

use std::sync::Arc;

use kith_wire::{ChatId, ChatPin, Message, MessageId, Pin, UserId};

use crate::conformance::world::{DELETE, NOW, World};
use crate::{ChangeMessageError, MessageChange, MessageEditing, MessagesChanged, Store};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// A group of Ada's with Bob.
struct Stage {
    world: World,
    store: Arc<dyn Store>,
    ada: UserId,
    bob: UserId,
    chat: ChatId,
}

impl Stage {
    async fn new(store: Arc<dyn Store>) -> Self {
        let world = World::new(store.clone());
        let [ada, bob] = world.people(["ada", "bob"]).await;
        let chat = world.group(ada, &[bob]).await;
        Self { world, store, ada, bob, chat }
    }

    async fn said(&self) -> Message {
        self.world.say(self.ada, self.chat, "look").await.message
    }

    async fn change(
        &self,
        id: MessageId,
        edit: MessageEditing,
        at_ms: i64,
    ) -> Result<MessagesChanged, ChangeMessageError> {
        let change = MessageChange { actor: self.bob, chat_id: self.chat, ids: vec![id], edit, at_ms };
        self.store.change_messages(change).await
    }

    /// Bob pins it.
    async fn pin(&self, message: &Message, until: Option<i64>, at_ms: i64) -> MessagesChanged {
        self.change(message.id, MessageEditing::Pin { until, most: 3 }, at_ms).await.unwrap()
    }

    async fn pins(&self, viewer: UserId) -> Vec<ChatPin> {
        self.store.chat(viewer, self.chat).await.unwrap().pins
    }

    fn by_bob(&self, message: &Message, at: i64, until: Option<i64>) -> ChatPin {
        ChatPin { id: message.id, seq: message.seq, pin: Pin { by: self.bob, at, until } }
    }
}

pub async fn a_chat_shows_its_pins(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let (one, two) = (stage.said().await, stage.said().await);
    let pinned = stage.pin(&two, None, NOW + 1).await;
    assert_eq!(pinned.changed[0].pinned, Some(Pin { by: stage.bob, at: NOW + 1, until: None }));
    assert_eq!(pinned.changed[0].version, two.version + 1);
    stage.pin(&one, Some(NOW + DAY), NOW + 2).await;
    let pins = [stage.by_bob(&one, NOW + 2, Some(NOW + DAY)), stage.by_bob(&two, NOW + 1, None)];
    assert_eq!(stage.pins(stage.ada).await, pins);
    assert!(stage.pin(&two, None, NOW + 3).await.changed.is_empty());
    // A pin with another end is another pin.
    assert_eq!(stage.pin(&two, Some(NOW + DAY), NOW + 3).await.changed.len(), 1);
    stage.change(two.id, MessageEditing::Unpin, NOW + 4).await.unwrap();
    assert!(stage.change(two.id, MessageEditing::Unpin, NOW + 4).await.unwrap().changed.is_empty());
    assert_eq!(stage.pins(stage.ada).await, pins[..1]);
}

pub async fn a_chat_has_few_pins(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let mut last = stage.said().await;
    for _ in 0..3 {
        stage.pin(&last, None, NOW).await;
        last = stage.said().await;
    }
    let refused = stage.change(last.id, MessageEditing::Pin { until: None, most: 3 }, NOW).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::TooManyPins));
    assert_eq!(stage.store.message(stage.ada, stage.chat, last.id).await.unwrap(), last);
    let first = stage.pins(stage.ada).await.pop().unwrap();
    // A pinned message may be pinned for another time.
    assert_eq!(
        stage
            .change(first.id, MessageEditing::Pin { until: Some(NOW + DAY), most: 3 }, NOW)
            .await
            .unwrap()
            .changed
            .len(),
        1
    );
    stage.change(first.id, MessageEditing::Unpin, NOW).await.unwrap();
    stage.pin(&last, None, NOW).await;
}

pub async fn a_pin_that_ended_takes_no_room(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let one = stage.said().await;
    stage.pin(&one, Some(NOW + DAY), NOW).await;
    let mut others = Vec::new();
    for _ in 0..2 {
        others.push(stage.said().await);
        stage.pin(&others[others.len() - 1], None, NOW).await;
    }
    let last = stage.said().await;
    let pinned = stage.pin(&last, None, NOW + DAY).await;
    // The ended pin goes with a version of its own, before the version of the new pin.
    let changed: Vec<_> =
        pinned.changed.iter().map(|message| (message.id, message.pinned.is_some())).collect();
    assert_eq!(changed, [(one.id, false), (last.id, true)]);
    assert_eq!(pinned.changed[0].version + 1, pinned.changed[1].version);
    assert_eq!(pinned.messages, pinned.changed[1..]);
    let ids: Vec<_> = stage.pins(stage.ada).await.into_iter().map(|pinned| pinned.id).collect();
    assert_eq!(ids, [last.id, others[1].id, others[0].id]);
}

pub async fn a_deleted_message_is_no_longer_pinned(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let bobs = stage.world.say(stage.bob, stage.chat, "look").await.message;
    stage.pin(&bobs, None, NOW).await;
    let deleted = stage.change(bobs.id, DELETE, NOW).await.unwrap();
    assert_eq!((deleted.changed[0].pinned, stage.pins(stage.ada).await), (None, vec![]));
    let refused = stage.change(bobs.id, MessageEditing::Pin { until: None, most: 3 }, NOW).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::NotEditable));
    let told = stage.world.rename(stage.ada, stage.chat, "Trip").await.messages.remove(0);
    let refused = stage.change(told.id, MessageEditing::Pin { until: None, most: 3 }, NOW).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::NotEditable));
}

pub async fn who_joined_later_sees_no_pin_of_what_was_before(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let before = stage.said().await;
    let eve = stage.world.person("eve").await;
    stage.world.add(stage.ada, stage.chat, eve).await;
    let after = stage.said().await;
    stage.pin(&before, None, NOW).await;
    stage.pin(&after, None, NOW).await;
    assert_eq!(stage.pins(eve).await, [stage.by_bob(&after, NOW, None)]);
}
