//! The law of events: for every action, *old state + the emitted events == state fetched afresh*.
//!
//! Several people act at random, some at the same time. Each has a device that only listens, and one that is away now
//! and then and catches up by `sync`. In the end both must show what a new device would.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod device;
mod support;

use std::sync::{Arc, Mutex};

use kith_core::Actor;
use kith_store::PageAt;
use kith_wire::{
    AddMembers, All, ChatId, ChatPatch, ChatStatePatch, CreateChat, DeleteFor, DeleteMessages, EditMessage,
    Mention, MessageId, MessageRef, PinMessage, ProfilePatch, React, Role, SendMessage, SettingsPatch, Star,
    Vote, Watermark,
};
use proptest::prelude::*;

use device::Device;
use support::TestServer;

const PEOPLE: usize = 4;

const EMOJI: [&str; 3] = ["👍", "😂", "🎉"];

/// Numbers stand for people and chats by their index, modulo the count.
#[derive(Debug, Clone)]
enum Act {
    OpenDirect(usize, usize),
    CreateGroup(usize, Vec<usize>),
    Say { who: usize, chat: usize, mention: Option<usize> },
    SayAgain(usize),
    Answer { who: usize, chat: usize, nth: usize },
    Ask { who: usize, chat: usize },
    Vote { who: usize, chat: usize, nth: usize, option: Option<u8> },
    Close { who: usize, chat: usize, nth: usize },
    Pin { who: usize, chat: usize, nth: usize, on: bool },
    Forward { who: usize, from: usize, nth: usize, chat: usize },
    Edit { who: usize, chat: usize, nth: usize, text: String },
    Delete { who: usize, chat: usize, nth: usize },
    React { who: usize, chat: usize, nth: usize, emoji: usize, on: bool },
    Star { who: usize, chat: usize, nth: usize, on: bool },
    Hide { who: usize, chat: usize, nth: usize },
    Mark { who: usize, chat: usize, back: i64, read: bool },
    Rename(usize, usize),
    Describe(usize, usize),
    Add(usize, usize, usize),
    Remove(usize, usize, usize),
    SetRole(usize, usize, usize, u8),
    Profile(usize, String),
    ShowReads(usize, bool),
    SetState { who: usize, chat: usize, patch: ChatStatePatch },
    GoAway(usize),
    ComeBack(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let (who, chat) = (0..PEOPLE, 0..4usize);
    prop_oneof![
        1 => (who.clone(), who.clone()).prop_map(|(a, b)| Act::OpenDirect(a, b)),
        2 => (who.clone(), prop::collection::vec(who.clone(), 0..PEOPLE)).prop_map(|(a, b)| Act::CreateGroup(a, b)),
        12 => (who.clone(), chat.clone(), prop::option::of(0..=PEOPLE))
            .prop_map(|(who, chat, mention)| Act::Say { who, chat, mention }),
        2 => who.clone().prop_map(Act::SayAgain),
        4 => (who.clone(), chat.clone(), 0..6usize)
            .prop_map(|(who, chat, nth)| Act::Answer { who, chat, nth }),
        2 => (who.clone(), chat.clone()).prop_map(|(who, chat)| Act::Ask { who, chat }),
        6 => (who.clone(), chat.clone(), 0..6usize, prop::option::of(1..3u8))
            .prop_map(|(who, chat, nth, option)| Act::Vote { who, chat, nth, option }),
        1 => (who.clone(), chat.clone(), 0..6usize).prop_map(|(who, chat, nth)| Act::Close { who, chat, nth }),
        3 => (who.clone(), chat.clone(), 0..6usize, any::<bool>())
            .prop_map(|(who, chat, nth, on)| Act::Pin { who, chat, nth, on }),
        3 => (who.clone(), chat.clone(), 0..6usize, chat.clone())
            .prop_map(|(who, from, nth, chat)| Act::Forward { who, from, nth, chat }),
        4 => (who.clone(), chat.clone(), 0..6usize, "[a-c]{1,2}")
            .prop_map(|(who, chat, nth, text)| Act::Edit { who, chat, nth, text }),
        2 => (who.clone(), chat.clone(), 0..6usize)
            .prop_map(|(who, chat, nth)| Act::Delete { who, chat, nth }),
        4 => (who.clone(), chat.clone(), 0..6usize, 0..EMOJI.len(), any::<bool>())
            .prop_map(|(who, chat, nth, emoji, on)| Act::React { who, chat, nth, emoji, on }),
        4 => (who.clone(), chat.clone(), 0..6usize, any::<bool>())
            .prop_map(|(who, chat, nth, on)| Act::Star { who, chat, nth, on }),
        4 => (who.clone(), chat.clone(), 0..6usize).prop_map(|(who, chat, nth)| Act::Hide { who, chat, nth }),
        8 => (who.clone(), chat.clone(), 0..3i64, any::<bool>())
            .prop_map(|(who, chat, back, read)| Act::Mark { who, chat, back, read }),
        1 => (who.clone(), chat.clone()).prop_map(|(a, c)| Act::Rename(a, c)),
        1 => (who.clone(), chat.clone()).prop_map(|(a, c)| Act::Describe(a, c)),
        3 => (who.clone(), chat.clone(), who.clone()).prop_map(|(a, c, b)| Act::Add(a, c, b)),
        2 => (who.clone(), chat.clone(), who.clone()).prop_map(|(a, c, b)| Act::Remove(a, c, b)),
        2 => (who.clone(), chat.clone(), who.clone(), 0..3u8).prop_map(|(a, c, b, r)| Act::SetRole(a, c, b, r)),
        3 => (who.clone(), "[a-c]{1,2}").prop_map(|(a, about)| Act::Profile(a, about)),
        3 => (who.clone(), any::<bool>()).prop_map(|(a, on)| Act::ShowReads(a, on)),
        5 => (who.clone(), chat.clone(), patch()).prop_map(|(who, chat, patch)| Act::SetState { who, chat, patch }),
        2 => who.clone().prop_map(Act::GoAway),
        2 => who.prop_map(Act::ComeBack),
    ]
}

fn patch() -> impl Strategy<Value = ChatStatePatch> {
    let switch = || prop::option::of(any::<bool>());
    let draft = prop::option::of(prop::option::of("[a-c]{0,2}"));
    let cleared = prop::option::weighted(0.2, 0..20i64);
    (prop::option::of(prop::option::of(0..3i64)), switch(), switch(), switch(), draft, cleared, switch())
        .prop_map(|(muted_until, pinned, archived, marked_unread, draft, cleared, unlisted)| ChatStatePatch {
            muted_until,
            pinned,
            archived,
            marked_unread,
            draft,
            cleared,
            unlisted,
        })
}

/// A server, its people, and their chats and messages so far.
struct World {
    server: TestServer,
    actors: Vec<Actor>,
    chats: Mutex<Vec<ChatId>>,
    sent: Mutex<Vec<Option<SendMessage>>>,
}

impl World {
    async fn new() -> Self {
        let server = TestServer::new();
        let mut actors = Vec::new();
        for i in 0..PEOPLE {
            actors.push(server.person(&format!("person{i}")).await);
        }
        Self { server, actors, chats: Mutex::default(), sent: Mutex::new(vec![None; PEOPLE]) }
    }

    fn chat(&self, index: usize) -> Option<ChatId> {
        let chats = self.chats.lock().unwrap();
        chats.get(index % chats.len().max(1)).copied()
    }

    /// One of the newest messages of a chat, counted from the newest, including messages that the actor may not see.
    async fn message(&self, chat: usize, nth: usize) -> Option<(ChatId, MessageId)> {
        let chat_id = self.chat(chat)?;
        for actor in &self.actors {
            let page = self.server.store.message_page(actor.user_id, chat_id, PageAt::Latest, nth + 1).await;
            if let Some(message) = page.ok().and_then(|page| page.messages.into_iter().next()) {
                return Some((chat_id, message.id));
            }
        }
        None
    }

    /// Runs the action, if it is allowed. A refused action must leave no trace, which the law itself checks.
    async fn perform(&self, act: Act) {
        let (kith, actors) = (&self.server.kith, &self.actors);
        let user = |index: usize| actors[index].user_id;
        match act {
            Act::OpenDirect(a, b) => {
                let chat =
                    kith.create_chat(actors[a], CreateChat::Direct { user_id: user(b) }).await.unwrap().0;
                let mut chats = self.chats.lock().unwrap();
                if !chats.contains(&chat.id) {
                    chats.push(chat.id);
                }
            }
            Act::CreateGroup(a, members) => {
                let member_ids = members.into_iter().map(user).collect();
                let group = CreateChat::Group { title: "Group".into(), description: None, member_ids };
                let chat = kith.create_chat(actors[a], group).await.unwrap().0;
                self.chats.lock().unwrap().push(chat.id);
            }
            Act::Say { who, chat, mention } => {
                let Some(chat_id) = self.chat(chat) else { return };
                let mention = mention
                    .map(|m| actors.get(m).map_or(Mention::All(All::All), |a| Mention::User(a.user_id)));
                let mentions = mention.map(|mention| vec![mention]);
                let message = SendMessage { mentions, ..support::text(chat_id, "hello") };
                self.sent.lock().unwrap()[who] = Some(message.clone());
                let _ = kith.send_message(actors[who], message).await;
            }
            Act::SayAgain(who) => {
                let last = self.sent.lock().unwrap()[who].clone();
                if let Some(message) = last {
                    let _ = kith.send_message(actors[who], message).await;
                }
            }
            Act::Answer { who, chat, nth } => {
                let Some((chat_id, id)) = self.message(chat, nth).await else { return };
                let message = SendMessage { reply_to: Some(id), ..support::text(chat_id, "indeed") };
                let _ = kith.send_message(actors[who], message).await;
            }
            Act::Ask { who, chat } => {
                let Some(chat_id) = self.chat(chat) else { return };
                let _ = kith.send_message(actors[who], support::poll(chat_id)).await;
            }
            Act::Vote { who, chat, nth, option } => {
                let Some((chat_id, id)) = self.message(chat, nth).await else { return };
                let options = option.map(|option| option.to_string()).into_iter().collect();
                let _ = kith.vote(actors[who], Vote { chat_id, id, options }).await;
            }
            Act::Close { who, chat, nth } => {
                let Some((chat_id, id)) = self.message(chat, nth).await else { return };
                let _ = kith.close_poll(actors[who], MessageRef { chat_id, id }).await;
            }
            Act::Pin { who, chat, nth, on } => {
                let Some((chat_id, id)) = self.message(chat, nth).await else { return };
                let _ = kith.pin_message(actors[who], PinMessage { chat_id, id, on, until: None }).await;
            }
            Act::Forward { who, from, nth, chat } => {
                let Some((from, id)) = self.message(from, nth).await else { return };
                let Some(chat_id) = self.chat(chat) else { return };
                let copy = support::copy(chat_id, MessageRef { chat_id: from, id });
                let _ = kith.send_message(actors[who], copy).await;
            }
            Act::Edit { who, chat, nth, text } => {
                let Some((chat_id, id)) = self.message(chat, nth).await else { return };
                let _ =
                    kith.edit_message(actors[who], EditMessage { chat_id, id, text, mentions: None }).await;
            }
            Act::Delete { who, chat, nth } => {
                let Some((chat_id, id)) = self.message(chat, nth).await else { return };
                let request = DeleteMessages { chat_id, ids: vec![id], for_whom: DeleteFor::Everyone };
                let _ = kith.delete_messages(actors[who], request).await;
            }
            Act::React { who, chat, nth, emoji, on } => {
                let Some((chat_id, id)) = self.message(chat, nth).await else { return };
                let _ = kith.react(actors[who], React { chat_id, id, emoji: EMOJI[emoji].into(), on }).await;
            }
            Act::Star { who, chat, nth, on } => {
                let Some((chat_id, id)) = self.message(chat, nth).await else { return };
                let _ = kith.star(actors[who], Star { chat_id, id, on }).await;
            }
            Act::Hide { who, chat, nth } => {
                let Some((chat_id, id)) = self.message(chat, nth).await else { return };
                let request = DeleteMessages { chat_id, ids: vec![id], for_whom: DeleteFor::Me };
                let _ = kith.delete_messages(actors[who], request).await;
            }
            Act::Mark { who, chat, back, read } => {
                let Some(chat_id) = self.chat(chat) else { return };
                let Ok(head) = kith.chat(actors[who], chat_id).await.map(|chat| chat.head) else { return };
                let mark = Watermark { chat_id, seq: (head - back).max(0) };
                let _ = if read {
                    kith.mark_read(actors[who], mark).await
                } else {
                    kith.mark_delivered(actors[who], mark).await
                };
            }
            Act::Rename(who, chat) => {
                let Some(chat_id) = self.chat(chat) else { return };
                let patch = ChatPatch { title: Some(format!("By {who}")), ..ChatPatch::default() };
                let _ = kith.edit_chat(actors[who], chat_id, patch).await;
            }
            Act::Describe(who, chat) => {
                let Some(chat_id) = self.chat(chat) else { return };
                let patch = ChatPatch {
                    title: Some("Both".into()),
                    description: Some("of them".into()),
                    ..ChatPatch::default()
                };
                let _ = kith.edit_chat(actors[who], chat_id, patch).await;
            }
            Act::Add(who, chat, other) => {
                let Some(chat_id) = self.chat(chat) else { return };
                let _ =
                    kith.add_members(actors[who], chat_id, AddMembers { user_ids: vec![user(other)] }).await;
            }
            Act::Remove(who, chat, other) => {
                let Some(chat_id) = self.chat(chat) else { return };
                let _ = kith.remove_member(actors[who], chat_id, user(other)).await;
            }
            Act::SetRole(who, chat, other, role) => {
                let Some(chat_id) = self.chat(chat) else { return };
                let role = [Role::Member, Role::Admin, Role::Owner][usize::from(role)];
                let _ = kith.set_role(actors[who], chat_id, user(other), role).await;
            }
            Act::Profile(who, about) => {
                let patch = ProfilePatch { about: Some(about), ..ProfilePatch::default() };
                kith.update_profile(actors[who], patch).await.unwrap();
            }
            Act::ShowReads(who, on) => {
                let patch = SettingsPatch { read_receipts: Some(on), ..SettingsPatch::default() };
                kith.update_settings(actors[who], patch).await.unwrap();
            }
            Act::SetState { who, chat, patch } => {
                let Some(chat_id) = self.chat(chat) else { return };
                let _ = kith.set_chat_state(actors[who], chat_id, patch).await;
            }
            Act::GoAway(_) | Act::ComeBack(_) => {}
        }
    }
}

async fn check(steps: Vec<Vec<Act>>) {
    let world = Arc::new(World::new().await);
    let mut listening = Vec::new();
    let mut wandering = Vec::new();
    for actor in &world.actors {
        listening.push(Device::fresh(&world.server.store, actor.user_id).await);
        wandering.push(Device::fresh(&world.server.store, actor.user_id).await);
    }
    for step in steps {
        for act in &step {
            match act {
                Act::GoAway(who) => wandering[*who].away = true,
                Act::ComeBack(who) => wandering[*who].come_back(&world.server.store).await,
                _ => {}
            }
        }
        let mut running = tokio::task::JoinSet::new();
        for act in step {
            let world = world.clone();
            running.spawn(async move { world.perform(act).await });
        }
        running.join_all().await;
        for (i, actor) in world.actors.iter().enumerate() {
            for event in world.server.bus.take(actor.user_id) {
                listening[i].apply(&world.server.store, &event).await;
                wandering[i].apply(&world.server.store, &event).await;
            }
        }
    }
    for (i, actor) in world.actors.iter().enumerate() {
        wandering[i].come_back(&world.server.store).await;
        let fresh = Device::fresh(&world.server.store, actor.user_id).await;
        listening[i].assert_shows_what(&fresh, &world.server.store).await;
        wandering[i].assert_shows_what(&fresh, &world.server.store).await;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn old_state_and_events_make_the_new_state(steps in prop::collection::vec(prop::collection::vec(act(), 1..4), 1..40)) {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(check(steps));
    }
}

/// Otherwise the next event would seem to come after a gap.
#[test]
fn a_change_that_one_may_not_see_counts_when_one_comes_back() {
    let steps = vec![
        vec![Act::CreateGroup(0, vec![1])],
        vec![Act::Say { who: 0, chat: 0, mention: None }],
        vec![Act::Add(0, 0, 2)],
        vec![Act::GoAway(2)],
        vec![Act::Edit { who: 0, chat: 0, nth: 1, text: "b".into() }],
        vec![Act::ComeBack(2)],
    ];
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(check(steps));
}
