//! Claims about contents besides texts, about their later changes, and about copies.

use std::sync::Arc;

use kith_wire::{
    ChatId, Contact, ContactContent, Forwarded, LiveLocation, Location, LocationContent, Mention, Message,
    MessageContent, MessageId, MessageRef, Poll, PollContent, PollOption, Sticker, StickerContent, SyncPage,
    SyncRequest, UserId, UserVersion, Vote,
};

use crate::conformance::world::{DELETE, NOW, World, mentioning, message};
use crate::{
    AppendError, ChangeMessageError, MessageChange, MessageEditing, MessagesChanged, NewContent, NewMessage,
    Store, SyncLimits,
};

const HOUR: i64 = 3_600_000;

/// A group that Ada made, with Bob.
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

    async fn append(&self, content: NewContent) -> Result<Message, AppendError> {
        let new = NewMessage { content, ..message(self.bob, self.chat, "") };
        self.store.append_message(new).await.map(|appended| appended.message)
    }

    /// Bob sends this.
    async fn sent(&self, content: MessageContent) -> Message {
        self.append(content.into()).await.unwrap()
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

    async fn votes(&self, actor: UserId, id: MessageId, options: &[&str]) -> MessagesChanged {
        self.change(actor, id, vote(options), NOW).await.unwrap()
    }

    async fn synced(&self, who: UserId, user_version: UserVersion, messages: usize) -> SyncPage {
        let request = SyncRequest { user_version, ..SyncRequest::default() };
        let limits = SyncLimits { chats: 100, messages, people: 100 };
        self.store.changes_since(who, request, limits, NOW).await.unwrap()
    }

    /// The message that Bob copies from his chat with Ada to the group.
    async fn copies(&self, source: &Message) -> Result<Message, AppendError> {
        self.append(NewContent::Copy(MessageRef { chat_id: source.chat_id, id: source.id })).await
    }
}

fn vote(options: &[&str]) -> MessageEditing {
    MessageEditing::Vote(options.iter().map(|id| String::from(*id)).collect())
}

pub(super) fn poll() -> Poll {
    let option =
        |id: &str| PollOption { id: id.into(), text: id.to_uppercase(), count: 0, user_ids: Some(vec![]) };
    let options = ["a", "b", "c"].map(option).into();
    Poll {
        question: "Which?".into(),
        options,
        multiple: true,
        anonymous: false,
        closes_at: None,
        closed_at: None,
    }
}

fn asking(poll: Poll) -> MessageContent {
    MessageContent::Poll(PollContent { poll: Some(poll) })
}

fn location(live: Option<LiveLocation>) -> Location {
    Location {
        latitude: 59.913_868,
        longitude: -10.75,
        accuracy: Some(12.5),
        label: Some("Home".into()),
        live,
    }
}

fn at(location: Location) -> MessageContent {
    MessageContent::Location(LocationContent { location: Some(location) })
}

fn contact(user_id: Option<UserId>) -> MessageContent {
    let (phones, emails) = (vec!["+47 22 00 00 00".into()], vec!["ada@example.org".into()]);
    MessageContent::Contact(ContactContent {
        contact: Some(Contact { user_id, name: "Ada".into(), phones, emails }),
    })
}

/// A sticker as the server showed it at the time.
fn sticker(file: &str) -> MessageContent {
    let (pack, name, file) = ("cats".into(), "wave".into(), file.into());
    MessageContent::Sticker(StickerContent {
        sticker: Some(Sticker { pack, name, file, width: 512, height: 300 }),
    })
}

/// For each option, how many people chose it, and which.
fn tally(message: &Message) -> Vec<(usize, Option<Vec<UserId>>)> {
    let MessageContent::Poll(PollContent { poll: Some(poll) }) = &message.content else { return Vec::new() };
    poll.options.iter().map(|option| (option.count, option.user_ids.clone())).collect()
}

pub async fn every_content_is_kept_as_it_was_sent(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let live = LiveLocation { until: NOW + HOUR, updated_at: NOW };
    for content in [
        asking(poll()),
        asking(Poll { closes_at: Some(NOW + HOUR), multiple: false, ..poll() }),
        at(location(None)),
        at(Location { label: None, accuracy: None, ..location(Some(live)) }),
        contact(Some(stage.ada)),
        sticker("0a.webp"),
    ] {
        let new = NewMessage {
            content: content.clone().into(),
            silent: true,
            ..message(stage.bob, stage.chat, "")
        };
        let sent = stage.store.append_message(new.clone()).await.unwrap().message;
        assert_eq!((&sent.content, sent.silent), (&content, true));
        assert_eq!(stage.store.message(stage.ada, stage.chat, sent.id).await.unwrap(), sent);
        assert!(stage.store.append_message(new.clone()).await.unwrap().repeated);
        let aloud = NewMessage { silent: false, ..new };
        assert!(matches!(stage.store.append_message(aloud).await.unwrap_err(), AppendError::Conflict));
    }
}

pub async fn a_contact_names_an_account_that_there_is(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let sent = stage.sent(contact(Some(UserId::new()))).await;
    assert_eq!(sent.content, contact(None));
    assert_eq!(stage.store.message(stage.ada, stage.chat, sent.id).await.unwrap(), sent);
}

pub async fn a_sticker_with_a_new_picture_is_still_the_same_message(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let new = NewMessage { content: sticker("0a.webp").into(), ..message(stage.bob, stage.chat, "") };
    let sent = stage.store.append_message(new.clone()).await.unwrap().message;
    let again = NewMessage { content: sticker("0b.png").into(), ..new.clone() };
    let again = stage.store.append_message(again).await.unwrap();
    assert_eq!((again.repeated, again.message), (true, sent));
    let MessageContent::Sticker(StickerContent { sticker: Some(other) }) = sticker("0a.webp") else {
        panic!()
    };
    let other = StickerContent { sticker: Some(Sticker { name: "nap".into(), ..other }) };
    let other = NewMessage { content: MessageContent::Sticker(other).into(), ..new };
    assert!(matches!(stage.store.append_message(other).await.unwrap_err(), AppendError::Conflict));
}

pub async fn nothing_is_left_of_a_deleted_content(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let live = LiveLocation { until: NOW + HOUR, updated_at: NOW };
    for content in [asking(poll()), at(location(Some(live))), contact(None), sticker("0a.webp")] {
        let sent = stage.sent(content).await;
        if let MessageContent::Poll(_) = sent.content {
            stage.votes(stage.ada, sent.id, &["a"]).await;
        }
        stage.change(stage.bob, sent.id, DELETE, NOW).await.unwrap();
        let left = stage.store.message(stage.ada, stage.chat, sent.id).await.unwrap().content;
        assert_eq!((left.kind(), left.text()), (sent.content.kind(), None));
        let refused = stage.change(stage.ada, sent.id, vote(&["a"]), NOW).await.unwrap_err();
        assert!(matches!(refused, ChangeMessageError::NotEditable));
    }
}

pub async fn votes_are_counted(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let asked = stage.sent(asking(poll())).await;
    let first = stage.votes(stage.ada, asked.id, &["c", "a", "a"]).await;
    assert_eq!(first.changed[0].version, asked.version + 1);
    let stamp = first.user_version.unwrap();
    let both = stage.votes(stage.bob, asked.id, &["a"]).await.messages.remove(0);
    let (ada, bob) = (stage.ada, stage.bob);
    assert_eq!(tally(&both), [(2, Some(vec![ada, bob])), (0, Some(vec![])), (1, Some(vec![ada]))]);
    assert_eq!(stage.store.message(ada, stage.chat, asked.id).await.unwrap(), both);
    let again = stage.votes(bob, asked.id, &["a"]).await;
    assert_eq!((again.changed.len(), again.user_version), (0, None));
    // Ada changes her vote, and Bob takes his back.
    stage.votes(ada, asked.id, &["b"]).await;
    let changed = stage.votes(bob, asked.id, &[]).await.messages.remove(0);
    assert_eq!(tally(&changed), [(0, Some(vec![])), (1, Some(vec![ada])), (0, Some(vec![]))]);
    assert!(stage.votes(ada, asked.id, &[]).await.user_version > Some(stamp));
}

pub async fn an_anonymous_poll_names_nobody(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let mut secret = Poll { anonymous: true, ..poll() };
    secret.options.iter_mut().for_each(|option| option.user_ids = None);
    let asked = stage.sent(asking(secret)).await;
    let voted = stage.votes(stage.ada, asked.id, &["a"]).await.messages.remove(0);
    assert_eq!(tally(&voted), [(1, None), (0, None), (0, None)]);
}

pub async fn a_vote_is_for_options_that_there_are(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let asked = stage.sent(asking(Poll { multiple: false, ..poll() })).await;
    for options in [&["d"][..], &["a", "b"], &["a", ""]] {
        let refused = stage.change(stage.ada, asked.id, vote(options), NOW).await.unwrap_err();
        assert!(matches!(refused, ChangeMessageError::UnknownOptions), "{options:?}");
    }
    assert_eq!(stage.store.message(stage.ada, stage.chat, asked.id).await.unwrap(), asked);
    let said = stage.world.say(stage.bob, stage.chat, "no poll").await.message;
    let refused = stage.change(stage.ada, said.id, vote(&["a"]), NOW).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::NotEditable));
}

pub async fn sync_brings_ones_own_votes(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let mut polls = Vec::new();
    for _ in 0..3 {
        polls.push(stage.sent(asking(poll())).await.id);
    }
    let vote = |nth: usize, options: &[&str]| Vote {
        chat_id: stage.chat,
        id: polls[nth],
        options: options.iter().map(|id| String::from(*id)).collect(),
    };
    for poll in &polls {
        stage.votes(stage.ada, *poll, &["c", "a"]).await;
    }
    let stamp = stage.votes(stage.ada, polls[0], &[]).await.user_version.unwrap();
    let first = stage.synced(stage.ada, 0, 2).await;
    assert_eq!((first.votes, first.more), (vec![vote(1, &["a", "c"]), vote(2, &["a", "c"])], true));
    let second = stage.synced(stage.ada, first.user_version, 2).await;
    assert_eq!((second.votes, second.user_version), (vec![vote(0, &[])], stamp));
    assert!(stage.synced(stage.ada, stamp, 2).await.votes.is_empty());
    assert!(stage.synced(stage.bob, 0, 2).await.votes.is_empty());
    stage.change(stage.bob, polls[1], DELETE, NOW).await.unwrap();
    assert_eq!(stage.synced(stage.ada, 0, 9).await.votes, [vote(2, &["a", "c"]), vote(0, &[])]);
}

pub async fn a_closed_poll_takes_no_votes(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let asked = stage.sent(asking(Poll { closes_at: Some(NOW + HOUR), ..poll() })).await;
    stage.votes(stage.ada, asked.id, &["a"]).await;
    let refused = stage.change(stage.ada, asked.id, vote(&["b"]), NOW + HOUR).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::PollClosed));
    let closed = stage.change(stage.bob, asked.id, MessageEditing::ClosePoll, NOW + 1).await.unwrap();
    let MessageContent::Poll(PollContent { poll: Some(poll) }) = &closed.changed[0].content else { panic!() };
    assert_eq!((poll.closed_at, poll.options[0].count), (Some(NOW + 1), 1));
    let refused = stage.change(stage.ada, asked.id, vote(&[]), NOW + 2).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::PollClosed));
    // Repeating the present choice is no error, and neither is closing the poll again.
    assert!(stage.change(stage.ada, asked.id, vote(&["a"]), NOW + 2).await.unwrap().changed.is_empty());
    let again = stage.change(stage.bob, asked.id, MessageEditing::ClosePoll, NOW + 2).await.unwrap();
    assert_eq!((again.changed.len(), &again.messages), (0, &closed.messages));
}

pub async fn a_poll_is_closed_by_its_sender_or_an_administrator(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let adas = NewMessage { content: asking(poll()).into(), ..message(stage.ada, stage.chat, "") };
    let adas = stage.store.append_message(adas).await.unwrap().message;
    let refused = stage.change(stage.bob, adas.id, MessageEditing::ClosePoll, NOW).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::NotYours));
    // Ada made the group.
    let bobs = stage.sent(asking(poll())).await;
    assert_eq!(
        stage.change(stage.ada, bobs.id, MessageEditing::ClosePoll, NOW).await.unwrap().changed.len(),
        1
    );
}

pub async fn a_live_location_is_stored_now_and_then(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let live = LiveLocation { until: NOW + HOUR, updated_at: NOW };
    let sent = stage.sent(at(location(Some(live)))).await;
    let moves = async |latitude, at_ms| {
        let edit = MessageEditing::Move { latitude, longitude: 1.0, accuracy: None };
        stage.change(stage.bob, sent.id, edit, at_ms).await.unwrap()
    };
    let soon = moves(1.0, NOW + 29_999).await;
    assert_eq!((soon.changed.len(), &soon.messages[0]), (0, &sent));
    let moved = moves(2.0, NOW + 30_000).await.changed.remove(0);
    let there = Location {
        latitude: 2.0,
        longitude: 1.0,
        accuracy: None,
        live: Some(LiveLocation { updated_at: NOW + 30_000, ..live }),
        ..location(None)
    };
    assert_eq!((&moved.content, moved.version), (&at(there), sent.version + 1));
    assert_eq!(stage.store.message(stage.ada, stage.chat, sent.id).await.unwrap(), moved);
    assert!(moves(3.0, NOW + 59_999).await.changed.is_empty());
}

pub async fn only_the_sender_moves_a_location_and_only_while_it_is_live(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let live = LiveLocation { until: NOW + HOUR, updated_at: NOW };
    let sent = stage.sent(at(location(Some(live)))).await;
    let moves = || MessageEditing::Move { latitude: 1.0, longitude: 1.0, accuracy: None };
    for edit in [moves(), MessageEditing::StopLocation] {
        let refused = stage.change(stage.ada, sent.id, edit, NOW + 60_000).await.unwrap_err();
        assert!(matches!(refused, ChangeMessageError::NotYours));
    }
    let refused = stage.change(stage.bob, sent.id, moves(), NOW + HOUR).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::NotEditable));
    let stopped = stage.change(stage.bob, sent.id, MessageEditing::StopLocation, NOW + 9).await.unwrap();
    let until = Some(LiveLocation { until: NOW + 9, ..live });
    assert_eq!(stopped.changed[0].content, at(location(until)));
    let refused = stage.change(stage.bob, sent.id, moves(), NOW + 40_000).await.unwrap_err();
    assert!(matches!(refused, ChangeMessageError::NotEditable));
    let again = stage.change(stage.bob, sent.id, MessageEditing::StopLocation, NOW + 10).await.unwrap();
    assert!(again.changed.is_empty());
    let still = stage.sent(at(location(None))).await;
    for edit in [moves(), MessageEditing::StopLocation] {
        let refused = stage.change(stage.bob, still.id, edit, NOW).await.unwrap_err();
        assert!(matches!(refused, ChangeMessageError::NotEditable));
    }
}

pub async fn a_copy_says_what_its_source_said(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let direct = stage.world.direct(stage.ada, stage.bob).await;
    let said = mentioning(stage.ada, direct, &[Mention::User(stage.bob)]);
    let said = stage.store.append_message(said).await.unwrap().message;
    let copy = stage.copies(&said).await.unwrap();
    assert_eq!((copy.content.text(), copy.content.mentions()), (said.content.text(), &[][..]));
    assert_eq!((copy.forwarded, copy.sender_id), (Some(Forwarded { times: 1 }), stage.bob));
    assert_eq!(stage.store.message(stage.ada, stage.chat, copy.id).await.unwrap(), copy);
    assert_eq!(stage.copies(&copy).await.unwrap().forwarded, Some(Forwarded { times: 2 }));
    let card = stage.sent(contact(Some(stage.ada))).await;
    assert_eq!(stage.copies(&card).await.unwrap().content, card.content);
    // A copy of a live location stays at the place that it was copied from.
    let live = LiveLocation { until: NOW + HOUR, updated_at: NOW };
    let place = stage.sent(at(location(Some(live)))).await;
    assert_eq!(stage.copies(&place).await.unwrap().content, at(location(None)));
}

pub async fn a_copied_poll_begins_anew(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    for (closes_at, copied) in [(Some(NOW), None), (Some(NOW + 1), Some(NOW + 1))] {
        let asked = Poll { closes_at: Some(NOW + HOUR), ..poll() };
        let asked = stage.sent(asking(Poll { closes_at, ..asked })).await;
        if copied.is_some() {
            stage.votes(stage.ada, asked.id, &["a"]).await;
            stage.change(stage.bob, asked.id, MessageEditing::ClosePoll, NOW).await.unwrap();
        }
        let copy = stage.copies(&asked).await.unwrap();
        assert_eq!(copy.content, asking(Poll { closes_at: copied, ..poll() }));
        let voted = stage.votes(stage.ada, copy.id, &["b"]).await.messages.remove(0);
        assert_eq!(tally(&voted)[1], (1, Some(vec![stage.ada])));
    }
}

pub async fn what_one_does_not_see_is_not_copied(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let eve = stage.world.person("eve").await;
    let hidden = stage.world.direct(stage.ada, eve).await;
    let secret = stage.world.say(eve, hidden, "secret").await.message;
    let group = stage.world.group(stage.ada, &[]).await;
    let before = stage.world.say(stage.ada, group, "before bob").await.message;
    stage.world.add(stage.ada, group, stage.bob).await;
    let nowhere = Message { id: MessageId::new(), ..secret.clone() };
    for source in [secret, before, nowhere] {
        assert!(matches!(stage.copies(&source).await.unwrap_err(), AppendError::UnknownSource));
    }
    let deleted = stage.sent(at(location(None))).await;
    stage.change(stage.bob, deleted.id, DELETE, NOW).await.unwrap();
    let told = stage.world.rename(stage.ada, stage.chat, "Skiing trip").await.messages.remove(0);
    for source in [deleted, told] {
        assert!(matches!(stage.copies(&source).await.unwrap_err(), AppendError::NotCopied));
    }
}

pub async fn a_repeated_copy_is_the_same_whatever_became_of_its_source(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let said = stage.world.say(stage.bob, stage.chat, "one").await.message;
    let copy = NewContent::Copy(MessageRef { chat_id: stage.chat, id: said.id });
    let copy = NewMessage { content: copy, ..message(stage.bob, stage.chat, "") };
    let first = stage.store.append_message(copy.clone()).await.unwrap().message;
    let other = MessageRef { chat_id: stage.chat, id: first.id };
    let other = NewMessage { content: NewContent::Copy(other), ..copy.clone() };
    assert!(matches!(stage.store.append_message(other).await.unwrap_err(), AppendError::Conflict));
    stage.change(stage.bob, said.id, DELETE, NOW).await.unwrap();
    let again = stage.store.append_message(copy.clone()).await.unwrap();
    assert_eq!((again.message, again.repeated), (first, true));
    stage.world.remove(stage.ada, stage.chat, stage.bob).await;
    assert!(stage.store.append_message(copy).await.unwrap().repeated);
}
