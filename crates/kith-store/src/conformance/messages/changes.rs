//! Claims about changes of messages: edits, deletions, reactions, and quotes that follow them.

use std::sync::Arc;

use kith_wire::{ChatId, Mention, Message, MessageEdit, MessageId, Quote, UserId};

use crate::conformance::world::{DELETE, NOW, World, message, text_content};
use crate::{
    AppendError, ChangeMessageError, MessageAccessError, MessageChange, MessageEditing, MessageSearch,
    MessagesChanged, NewMessage, PageAt, Store,
};

const WINDOW: i64 = 900_000;

fn says(text: &str) -> MessageEditing {
    MessageEditing::Content { content: text_content(text, &[]), within_ms: WINDOW }
}

fn reacts(emoji: &str) -> MessageEditing {
    MessageEditing::React { emoji: emoji.into(), most: 3 }
}

fn takes_back(emoji: &str) -> MessageEditing {
    MessageEditing::TakeReactionBack(emoji.into())
}

/// A chat of Ada, who sends, with Bob.
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
        let chat = world.direct(ada, bob).await;
        Self { world, store, ada, bob, chat }
    }

    async fn said(&self, text: &str) -> Message {
        self.world.say(self.ada, self.chat, text).await.message
    }

    async fn change(
        &self,
        actor: UserId,
        ids: &[MessageId],
        edit: MessageEditing,
        at_ms: i64,
    ) -> Result<MessagesChanged, ChangeMessageError> {
        let change = MessageChange { actor, chat_id: self.chat, ids: ids.to_vec(), edit, at_ms };
        self.store.change_messages(change).await
    }

    /// A change of one message that must succeed.
    async fn changed(&self, actor: UserId, id: MessageId, edit: MessageEditing) -> Message {
        self.change(actor, &[id], edit, NOW).await.unwrap().messages.remove(0)
    }

    async fn shown(&self, viewer: UserId, id: MessageId) -> Message {
        self.store.message(viewer, self.chat, id).await.unwrap()
    }

    async fn replies(&self, sender: UserId, to: MessageId) -> Result<Message, AppendError> {
        let new = NewMessage { reply_to: Some(to), ..message(sender, self.chat, "indeed") };
        self.store.append_message(new).await.map(|appended| appended.message)
    }
}

pub async fn an_edit_changes_what_a_message_says_and_keeps_what_it_said(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let first = stage.said("one").await;
    let edited = stage.change(stage.ada, &[first.id], says("two"), NOW + 5).await.unwrap();
    assert_eq!(edited.messages, edited.changed);
    let two = &edited.messages[0];
    assert_eq!((two.content.text(), two.seq, two.version, two.edited_at), (Some("two"), 1, 2, Some(NOW + 5)));
    assert_eq!(stage.shown(stage.bob, first.id).await, *two);
    // The clock was set back.
    stage.change(stage.ada, &[first.id], says("three"), NOW).await.unwrap();
    let edits = stage.store.message_edits(stage.bob, stage.chat, first.id).await.unwrap();
    let edit = |text: &str| MessageEdit { text: text.into(), edited_at: NOW + 5 };
    assert_eq!(edits, [edit("one"), edit("two")]);
    assert_eq!(stage.store.chat(stage.bob, stage.chat).await.unwrap().head, 3);
}

pub async fn only_the_sender_edits_and_only_for_a_while(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let said = stage.said("one").await;
    let (ids, late) = ([said.id], NOW + WINDOW);
    let refused = stage.change(stage.bob, &ids, says("two"), NOW).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::NotYours));
    let refused = stage.change(stage.ada, &ids, says("two"), late).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::WindowOver));
    assert_eq!(stage.shown(stage.ada, said.id).await, said);
    stage.change(stage.ada, &ids, says("two"), late - 1).await.unwrap();
    // Repeated later, the change is already made.
    assert!(stage.change(stage.ada, &ids, says("two"), late).await.unwrap().changed.is_empty());
}

pub async fn an_edit_mentions_members_only(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let eve = stage.world.person("eve").await;
    let said = stage.said("one").await;
    let content = text_content("two", &[Mention::User(eve), Mention::User(stage.bob)]);
    let edit = MessageEditing::Content { content, within_ms: WINDOW };
    let edited = stage.changed(stage.ada, said.id, edit).await;
    assert_eq!(edited.content.mentions(), [Mention::User(stage.bob)]);
}

pub async fn nothing_is_left_of_a_deleted_message(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let said = stage.said("secret").await;
    let answer = stage.replies(stage.ada, said.id).await.unwrap();
    stage.changed(stage.ada, answer.id, says("secret, too")).await;
    stage.changed(stage.bob, answer.id, reacts("👍")).await;
    let deleted = stage.changed(stage.ada, answer.id, DELETE).await;
    assert_eq!((deleted.content.text(), deleted.reply_to, deleted.reactions.len()), (Some(""), None, 0));
    assert_eq!((deleted.edited_at, deleted.deleted.map(|deleted| deleted.by)), (None, Some(stage.ada)));
    assert!(stage.store.message_edits(stage.bob, stage.chat, answer.id).await.unwrap().is_empty());
    let search =
        MessageSearch { actor: stage.bob, chat_id: stage.chat, text: "too".into(), before: None, limit: 9 };
    assert!(stage.store.search_messages(search).await.unwrap().messages.is_empty());
    // It stays so.
    assert!(stage.change(stage.ada, &[answer.id], DELETE, NOW).await.unwrap().changed.is_empty());
    for edit in [says("back"), reacts("👍")] {
        let refused = stage.change(stage.ada, &[answer.id], edit, NOW).await.unwrap_err();
        assert!(matches!(refused, ChangeMessageError::NotEditable));
    }
}

pub async fn a_repeat_of_what_was_deleted_since_is_known(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let new = message(stage.ada, stage.chat, "once");
    stage.store.append_message(new.clone()).await.unwrap();
    let deleted = stage.changed(stage.ada, new.id, DELETE).await;
    let again = stage.store.append_message(new).await.unwrap();
    assert_eq!((again.repeated, again.message), (true, deleted));
}

pub async fn administrators_of_groups_delete_what_others_sent(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let said = stage.said("one").await;
    let refused = stage.change(stage.bob, &[said.id], DELETE, NOW).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::NotYours));
    let group = stage.world.group(stage.ada, &[stage.bob]).await;
    let bobs = stage.world.say(stage.bob, group, "rude").await.message;
    let stage = Stage { chat: group, ..stage };
    let deleted = stage.changed(stage.ada, bobs.id, DELETE).await;
    assert_eq!(deleted.deleted.map(|deleted| deleted.by), Some(stage.ada));
}

pub async fn reactions_are_counted_the_most_used_first(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let said = stage.said("one").await;
    let counts = |message: Message| -> Vec<(String, usize)> {
        message.reactions.into_iter().map(|reaction| (reaction.emoji, reaction.count)).collect()
    };
    let counted = |expected: &[(&str, usize)]| -> Vec<(String, usize)> {
        expected.iter().map(|(emoji, count)| ((*emoji).into(), *count)).collect()
    };
    for (at, (who, emoji)) in
        [(stage.ada, "👍"), (stage.ada, "😂"), (stage.bob, "😂")].into_iter().enumerate()
    {
        stage.change(who, &[said.id], reacts(emoji), NOW + at as i64).await.unwrap();
    }
    assert_eq!(counts(stage.shown(stage.bob, said.id).await), counted(&[("😂", 2), ("👍", 1)]));
    assert!(stage.change(stage.bob, &[said.id], reacts("😂"), NOW).await.unwrap().changed.is_empty());
    let taken = stage.changed(stage.bob, said.id, takes_back("😂")).await;
    assert_eq!((taken.version, counts(taken)), (5, counted(&[("👍", 1), ("😂", 1)])));
    assert!(stage.change(stage.bob, &[said.id], takes_back("😂"), NOW).await.unwrap().changed.is_empty());
    let page = stage.store.reactions(stage.bob, stage.chat, said.id, None, 1).await.unwrap();
    assert!(page.more);
    let last = &page.reactions[0];
    let after = Some((last.emoji.clone(), Some(last.user_id)));
    let rest = stage.store.reactions(stage.bob, stage.chat, said.id, after, 9).await.unwrap();
    assert_eq!((rest.reactions.len(), rest.more), (1, false));
}

pub async fn a_message_has_so_many_different_reactions(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let said = stage.said("one").await;
    for emoji in ["👍", "😂", "🎉"] {
        stage.changed(stage.ada, said.id, reacts(emoji)).await;
    }
    let refused = stage.change(stage.bob, &[said.id], reacts("🐌"), NOW).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::TooManyReactions));
    stage.changed(stage.bob, said.id, reacts("🎉")).await;
}

pub async fn of_several_messages_all_change_or_none(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let (first, second) = (stage.said("one").await, stage.said("two").await);
    let bobs = stage.world.say(stage.bob, stage.chat, "mine").await.message;
    let ids = [first.id, bobs.id, second.id];
    assert!(stage.change(stage.ada, &ids, DELETE, NOW).await.is_err());
    assert_eq!(stage.shown(stage.bob, first.id).await, first);
    let done = stage.change(stage.ada, &[first.id, second.id], DELETE, NOW).await.unwrap();
    let versions: Vec<_> = done.changed.iter().map(|message| (message.seq, message.version)).collect();
    assert_eq!(versions, [(1, 4), (2, 5)]);
}

pub async fn messages_are_changed_by_those_who_see_them(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let group = stage.world.group(stage.ada, &[stage.bob]).await;
    let before = stage.world.say(stage.bob, group, "before eve").await.message;
    let elsewhere = stage.said("elsewhere").await;
    let eve = stage.world.person("eve").await;
    let stage = Stage { chat: group, ..stage };
    let refused = stage.change(eve, &[before.id], reacts("👍"), NOW).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::NotAMember));
    stage.world.add(stage.ada, group, eve).await;
    for id in [before.id, elsewhere.id, MessageId::new()] {
        let refused = stage.change(eve, &[id], reacts("👍"), NOW).await.unwrap_err();
        assert!(matches!(refused, ChangeMessageError::NotFound));
        let refused = stage.store.message_edits(eve, group, id).await.unwrap_err();
        assert!(matches!(refused, MessageAccessError::NotFound));
        let refused = stage.store.reactions(eve, group, id, None, 9).await.unwrap_err();
        assert!(matches!(refused, MessageAccessError::NotFound));
        assert!(matches!(stage.replies(eve, id).await.unwrap_err(), AppendError::UnknownQuote));
    }
    // Nobody can change or answer a system message.
    let told =
        stage.store.message_page(stage.ada, group, PageAt::Latest, 1).await.unwrap().messages.remove(0);
    for edit in [says("x"), DELETE, reacts("👍")] {
        let refused = stage.change(stage.ada, &[told.id], edit, NOW).await.unwrap_err();
        assert!(matches!(refused, ChangeMessageError::NotEditable));
    }
    assert!(matches!(stage.replies(stage.ada, told.id).await.unwrap_err(), AppendError::UnknownQuote));
}

pub async fn a_quote_shows_what_it_quotes_as_that_is_now(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let said = stage.said(&"é".repeat(300)).await;
    let answer = stage.replies(stage.bob, said.id).await.unwrap();
    let quote = |text: Option<String>, deleted| {
        let kind = said.content.kind();
        Some(Box::new(Quote {
            id: said.id,
            seq: 1,
            sender_id: stage.ada,
            kind,
            text,
            expires_at: None,
            deleted,
        }))
    };
    assert_eq!(answer.reply_to, quote(Some("é".repeat(200)), false));
    stage.changed(stage.ada, said.id, says("short")).await;
    assert_eq!(stage.shown(stage.bob, answer.id).await.reply_to, quote(Some("short".into()), false));
    stage.changed(stage.ada, said.id, DELETE).await;
    let chat = stage.store.chat(stage.ada, stage.chat).await.unwrap();
    assert_eq!(chat.last_message.unwrap().reply_to, quote(None, true));
}

pub async fn a_quote_of_what_came_before_one_joined_shows_nothing_of_it(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let group = stage.world.group(stage.ada, &[stage.bob]).await;
    let said = stage.world.say(stage.ada, group, "before eve").await.message;
    let eve = stage.world.person("eve").await;
    stage.world.add(stage.ada, group, eve).await;
    let stage = Stage { chat: group, ..stage };
    let answer = stage.replies(stage.bob, said.id).await.unwrap();
    let texts = async |viewer| {
        let one = stage.shown(viewer, answer.id).await;
        let page =
            stage.store.message_page(viewer, group, PageAt::Latest, 1).await.unwrap().messages.remove(0);
        let last = stage.store.chat(viewer, group).await.unwrap().last_message.unwrap();
        let found =
            MessageSearch { actor: viewer, chat_id: group, text: "indeed".into(), before: None, limit: 1 };
        let found = stage.store.search_messages(found).await.unwrap().messages.remove(0);
        [one, page, last, found].map(|message| message.reply_to.unwrap().text)
    };
    assert_eq!(texts(stage.bob).await, [const { Some("before eve") }; 4].map(|text| text.map(String::from)));
    assert_eq!(texts(eve).await, [const { None }; 4]);
}

pub async fn an_answer_to_something_else_is_another_message(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let said = stage.said("one").await;
    let new = NewMessage { reply_to: Some(said.id), ..message(stage.bob, stage.chat, "two") };
    stage.store.append_message(new.clone()).await.unwrap();
    assert!(stage.store.append_message(new.clone()).await.unwrap().repeated);
    let without = NewMessage { reply_to: None, ..new };
    assert!(matches!(stage.store.append_message(without).await.unwrap_err(), AppendError::Conflict));
}
