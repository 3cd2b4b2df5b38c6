//! Claims about what messages are to one person alone.

use std::collections::HashMap;
use std::sync::Arc;

use kith_wire::{
    All, ChatId, ChatState, ChatStatePatch, Hidden, Mention, MessageId, Star, SyncPage, SyncRequest, UserId,
    UserVersion,
};

use crate::conformance::world::{DELETE, NOW, World, mentioning, message};
use crate::{
    AppendError, ChangeMessageError, Mark, MessageAccessError, MessageChange, MessageEditing, MessageMarking,
    MessageSearch, MessagesChanged, MessagesMarked, NewMessage, PageAt, Store, SyncLimits, WatermarkMove,
};

/// A group of Ada's with Bob, in which she has said three things, the second to him.
struct Stage {
    world: World,
    store: Arc<dyn Store>,
    ada: UserId,
    bob: UserId,
    chat: ChatId,
    said: [MessageId; 3],
}

impl Stage {
    async fn new(store: Arc<dyn Store>) -> Self {
        let world = World::new(store.clone());
        let [ada, bob] = world.people(["ada", "bob"]).await;
        let chat = world.group(ada, &[bob]).await;
        let first = world.say(ada, chat, "first").await.message.id;
        let second = mentioning(ada, chat, &[Mention::User(bob)]);
        store.append_message(second.clone()).await.unwrap();
        let third = world.say(ada, chat, "third").await.message.id;
        Self { world, store, ada, bob, chat, said: [first, second.id, third] }
    }

    async fn mark(
        &self,
        actor: UserId,
        ids: &[MessageId],
        mark: Mark,
    ) -> Result<MessagesMarked, ChangeMessageError> {
        self.mark_at(actor, ids, mark, NOW).await
    }

    async fn mark_at(
        &self,
        actor: UserId,
        ids: &[MessageId],
        mark: Mark,
        at_ms: i64,
    ) -> Result<MessagesMarked, ChangeMessageError> {
        let marking = MessageMarking { actor, chat_id: self.chat, ids: ids.to_vec(), mark, at_ms };
        self.store.mark_messages(marking).await
    }

    async fn change(
        &self,
        actor: UserId,
        id: MessageId,
        edit: MessageEditing,
    ) -> Result<MessagesChanged, ChangeMessageError> {
        let change = MessageChange { actor, chat_id: self.chat, ids: vec![id], edit, at_ms: NOW };
        self.store.change_messages(change).await
    }

    /// The ids of Bob's starred messages, page by page.
    async fn stars(&self, chat: Option<ChatId>) -> Vec<MessageId> {
        let (mut ids, mut before) = (Vec::new(), None);
        loop {
            let page = self.store.stars(self.bob, chat, before, 2).await.unwrap();
            ids.extend(page.stars.iter().map(|star| star.message.id));
            match page.next {
                Some(next) => before = Some(next.parse().unwrap()),
                None => return ids,
            }
        }
    }

    /// The ids of the messages that Bob finds in the history, without system messages.
    async fn history(&self) -> Vec<MessageId> {
        let page = self.store.message_page(self.bob, self.chat, PageAt::Latest, 100).await.unwrap();
        let said = page.messages.iter().filter(|message| message.content.text().is_some());
        said.map(|message| message.id).collect()
    }

    async fn sync(&self, since: UserVersion) -> SyncPage {
        let request = SyncRequest { user_version: since, ..SyncRequest::default() };
        let limits = SyncLimits { chats: 100, messages: 1, people: 100 };
        self.store.changes_since(self.bob, request, limits, NOW).await.unwrap()
    }

    async fn clear(&self, seq: i64) -> ChatState {
        let patch = ChatStatePatch { cleared: Some(seq), ..ChatStatePatch::default() };
        self.store.set_chat_state(self.bob, self.chat, patch).await.unwrap().state
    }
}

pub async fn stars_are_ones_own_the_last_first(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let [first, second, third] = stage.said;
    for (id, at) in [(second, NOW), (third, NOW + 1), (first, NOW + 2)] {
        let done = stage.mark_at(stage.bob, &[id], Mark::Star(true), at).await.unwrap();
        assert_eq!(done.changed, [id]);
    }
    let again = stage.mark_at(stage.bob, &[third], Mark::Star(true), NOW + 9).await.unwrap();
    assert_eq!(again.changed, [], "a repeat");
    assert_eq!(stage.stars(None).await, [first, third, second]);
    assert_eq!(stage.stars(Some(stage.chat)).await, [first, third, second]);
    let elsewhere = stage.world.direct(stage.ada, stage.bob).await;
    assert_eq!(stage.stars(Some(elsewhere)).await, []);
    assert_eq!(stage.store.stars(stage.ada, None, None, 9).await.unwrap().stars, []);
    stage.mark(stage.bob, &[third], Mark::Star(false)).await.unwrap();
    assert_eq!(stage.stars(None).await, [first, second]);
    // What is deleted for everyone has nothing left to be found by.
    stage.change(stage.ada, first, DELETE).await.unwrap();
    assert_eq!(stage.stars(None).await, [second]);
}

pub async fn only_what_one_sees_and_what_says_something_gets_a_star(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let [first, second, _] = stage.said;
    let cleo = stage.world.person("cleo").await;
    let refused = stage.mark(cleo, &[first], Mark::Star(true)).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::NotAMember));
    stage.world.add(stage.ada, stage.chat, cleo).await;
    for mark in [Mark::Star(true), Mark::Hidden] {
        let refused = stage.mark(cleo, &[first], mark).await.unwrap_err();
        assert!(matches!(refused, ChangeMessageError::NotFound), "from before one joined");
        let refused = stage.mark(stage.bob, &[second, MessageId::new()], mark).await.unwrap_err();
        assert!(matches!(refused, ChangeMessageError::NotFound), "all or none");
    }
    assert_eq!(stage.stars(None).await, []);
    stage.change(stage.ada, first, DELETE).await.unwrap();
    let page = stage.store.message_page(stage.bob, stage.chat, PageAt::Latest, 100).await.unwrap();
    for id in [first, page.messages[0].id] {
        let refused = stage.mark(stage.bob, &[id], Mark::Star(true)).await.unwrap_err();
        assert!(matches!(refused, ChangeMessageError::NotEditable));
        stage.mark(stage.bob, &[id], Mark::Hidden).await.unwrap();
    }
}

pub async fn what_one_deletes_for_oneself_is_gone_for_one_alone(store: Arc<dyn Store>) {
    let stage = Stage::new(store.clone()).await;
    let [first, second, third] = stage.said;
    stage.mark(stage.bob, &[third], Mark::Star(true)).await.unwrap();
    let pin = MessageEditing::Pin { until: None, most: 3 };
    stage.change(stage.ada, second, pin).await.unwrap();
    let before = store.chat(stage.bob, stage.chat).await.unwrap();
    assert_eq!((before.unread, before.mentions, before.pins.len()), (3, 1, 1));

    let done = stage.mark(stage.bob, &[second, third], Mark::Hidden).await.unwrap();
    assert_eq!((done.changed, done.head), (vec![second, third], before.head));
    let after = store.chat(stage.bob, stage.chat).await.unwrap();
    assert_eq!((after.unread, after.mentions, after.pins.len()), (1, 0, 0));
    assert_eq!(after.last_message.unwrap().id, first);
    assert_eq!((after.head, after.user_version), (before.head, done.user_version));
    assert_eq!(store.unread_counts(stage.bob).await.unwrap().mentions, 0);
    assert_eq!(stage.history().await, [first]);
    assert_eq!(stage.stars(None).await, []);
    let again = stage.mark(stage.bob, &[second, third], Mark::Hidden).await.unwrap();
    assert_eq!((again.changed, again.user_version), (vec![], done.user_version));

    let gone = store.message(stage.bob, stage.chat, second).await.unwrap_err();
    assert!(matches!(gone, MessageAccessError::NotFound));
    let react = MessageEditing::React { emoji: "👍".into(), most: 20 };
    assert!(matches!(
        stage.change(stage.bob, second, react).await.unwrap_err(),
        ChangeMessageError::NotFound
    ));
    let answer = NewMessage { reply_to: Some(second), ..message(stage.bob, stage.chat, "to that") };
    assert!(matches!(store.append_message(answer).await.unwrap_err(), AppendError::UnknownQuote));
    let starred = stage.mark(stage.bob, &[second], Mark::Star(true)).await.unwrap_err();
    assert!(matches!(starred, ChangeMessageError::NotFound));
    let search =
        |actor| MessageSearch { actor, chat_id: stage.chat, text: "third".into(), before: None, limit: 9 };
    assert_eq!(store.search_messages(search(stage.bob)).await.unwrap().messages, []);

    assert_eq!(store.search_messages(search(stage.ada)).await.unwrap().messages.len(), 1);
    assert_eq!(store.chat(stage.ada, stage.chat).await.unwrap().last_message.unwrap().id, third);
    assert!(store.message(stage.ada, stage.chat, second).await.is_ok());
    // What others say to it still shows what they speak of.
    let answer = NewMessage { reply_to: Some(third), ..message(stage.ada, stage.chat, "as I said") };
    let answer = store.append_message(answer).await.unwrap().message;
    let seen = store.message(stage.bob, stage.chat, answer.id).await.unwrap();
    assert_eq!(seen.reply_to.unwrap().text.as_deref(), Some("third"));
}

pub async fn what_is_cleared_is_gone_for_one_alone(store: Arc<dyn Store>) {
    let stage = Stage::new(store.clone()).await;
    let [first, second, third] = stage.said;
    stage.mark(stage.bob, &[first, third], Mark::Star(true)).await.unwrap();
    let seq = store.message(stage.bob, stage.chat, second).await.unwrap().seq;
    assert_eq!(stage.clear(seq).await.cleared, seq);
    assert_eq!(stage.clear(seq - 1).await.cleared, seq, "never back");
    let chat = store.chat(stage.bob, stage.chat).await.unwrap();
    assert_eq!((chat.unread, chat.mentions, chat.state.cleared), (1, 0, seq));
    assert_eq!(stage.stars(None).await, [third]);
    for id in [first, second] {
        let gone = store.message(stage.bob, stage.chat, id).await.unwrap_err();
        assert!(matches!(gone, MessageAccessError::NotFound));
    }
    assert_eq!(stage.clear(chat.head + 9).await.cleared, chat.head, "never beyond the head");
    let chat = store.chat(stage.bob, stage.chat).await.unwrap();
    assert_eq!((chat.last_message, chat.unread), (None, 0));
    assert_eq!(store.unread_counts(stage.bob).await.unwrap().unread, 0);
    let others = store.chat(stage.ada, stage.chat).await.unwrap();
    assert_eq!((others.last_message.unwrap().id, others.state), (third, ChatState::default()));
    // An answer to it shows what it answers: others see it, and it was said while one was there.
    let answer = NewMessage { reply_to: Some(third), ..message(stage.ada, stage.chat, "as I said") };
    let answer = store.append_message(answer).await.unwrap().message;
    let chat = store.chat(stage.bob, stage.chat).await.unwrap();
    assert_eq!((chat.unread, chat.last_message), (1, Some(answer)));
}

pub async fn a_chat_deleted_for_oneself_is_listed_again_with_its_next_message(store: Arc<dyn Store>) {
    let stage = Stage::new(store.clone()).await;
    let head = store.chat(stage.bob, stage.chat).await.unwrap().head;
    let patch = ChatStatePatch { cleared: Some(head), unlisted: Some(true), ..ChatStatePatch::default() };
    store.set_chat_state(stage.bob, stage.chat, patch).await.unwrap();
    let listed = |who| {
        let store = store.clone();
        async move {
            store.chats(who, None, 9).await.unwrap().chats.len()
                + store.find_chats(who, "climb", 9).await.unwrap().len()
        }
    };
    assert_eq!((listed(stage.bob).await, listed(stage.ada).await), (0, 2));
    assert!(store.chat(stage.bob, stage.chat).await.unwrap().state.unlisted);
    // What happens to messages that are gone brings it back no more than they themselves do.
    let react = MessageEditing::React { emoji: "👍".into(), most: 20 };
    stage.change(stage.ada, stage.said[0], react).await.unwrap();
    assert_eq!(listed(stage.bob).await, 0);
    let next = stage.world.say(stage.ada, stage.chat, "still there?").await.message;
    assert_eq!((listed(stage.bob).await, stage.history().await), (2, vec![next.id]));
    assert_eq!(store.chat(stage.bob, stage.chat).await.unwrap().last_message, Some(next.clone()));
    stage.mark(stage.bob, &[next.id], Mark::Hidden).await.unwrap();
    assert_eq!(listed(stage.bob).await, 0);
    // Who returns begins anew.
    stage.world.remove(stage.ada, stage.chat, stage.bob).await;
    stage.world.add(stage.ada, stage.chat, stage.bob).await;
    assert_eq!(store.chat(stage.bob, stage.chat).await.unwrap().state, ChatState::default());
}

pub async fn marks_come_to_ones_devices_that_were_away(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let (chat_id, [first, second, third]) = (stage.chat, stage.said);
    let before = stage.sync(0).await.user_version;
    let starred = stage.mark(stage.bob, &[first, second], Mark::Star(true)).await.unwrap();
    stage.mark(stage.bob, &[second], Mark::Star(false)).await.unwrap();
    stage.mark(stage.bob, &[third], Mark::Hidden).await.unwrap();
    let (mut since, mut stars, mut hidden) = (before, HashMap::new(), Vec::new());
    loop {
        let page = stage.sync(since).await;
        stars.extend(page.stars.into_iter().map(|star| (star.id, star)));
        hidden.extend(page.hidden);
        assert!(page.user_version > since || !page.more, "the pages lead on");
        since = page.user_version;
        if !page.more {
            break;
        }
    }
    let star = |id, on| (id, Star { chat_id, id, on });
    assert_eq!(stars, HashMap::from([star(first, true), star(second, false)]));
    assert_eq!(hidden, [Hidden { chat_id, ids: vec![third] }]);
    assert_eq!(stage.sync(since).await.stars, []);
    assert!(starred.user_version > before);
    let fresh = stage
        .store
        .changes_since(
            stage.bob,
            SyncRequest::default(),
            SyncLimits { chats: 9, messages: 9, people: 9 },
            NOW,
        )
        .await
        .unwrap();
    assert_eq!(
        fresh.stars,
        [Star { chat_id, id: first, on: true }],
        "a new device needs none that was taken back"
    );
}

pub async fn a_change_of_what_is_cleared_comes_to_those_who_see_a_quote_of_it(store: Arc<dyn Store>) {
    let stage = Stage::new(store.clone()).await;
    let third = stage.said[2];
    let answer = NewMessage { reply_to: Some(third), ..message(stage.ada, stage.chat, "as I said") };
    store.append_message(answer).await.unwrap();
    let head = store.chat(stage.bob, stage.chat).await.unwrap().head;
    stage.clear(head - 1).await;
    stage.change(stage.ada, third, DELETE).await.unwrap();
    let heads = HashMap::from([(stage.chat, head)]);
    let request =
        SyncRequest { user_version: stage.sync(0).await.user_version, heads, ..SyncRequest::default() };
    let limits = SyncLimits { chats: 9, messages: 9, people: 9 };
    let page = store.changes_since(stage.bob, request, limits, NOW).await.unwrap();
    assert_eq!(page.messages.iter().map(|message| message.id).collect::<Vec<_>>(), [third]);
}

pub async fn marks_of_one_request_come_together(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let before = stage.sync(0).await.user_version;
    stage.mark(stage.bob, &stage.said, Mark::Hidden).await.unwrap();
    let page = stage.sync(before).await;
    assert_eq!(page.hidden, [Hidden { chat_id: stage.chat, ids: stage.said.to_vec() }]);
}

pub async fn mentions_of_one_are_found_over_all_chats(store: Arc<dyn Store>) {
    let stage = Stage::new(store.clone()).await;
    let Stage { ada, bob, chat, .. } = stage;
    let other = stage.world.group(ada, &[bob]).await;
    let quiet = stage.world.group(ada, &[bob]).await;
    let mut expected = vec![stage.said[1]];
    let everybody = [Mention::All(All::All)];
    let both = [Mention::User(bob), Mention::All(All::All)];
    let me = [Mention::User(bob)];
    for (sender, chat, mentions, at) in [
        (ada, quiet, &me[..], 1),
        (ada, other, &everybody, 2),
        (ada, chat, &both, 3),
        (bob, chat, &everybody, 4),
        (ada, other, &[Mention::User(ada)], 5),
        (ada, other, &me, 6),
        (ada, chat, &me, 6),
    ] {
        let sent = NewMessage { at_ms: NOW + at, ..mentioning(sender, chat, mentions) };
        store.append_message(sent.clone()).await.unwrap();
        if sender == ada && at != 5 {
            expected.insert(0, sent.id);
        }
    }
    let (mut found, mut before) = (Vec::new(), None);
    loop {
        let page = store.mentions_of(bob, before, 2).await.unwrap();
        assert!(page.messages.len() <= 2);
        found.extend(page.messages.iter().map(|message| message.id));
        match page.next {
            Some(next) => before = Some(next.parse().unwrap()),
            None => break,
        }
    }
    // Of two at the same moment, either may be first.
    let newest = found[..2].iter().collect::<std::collections::BTreeSet<_>>();
    assert_eq!(newest, expected[..2].iter().collect());
    assert_eq!(found[2..], expected[2..]);
    stage.mark(bob, &[expected[0]], Mark::Hidden).await.unwrap();
    assert!(!store.mentions_of(bob, None, 9).await.unwrap().messages.iter().any(|one| one.id == expected[0]));
    let cleo = stage.world.person("cleo").await;
    stage.world.add(ada, chat, cleo).await;
    assert_eq!(store.mentions_of(cleo, None, 9).await.unwrap().messages, [], "from before one joined");
}

pub async fn what_expires_takes_its_marks_along(store: Arc<dyn Store>) {
    let stage = Stage::new(store.clone()).await;
    let patch = ChatStatePatch { cleared: Some(0), ..ChatStatePatch::default() };
    assert_eq!(store.set_chat_state(stage.bob, stage.chat, patch).await.unwrap().user_version, None);
    let event = kith_wire::SystemEvent::DisappearAfterChanged { disappear_after: Some(1) };
    stage.world.change(stage.ada, stage.chat, crate::ChatEdit::DisappearAfter(Some(1)), event).await;
    let said = stage.world.say(stage.ada, stage.chat, "soon gone").await.message;
    stage.mark(stage.bob, &[said.id], Mark::Star(true)).await.unwrap();
    let read =
        WatermarkMove { user_id: stage.bob, chat_id: stage.chat, delivered: 0, read: said.seq, at_ms: NOW };
    store.move_watermark(read).await.unwrap();
    let since = stage.sync(0).await.user_version - 2;
    assert_eq!(store.expire_messages(NOW + 1000, 9).await.unwrap(), 1);
    assert_eq!(stage.stars(None).await, [], "a star saves no message");
    assert_eq!(stage.sync(since).await.stars, []);
}
