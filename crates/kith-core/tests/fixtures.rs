//! The cases by which clients in other languages prove that they keep the law of events as this server means it: a
//! device's state, the events that it then got (or the sync pages, after it was away), and the state that a new device
//! would fetch.
//!
//! `UPDATE=1 cargo test -p kith-core --test fixtures` writes `web/src/protocol/fixtures/` anew. Ids and times differ in
//! each run, so they are replaced by names: ids of one kind keep their order.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod device;
mod fixture;
mod support;

use kith_core::Actor;
use kith_store::PageAt;
use kith_wire::{
    AddMembers, All, ChatId, ChatPatch, ChatStatePatch, CreateChat, DeleteFor, DeleteMessages, EditMessage,
    LiveLocation, Location, Mention, MessageId, MessageRef, PinMessage, ProfilePatch, React, Role,
    SendMessage, Seq, SettingsPatch, Star, UpdateLocation, Vote, Watermark,
};

use fixture::Scene;
use support::text;

impl Scene {
    async fn direct(&self) -> ChatId {
        self.server.direct(self.ada, self.bob).await
    }

    async fn group(&self, members: &[Actor]) -> ChatId {
        self.server.group(self.ada, members).await
    }

    async fn says(&self, who: Actor, chat: ChatId, words: &str, mentions: &[Mention]) -> Seq {
        let mut message = text(chat, words);
        message.mentions = (!mentions.is_empty()).then(|| mentions.to_vec());
        self.server.kith.send_message(who, message).await.unwrap().message.seq
    }

    async fn id_at(&self, chat: ChatId, seq: Seq) -> MessageId {
        let page =
            self.server.store.message_page(self.ada.user_id, chat, PageAt::Around(seq), 1).await.unwrap();
        page.messages[0].id
    }

    async fn answers(&self, who: Actor, chat: ChatId, to: MessageId, words: &str) {
        let message = SendMessage { reply_to: Some(to), ..text(chat, words) };
        self.server.kith.send_message(who, message).await.unwrap();
    }

    async fn reads(&self, who: Actor, chat_id: ChatId, seq: Seq) {
        self.server.kith.mark_read(who, Watermark { chat_id, seq }).await.unwrap();
    }

    async fn receives(&self, who: Actor, chat_id: ChatId, seq: Seq) {
        self.server.kith.mark_delivered(who, Watermark { chat_id, seq }).await.unwrap();
    }

    async fn adds(&self, who: Actor, chat: ChatId, whom: Actor) {
        let members = AddMembers { user_ids: vec![whom.user_id] };
        self.server.kith.add_members(who, chat, members).await.unwrap();
    }

    async fn removes(&self, who: Actor, chat: ChatId, whom: Actor) {
        self.server.kith.remove_member(who, chat, whom.user_id).await.unwrap();
    }

    async fn sets(&self, who: Actor, chat: ChatId, patch: ChatStatePatch) {
        self.server.kith.set_chat_state(who, chat, patch).await.unwrap();
    }

    async fn shows_reads(&self, who: Actor, on: bool) {
        self.server
            .kith
            .update_settings(who, SettingsPatch { read_receipts: Some(on), ..SettingsPatch::default() })
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn messages() {
    let mut scene = Scene::new().await;
    let chat = scene.direct().await;
    scene.watch(scene.ada).await;
    scene.says(scene.bob, chat, "Hello", &[]).await;
    scene.says(scene.ada, chat, "Hello yourself", &[]).await;
    scene.says(scene.bob, chat, "How *are* you?", &[]).await;
    scene.check("messages").await;
}

#[tokio::test]
async fn mentions() {
    let mut scene = Scene::new().await;
    let chat = scene.group(&[scene.bob, scene.eve]).await;
    scene.watch(scene.ada).await;
    scene.says(scene.bob, chat, "@ada look", &[Mention::User(scene.ada.user_id)]).await;
    scene.says(scene.bob, chat, "@eve look", &[Mention::User(scene.eve.user_id)]).await;
    let seen = scene.says(scene.eve, chat, "@all look", &[Mention::All(All::All)]).await;
    scene.reads(scene.ada, chat, seen - 1).await;
    scene.says(scene.bob, chat, "@ada again", &[Mention::User(scene.ada.user_id)]).await;
    scene.check("mentions").await;
}

#[tokio::test]
async fn receipts() {
    let mut scene = Scene::new().await;
    let chat = scene.group(&[scene.bob, scene.eve]).await;
    scene.watch(scene.ada).await;
    let first = scene.says(scene.ada, chat, "one", &[]).await;
    let second = scene.says(scene.ada, chat, "two", &[]).await;
    scene.receives(scene.bob, chat, second).await;
    scene.reads(scene.eve, chat, second).await;
    scene.reads(scene.bob, chat, first).await;
    let answer = scene.says(scene.bob, chat, "three", &[]).await;
    scene.says(scene.bob, chat, "four", &[]).await;
    // On another device of hers.
    scene.receives(scene.ada, chat, answer + 1).await;
    scene.reads(scene.ada, chat, answer).await;
    scene.check("receipts").await;
}

#[tokio::test]
async fn changed_messages() {
    let mut scene = Scene::new().await;
    let chat = scene.group(&[scene.bob]).await;
    let old = scene.says(scene.bob, chat, "before", &[]).await;
    let old = scene.id_at(chat, old).await;
    scene.watch(scene.bob).await;
    let said_at = scene.says(scene.ada, chat, "Se you", &[]).await;
    let said = scene.id_at(chat, said_at).await;
    scene.answers(scene.bob, chat, said, "Where?").await;
    let kith = &scene.server.kith;
    let text = "See you".to_owned();
    let edit = EditMessage { chat_id: chat, id: said, text, mentions: None };
    kith.edit_message(scene.ada, edit).await.unwrap();
    for (who, emoji, on) in [(scene.ada, "👍", true), (scene.bob, "😂", true), (scene.ada, "👍", false)]
    {
        let react = React { chat_id: chat, id: old, emoji: emoji.into(), on };
        kith.react(who, react).await.unwrap();
    }
    // What somebody has read leaves its place.
    scene.reads(scene.bob, chat, said_at).await;
    let delete = DeleteMessages { chat_id: chat, ids: vec![said], for_whom: DeleteFor::Everyone };
    kith.delete_messages(scene.ada, delete).await.unwrap();
    scene.answers(scene.ada, chat, said, "Sorry").await;
    scene.check("changed-messages").await;
}

#[tokio::test]
async fn polls() {
    let mut scene = Scene::new().await;
    let chat = scene.group(&[scene.bob, scene.eve]).await;
    scene.watch(scene.bob).await;
    let kith = &scene.server.kith;
    let asked = kith.send_message(scene.ada, support::poll(chat)).await.unwrap().message.id;
    for (who, options) in
        [(scene.eve, vec!["1"]), (scene.bob, vec!["1"]), (scene.ada, vec!["2"]), (scene.eve, vec![])]
    {
        let options = options.into_iter().map(String::from).collect();
        kith.vote(who, Vote { chat_id: chat, id: asked, options }).await.unwrap();
    }
    let source = MessageRef { chat_id: chat, id: asked };
    kith.close_poll(scene.ada, source).await.unwrap();
    kith.send_message(scene.eve, support::copy(chat, source)).await.unwrap();
    scene.check("polls").await;
}

#[tokio::test]
async fn stickers() {
    let mut scene = Scene::new().await;
    let chat = scene.direct().await;
    let kith = &scene.server.kith;
    kith.set_stickers(support::pictures());
    kith.send_message(scene.ada, support::sticker(chat)).await.unwrap();
    scene.watch(scene.bob).await;
    let kith = &scene.server.kith;
    let sent = kith.send_message(scene.ada, support::sticker(chat)).await.unwrap().message.id;
    let react = React { chat_id: chat, id: sent, emoji: ":parrot:".into(), on: true };
    kith.react(scene.bob, react).await.unwrap();
    scene.answers(scene.ada, chat, sent, ":parrot: indeed").await;
    kith.send_message(scene.ada, support::copy(chat, MessageRef { chat_id: chat, id: sent })).await.unwrap();
    scene.check("stickers").await;
}

#[tokio::test]
async fn taken_back() {
    let mut scene = Scene::new().await;
    let chat = scene.group(&[scene.bob]).await;
    scene.says(scene.ada, chat, "before", &[]).await;
    scene.watch(scene.bob).await;
    for words in ["not for you", "nor this"] {
        let said = scene.says(scene.ada, chat, words, &[Mention::All(All::All)]).await;
        let ids = vec![scene.id_at(chat, said).await];
        let delete = DeleteMessages { chat_id: chat, ids, for_whom: DeleteFor::Everyone };
        scene.server.kith.delete_messages(scene.ada, delete).await.unwrap();
    }
    scene.says(scene.ada, chat, "after", &[]).await;
    scene.check("taken-back").await;
}

#[tokio::test]
async fn stars_and_what_is_deleted_for_oneself() {
    let mut scene = Scene::new().await;
    let chat = scene.group(&[scene.bob]).await;
    scene.says(scene.ada, chat, "before", &[]).await;
    scene.watch(scene.bob).await;
    let mut ids = Vec::new();
    for words in ["to keep", "kept for a moment", "not worth it", "nor this"] {
        let said = scene.says(scene.ada, chat, words, &[Mention::All(All::All)]).await;
        ids.push(scene.id_at(chat, said).await);
    }
    let kith = &scene.server.kith;
    for (id, on) in [(ids[0], true), (ids[1], true), (ids[1], false), (ids[2], true)] {
        kith.star(scene.bob, Star { chat_id: chat, id, on }).await.unwrap();
    }
    let pin = PinMessage { chat_id: chat, id: ids[2], on: true, until: None };
    kith.pin_message(scene.ada, pin).await.unwrap();
    let delete = DeleteMessages { chat_id: chat, ids: ids[2..].to_vec(), for_whom: DeleteFor::Me };
    kith.delete_messages(scene.bob, delete).await.unwrap();
    for id in [ids[1], ids[2]] {
        let edit = EditMessage { chat_id: chat, id, text: "said otherwise".into(), mentions: None };
        kith.edit_message(scene.ada, edit).await.unwrap();
    }
    scene.answers(scene.ada, chat, ids[3], "as I said").await;
    scene.check("own-marks").await;
}

#[tokio::test]
async fn a_cleared_chat() {
    let mut scene = Scene::new().await;
    let (cleared, deleted) = (scene.group(&[scene.bob]).await, scene.group(&[scene.bob]).await);
    let mut ids = Vec::new();
    for chat in [cleared, deleted] {
        let first = scene.says(scene.ada, chat, "long ago", &[]).await;
        ids.push(scene.id_at(chat, first).await);
    }
    let pin = PinMessage { chat_id: cleared, id: ids[0], on: true, until: None };
    scene.server.kith.pin_message(scene.ada, pin).await.unwrap();
    scene.watch(scene.bob).await;
    let last = scene.says(scene.ada, cleared, "the last of it", &[]).await;
    let nothing = ChatStatePatch::default;
    scene.sets(scene.bob, cleared, ChatStatePatch { cleared: Some(last), ..nothing() }).await;
    let patch = ChatStatePatch { cleared: Some(last), unlisted: Some(true), ..nothing() };
    scene.sets(scene.bob, deleted, patch).await;
    for (chat, id) in [(cleared, ids[0]), (deleted, ids[1])] {
        let react = React { chat_id: chat, id, emoji: "👍".into(), on: true };
        scene.server.kith.react(scene.ada, react).await.unwrap();
    }
    scene.says(scene.ada, cleared, "anew", &[]).await;
    scene.check("cleared").await;
}

#[tokio::test]
async fn pins() {
    let mut scene = Scene::new().await;
    let chat = scene.group(&[scene.bob]).await;
    let old = scene.says(scene.bob, chat, "before eve came", &[]).await;
    let old = scene.id_at(chat, old).await;
    scene.adds(scene.ada, chat, scene.eve).await;
    let said = scene.says(scene.ada, chat, "the plan", &[]).await;
    let said = scene.id_at(chat, said).await;
    scene.watch(scene.eve).await;
    let last = scene.says(scene.ada, chat, "the map", &[]).await;
    let last = scene.id_at(chat, last).await;
    for (id, on) in [(old, true), (said, true), (last, true), (said, false)] {
        let pin = PinMessage { chat_id: chat, id, on, until: None };
        scene.server.kith.pin_message(scene.bob, pin).await.unwrap();
    }
    scene.check("pins").await;
}

#[tokio::test]
async fn live_locations() {
    let mut scene = Scene::new().await;
    let chat = scene.group(&[scene.bob]).await;
    scene.watch(scene.bob).await;
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_millis() as i64;
    let live = Some(LiveLocation { until: now + 3_600_000, updated_at: 0 });
    let location = Location { latitude: 59.91, longitude: 10.75, accuracy: Some(8.0), label: None, live };
    let place =
        SendMessage { kind: Some("location".into()), text: None, location: Some(location), ..text(chat, "") };
    let kith = &scene.server.kith;
    let id = kith.send_message(scene.ada, place).await.unwrap().message.id;
    let update = UpdateLocation { chat_id: chat, id, latitude: 59.92, longitude: 10.76, accuracy: None };
    kith.update_location(scene.ada, update).await.unwrap();
    kith.stop_location(scene.ada, MessageRef { chat_id: chat, id }).await.unwrap();
    scene.check("live-locations").await;
}

#[tokio::test]
async fn changes_of_what_was_sent_before_one_joined() {
    let mut scene = Scene::new().await;
    let chat = scene.group(&[scene.bob]).await;
    let old = scene.says(scene.bob, chat, "before eve came", &[]).await;
    let old = scene.id_at(chat, old).await;
    scene.adds(scene.ada, chat, scene.eve).await;
    scene.watch(scene.eve).await;
    scene.answers(scene.ada, chat, old, "Indeed").await;
    let react = React { chat_id: chat, id: old, emoji: "👍".into(), on: true };
    scene.server.kith.react(scene.ada, react).await.unwrap();
    let edit = EditMessage { chat_id: chat, id: old, text: "before Eve came".into(), mentions: None };
    scene.server.kith.edit_message(scene.bob, edit).await.unwrap();
    scene.says(scene.bob, chat, "welcome", &[]).await;
    scene.check("changed-before-joining").await;
}

#[tokio::test]
async fn members() {
    let mut scene = Scene::new().await;
    let chat = scene.group(&[scene.bob]).await;
    scene.watch(scene.bob).await;
    scene.adds(scene.ada, chat, scene.eve).await;
    scene.says(scene.eve, chat, "thanks", &[]).await;
    let kith = &scene.server.kith;
    kith.set_role(scene.ada, chat, scene.bob.user_id, Role::Admin).await.unwrap();
    scene.removes(scene.bob, chat, scene.eve).await;
    kith.set_role(scene.ada, chat, scene.bob.user_id, Role::Owner).await.unwrap();
    scene.removes(scene.ada, chat, scene.ada).await;
    scene.check("members").await;
}

#[tokio::test]
async fn names() {
    let mut scene = Scene::new().await;
    let chat = scene.group(&[scene.bob, scene.eve]).await;
    scene.watch(scene.bob).await;
    let rename = async |title: Option<&str>, description: Option<&str>| {
        let patch = ChatPatch {
            title: title.map(Into::into),
            description: description.map(Into::into),
            ..ChatPatch::default()
        };
        scene.server.kith.edit_chat(scene.ada, chat, patch).await.unwrap();
    };
    rename(Some("Sailing"), None).await;
    scene.says(scene.eve, chat, "ahoy", &[]).await;
    rename(Some("Climbing"), Some("up")).await;
    rename(None, Some("")).await;
    let profile =
        ProfilePatch { name: Some("Robert".into()), about: Some("busy".into()), ..ProfilePatch::default() };
    scene.server.kith.update_profile(scene.bob, profile).await.unwrap();
    scene.check("names").await;
}

#[tokio::test]
async fn profiles() {
    let mut scene = Scene::new().await;
    let chat = scene.group(&[scene.bob]).await;
    scene.watch(scene.bob).await;
    let names = async |who: Actor, name: &str| {
        let profile = ProfilePatch { name: Some(name.into()), ..ProfilePatch::default() };
        scene.server.kith.update_profile(who, profile).await.unwrap();
    };
    names(scene.ada, "Ada Lovelace").await;
    // People without a shared chat get no event of a change, but see the new profile once they share a chat.
    names(scene.eve, "Evelyn").await;
    scene.adds(scene.ada, chat, scene.eve).await;
    names(scene.eve, "Eve again").await;
    names(scene.bob, "Robert").await;
    scene.removes(scene.ada, chat, scene.eve).await;
    names(scene.eve, "behind his back").await;
    scene.check("profiles").await;
}

#[tokio::test]
async fn new_chats() {
    let mut scene = Scene::new().await;
    let chat = scene.group(&[scene.bob]).await;
    scene.watch(scene.eve).await;
    scene.says(scene.ada, chat, "before eve came", &[]).await;
    scene.adds(scene.ada, chat, scene.eve).await;
    scene.says(scene.ada, chat, "welcome", &[]).await;
    let with_bob = CreateChat::Direct { user_id: scene.eve.user_id };
    let direct = scene.server.kith.create_chat(scene.bob, with_bob).await.unwrap().0;
    scene.says(scene.bob, direct.id, "psst", &[]).await;
    let member_ids = vec![scene.ada.user_id, scene.eve.user_id];
    let group = CreateChat::Group { title: "Book club".into(), description: None, member_ids };
    scene.server.kith.create_chat(scene.bob, group).await.unwrap();
    scene.check("new-chats").await;
}

#[tokio::test]
async fn lost_chats() {
    let mut scene = Scene::new().await;
    let chat = scene.group(&[scene.bob, scene.eve]).await;
    scene.watch(scene.eve).await;
    scene.says(scene.bob, chat, "the last you hear", &[]).await;
    scene.removes(scene.ada, chat, scene.eve).await;
    scene.says(scene.bob, chat, "behind her back", &[]).await;
    scene.check("lost-chats").await;
}

#[tokio::test]
async fn a_chat_left_and_joined_again() {
    let mut scene = Scene::new().await;
    let chat = scene.group(&[scene.bob, scene.eve]).await;
    scene.watch(scene.eve).await;
    scene.says(scene.bob, chat, "before", &[]).await;
    let pinned = ChatStatePatch { pinned: Some(true), ..ChatStatePatch::default() };
    scene.sets(scene.eve, chat, pinned).await;
    scene.removes(scene.eve, chat, scene.eve).await;
    scene.says(scene.bob, chat, "behind her back", &[]).await;
    scene.adds(scene.ada, chat, scene.eve).await;
    scene.says(scene.bob, chat, "after", &[]).await;
    scene.check("left-and-joined-again").await;
}

#[tokio::test]
async fn hidden_reads() {
    let mut scene = Scene::new().await;
    let chat = scene.direct().await;
    scene.watch(scene.ada).await;
    let first = scene.says(scene.ada, chat, "one", &[]).await;
    scene.reads(scene.bob, chat, first).await;
    scene.shows_reads(scene.ada, false).await;
    let second = scene.says(scene.ada, chat, "two", &[]).await;
    scene.reads(scene.bob, chat, second).await;
    scene.shows_reads(scene.ada, true).await;
    scene.shows_reads(scene.bob, false).await;
    let third = scene.says(scene.ada, chat, "three", &[]).await;
    scene.reads(scene.bob, chat, third).await;
    scene.check("hidden-reads").await;
}

#[tokio::test]
async fn a_receipt_from_before_reads_were_hidden() {
    let mut scene = Scene::new().await;
    let chat = scene.direct().await;
    let first = scene.says(scene.ada, chat, "one", &[]).await;
    scene.watch(scene.ada).await;
    scene.reads(scene.bob, chat, first).await;
    scene.shows_reads(scene.ada, false).await;
    scene.check_backwards("reads-hidden-backwards").await;
}

#[tokio::test]
async fn a_receipt_that_overtakes_the_showing_of_reads() {
    let mut scene = Scene::new().await;
    let (direct, group) = (scene.direct().await, scene.group(&[scene.eve]).await);
    let first = scene.says(scene.ada, direct, "one", &[]).await;
    let second = scene.says(scene.ada, group, "two", &[]).await;
    scene.shows_reads(scene.ada, false).await;
    scene.reads(scene.bob, direct, first).await;
    scene.watch(scene.ada).await;
    scene.shows_reads(scene.ada, true).await;
    scene.reads(scene.eve, group, second).await;
    scene.check_backwards("reads-shown-backwards").await;
}

#[tokio::test]
async fn chat_state() {
    let mut scene = Scene::new().await;
    let chat = scene.direct().await;
    scene.watch(scene.ada).await;
    let nothing = ChatStatePatch::default;
    let patch = ChatStatePatch { pinned: Some(true), archived: Some(true), ..nothing() };
    scene.sets(scene.ada, chat, patch).await;
    let muted = ChatStatePatch { muted_until: Some(Some(4_102_444_800_000)), ..nothing() };
    scene.sets(scene.ada, chat, muted).await;
    let first = scene.says(scene.bob, chat, "stays archived", &[]).await;
    let marked = ChatStatePatch { marked_unread: Some(true), pinned: Some(false), ..nothing() };
    scene.sets(scene.ada, chat, marked.clone()).await;
    scene.receives(scene.ada, chat, first).await;
    scene.reads(scene.ada, chat, first).await;
    scene.sets(scene.ada, chat, ChatStatePatch { draft: Some(Some("Dear".into())), ..nothing() }).await;
    scene.sets(scene.bob, chat, ChatStatePatch { draft: Some(Some("not hers".into())), ..nothing() }).await;
    scene.sets(scene.ada, chat, ChatStatePatch { muted_until: Some(None), ..nothing() }).await;
    scene.sets(scene.ada, chat, marked).await;
    let last = scene.says(scene.bob, chat, "still there?", &[]).await;
    scene.reads(scene.ada, chat, last).await;
    scene.check("chat-state").await;
}

#[tokio::test]
async fn much_at_once() {
    let mut scene = Scene::new().await;
    let direct = scene.direct().await;
    let bobs = scene.server.group(scene.bob, &[scene.ada]).await;
    let eves = scene.server.group(scene.eve, &[scene.ada]).await;
    scene.watch(scene.ada).await;
    for words in ["one", "two", "three", "four"] {
        scene.says(scene.bob, direct, words, &[]).await;
        scene.says(scene.bob, bobs, words, &[]).await;
        scene.says(scene.eve, eves, words, &[Mention::All(All::All)]).await;
    }
    scene.reads(scene.ada, bobs, 3).await;
    scene.removes(scene.eve, eves, scene.ada).await;
    scene.check("much-at-once").await;
}
