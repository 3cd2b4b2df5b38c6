//! Claims about the difference between the client's state and the store's.

use std::collections::HashMap;
use std::sync::Arc;

use kith_wire::{
    ChatId, ChatStatePatch, ProfilePatch, Seq, SettingsPatch, SyncPage, SyncRequest, UserId, UserVersion,
};

use super::world::{NOW, World, message};
use crate::{NewMessage, PAGE_BYTES, Store, SyncLimits, WatermarkMove};

const WIDE: SyncLimits = SyncLimits { chats: 100, messages: 100, people: 100 };

/// A client that keeps the state that the protocol asks for.
#[derive(Default)]
struct Client {
    user_version: UserVersion,
    heads: HashMap<ChatId, Seq>,
    texts: HashMap<ChatId, Vec<Option<String>>>,
    people: Option<i64>,
    pages: usize,
}

impl Client {
    async fn catch_up(&mut self, store: &Arc<dyn Store>, who: UserId, limits: SyncLimits) -> Vec<SyncPage> {
        let mut pages = Vec::new();
        loop {
            let request = SyncRequest {
                user_version: self.user_version,
                heads: self.heads.clone(),
                people: self.people,
                ..SyncRequest::default()
            };
            let page = store.changes_since(who, request, limits, NOW).await.unwrap();
            self.people = self.people.max(Some(page.people));
            self.pages += 1;
            assert!(self.pages < 1000, "the pages never end");
            assert!(page.user_version >= self.user_version);
            self.user_version = page.user_version;
            for chat in &page.removed {
                self.heads.remove(chat);
                self.texts.remove(chat);
            }
            for chat in &page.chats {
                self.heads.entry(chat.id).or_insert(chat.head);
            }
            for message in &page.messages {
                let head = self
                    .heads
                    .get_mut(&message.chat_id)
                    .expect("messages come only of chats that were named");
                assert!(message.version > *head, "oldest version first");
                *head = message.version;
                self.texts
                    .entry(message.chat_id)
                    .or_default()
                    .push(message.content.text().map(str::to_owned));
            }
            let more = page.more;
            pages.push(page);
            if !more {
                return pages;
            }
        }
    }
}

pub async fn a_fresh_client_gets_every_chat(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let (direct, group) = (world.direct(ada, bob).await, world.group(ada, &[bob]).await);
    world.say(ada, direct, "hi").await;
    let pages = Client::default().catch_up(&store, bob, WIDE).await;
    let [page] = pages.as_slice() else { panic!("one page is enough") };
    let mut chats: Vec<ChatId> = page.chats.iter().map(|chat| chat.id).collect();
    chats.sort_unstable();
    let mut expected = [direct, group];
    expected.sort_unstable();
    assert_eq!(chats, expected);
    assert!(page.messages.is_empty() && page.removed.is_empty());
    assert_eq!(page.me.as_ref().unwrap().user.id, bob);
}

pub async fn a_client_in_step_gets_nothing(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    world.say(ada, chat, "hi").await;
    let mut client = Client::default();
    client.catch_up(&store, bob, WIDE).await;
    let pages = client.catch_up(&store, bob, WIDE).await;
    let [page] = pages.as_slice() else { panic!("one page is enough") };
    assert!(
        page.chats.is_empty() && page.messages.is_empty() && page.removed.is_empty() && page.me.is_none()
    );
}

pub async fn missed_messages_come_oldest_first(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    world.say(ada, chat, "before").await;
    let mut client = Client::default();
    client.catch_up(&store, bob, WIDE).await;
    world.say(ada, chat, "one").await;
    world.say(bob, chat, "two").await;
    let pages = client.catch_up(&store, bob, WIDE).await;
    assert_eq!(client.texts[&chat], [Some("one".into()), Some("two".into())]);
    // Messages alone leave no stamp on the membership, but the chat comes along with its new counts.
    assert_eq!((pages[0].chats[0].unread, pages[0].chats[0].head), (2, 3));
}

pub async fn pages_lead_to_the_same_state(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let ada = world.person("ada").await;
    let mut chats = Vec::new();
    for i in 0..7 {
        let other = world.person(&format!("p{i}")).await;
        chats.push((world.direct(ada, other).await, other));
    }
    let narrow = SyncLimits { chats: 2, messages: 3, people: 1 };
    let (mut slow, mut fast) = (Client::default(), Client::default());
    slow.catch_up(&store, ada, narrow).await;
    fast.catch_up(&store, ada, WIDE).await;
    assert_eq!((slow.heads.len(), slow.user_version), (7, fast.user_version));
    for round in 0..4 {
        for (chat, other) in &chats {
            world.say(*other, *chat, &round.to_string()).await;
        }
        let (chat, other) = chats[round];
        let mark = WatermarkMove { user_id: other, chat_id: chat, delivered: 1, read: 1, at_ms: NOW };
        world.say(ada, chat, "answer").await;
        store.move_watermark(WatermarkMove { delivered: 99, ..mark }).await.unwrap();
    }
    slow.catch_up(&store, ada, narrow).await;
    fast.catch_up(&store, ada, WIDE).await;
    assert_eq!((&slow.heads, &slow.texts, slow.user_version), (&fast.heads, &fast.texts, fast.user_version));
    assert_eq!(slow.texts.values().map(Vec::len).sum::<usize>(), 4 * 7 + 4);
}

pub async fn large_messages_come_in_more_pages(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob, eve] = world.people(["ada", "bob", "eve"]).await;
    let chats = [world.direct(ada, bob).await, world.direct(ada, eve).await];
    let mut client = Client::default();
    client.catch_up(&store, ada, WIDE).await;
    let text = "x".repeat(PAGE_BYTES / 3);
    for (chat, sender) in chats.into_iter().zip([bob, eve]) {
        for _ in 0..4 {
            world.say(sender, chat, &text).await;
        }
    }
    let pages = client.catch_up(&store, ada, WIDE).await;
    assert!(pages.iter().all(|page| page.messages.len() <= 4), "at most one beyond the limit");
    assert_eq!(client.texts.values().map(Vec::len).collect::<Vec<_>>(), [4, 4]);
    // Chats count, too: each comes with its last message.
    let last = NewMessage { at_ms: NOW + 1, ..message(bob, chats[0], &"x".repeat(PAGE_BYTES)) };
    store.append_message(last).await.unwrap();
    let pages = Client::default().catch_up(&store, ada, WIDE).await;
    assert_eq!(pages.iter().map(|page| page.chats.len()).collect::<Vec<_>>(), [1, 1]);
    let listed = store.chats(ada, None, 10).await.unwrap();
    assert_eq!(listed.chats.len(), 1);
    let rest = store.chats(ada, listed.next.map(|next| next.parse().unwrap()), 10).await.unwrap();
    assert_eq!((rest.chats.len(), rest.next), (1, None));
}

pub async fn receipts_reach_those_who_were_away(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    world.say(ada, chat, "hi").await;
    let (mut adas, mut bobs) = (Client::default(), Client::default());
    adas.catch_up(&store, ada, WIDE).await;
    bobs.catch_up(&store, bob, WIDE).await;
    let mark = WatermarkMove { user_id: bob, chat_id: chat, delivered: 1, read: 1, at_ms: NOW };
    store.move_watermark(mark).await.unwrap();
    let page = adas.catch_up(&store, ada, WIDE).await.remove(0);
    let members = page.chats[0].members.as_ref().unwrap();
    assert!(members.iter().any(|member| member.user_id == bob && member.read == 1));
    let page = bobs.catch_up(&store, bob, WIDE).await.remove(0);
    assert_eq!((page.chats[0].unread, page.chats[0].read), (0, 1));
}

pub async fn removed_chats_are_named(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.group(ada, &[bob]).await;
    let mut client = Client::default();
    client.catch_up(&store, bob, WIDE).await;
    world.remove(ada, chat, bob).await;
    let page = client.catch_up(&store, bob, WIDE).await.remove(0);
    assert_eq!((page.removed.as_slice(), page.chats.len()), ([chat].as_slice(), 0));
    assert!(client.catch_up(&store, bob, WIDE).await.remove(0).removed.is_empty());
    world.add(ada, chat, bob).await;
    let page = client.catch_up(&store, bob, WIDE).await.remove(0);
    assert_eq!(page.chats[0].id, chat);
}

pub async fn a_chat_left_and_joined_again_is_a_new_one(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.group(ada, &[bob]).await;
    let mut away = Client::default();
    away.catch_up(&store, bob, WIDE).await;
    world.remove(ada, chat, bob).await;
    world.say(ada, chat, "behind his back").await;
    world.add(ada, chat, bob).await;
    let last = world.say(ada, chat, "welcome back").await.message;
    let page = away.catch_up(&store, bob, WIDE).await.remove(0);
    assert_eq!((page.removed.as_slice(), page.chats[0].id), ([chat].as_slice(), chat));
    assert!(page.messages.is_empty());
    assert_eq!(away.heads[&chat], last.seq);
    // A client that does not have the chat has nothing to forget.
    let request = SyncRequest { heads: [(chat, 0)].into(), ..SyncRequest::default() };
    let page = store.changes_since(bob, request, WIDE, NOW).await.unwrap();
    assert_eq!((page.removed.len(), page.messages.len()), (0, 2));
}

pub async fn changed_read_receipts_bring_every_chat(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let ada = world.person("ada").await;
    let mut chats = Vec::new();
    for _ in 0..5 {
        chats.push(world.group(ada, &[]).await);
    }
    chats.sort_unstable();
    let mut client = Client::default();
    client.catch_up(&store, ada, WIDE).await;
    for shown in [false, true] {
        let patch = SettingsPatch { read_receipts: Some(shown), ..SettingsPatch::default() };
        client.user_version = store.update_settings(ada, patch).await.unwrap().1.unwrap();
        let pages = client.catch_up(&store, ada, SyncLimits { chats: 2, messages: 3, people: 1 }).await;
        let mut brought: Vec<ChatId> =
            pages.iter().flat_map(|page| &page.chats).map(|chat| chat.id).collect();
        brought.sort_unstable();
        assert_eq!(brought, chats);
    }
}

pub async fn changed_chat_state_comes_to_those_who_were_away(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    let (mut adas, mut bobs) = (Client::default(), Client::default());
    adas.catch_up(&store, ada, WIDE).await;
    bobs.catch_up(&store, bob, WIDE).await;
    let patch = ChatStatePatch { draft: Some(Some("so".into())), ..ChatStatePatch::default() };
    let set = store.set_chat_state(ada, chat, patch).await.unwrap();
    let page = adas.catch_up(&store, ada, WIDE).await.remove(0);
    assert_eq!((&page.chats[0].state, Some(page.chats[0].user_version)), (&set.state, set.user_version));
    assert!(bobs.catch_up(&store, bob, WIDE).await.remove(0).chats.is_empty());
}

pub async fn a_renamed_chat_comes_again(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.group(ada, &[bob]).await;
    let mut client = Client::default();
    client.catch_up(&store, bob, WIDE).await;
    world.rename(ada, chat, "Sailing trip").await;
    let page = client.catch_up(&store, bob, WIDE).await.remove(0);
    assert_eq!(page.chats[0].title.as_deref(), Some("Sailing trip"));
    assert_eq!(page.messages.len(), 1);
}

pub async fn ones_own_account_comes_when_changed(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let ada = world.person("ada").await;
    let mut client = Client::default();
    client.catch_up(&store, ada, WIDE).await;
    let patch = ProfilePatch { about: Some("away".into()), ..ProfilePatch::default() };
    store.update_profile(ada, patch).await.unwrap();
    let page = client.catch_up(&store, ada, WIDE).await.remove(0);
    assert_eq!(page.me.unwrap().user.about.as_deref(), Some("away"));
}

pub async fn a_range_holds_nothing_else(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let mut chats = Vec::new();
    for _ in 0..5 {
        chats.push(world.group(ada, &[bob]).await);
    }
    chats.sort_unstable();
    let mut client = Client::default();
    client.catch_up(&store, ada, WIDE).await;
    for chat in &chats {
        world.say(bob, *chat, "hi").await;
    }
    world.remove(ada, chats[0], ada).await;
    world.remove(ada, chats[2], ada).await;
    let unknown = client.heads.remove(&chats[3]).map(|_| chats[3]);
    let request = |after: Option<usize>, up_to: Option<usize>| SyncRequest {
        user_version: client.user_version,
        heads: client.heads.clone(),
        after: after.map(|i| chats[i]),
        up_to: up_to.map(|i| chats[i]),
        people: None,
    };
    let mut found = Vec::new();
    for (after, up_to) in [(None, Some(0)), (Some(0), Some(3)), (Some(3), None), (Some(4), None)] {
        let page = store.changes_since(ada, request(after, up_to), WIDE, NOW).await.unwrap();
        let mut seen: Vec<ChatId> = page.chats.iter().map(|chat| chat.id).collect();
        seen.sort_unstable();
        let said: Vec<ChatId> = page.messages.iter().map(|message| message.chat_id).collect();
        assert_eq!((page.more, page.server_time), (false, NOW));
        found.push((seen, page.removed, said));
    }
    let expected = [
        (vec![], vec![chats[0]], vec![]),
        (vec![chats[1], chats[3]], vec![chats[2]], vec![chats[1]]),
        (vec![chats[4]], vec![], vec![chats[4]]),
        (vec![], vec![], vec![]),
    ];
    assert_eq!((found.as_slice(), unknown), (expected.as_slice(), Some(chats[3])));
}

pub async fn changed_people_come_to_those_who_share_a_chat(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob, eve, zoe] = world.people(["ada", "bob", "eve", "zoe"]).await;
    world.group(ada, &[bob, zoe]).await;
    let mut client = Client::default();
    let first = client.catch_up(&store, ada, WIDE).await.remove(0);
    assert_eq!((first.people, first.users.len()), (0, 0));
    for (who, about) in [(bob, "one"), (eve, "a stranger"), (zoe, "two"), (bob, "three"), (eve, "again")] {
        let patch = ProfilePatch { about: Some(about.into()), ..ProfilePatch::default() };
        store.update_profile(who, patch).await.unwrap();
    }
    // However few people a page looks at, all of them come in the end, each in their present state, and
    // nobody else.
    let pages = client.catch_up(&store, ada, SyncLimits { people: 1, ..WIDE }).await;
    let came: Vec<_> =
        pages.iter().flat_map(|page| &page.users).map(|user| (user.id, user.version)).collect();
    assert_eq!(came, [(zoe, 3), (bob, 4)]);
    assert_eq!(client.people, Some(5));
    assert!(client.catch_up(&store, ada, WIDE).await.iter().all(|page| page.users.is_empty()));
    // A client without people learns where to begin.
    let page = store.changes_since(ada, SyncRequest::default(), WIDE, NOW).await.unwrap();
    assert_eq!((page.people, page.users.len()), (5, 0));
}
