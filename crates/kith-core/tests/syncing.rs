//! Rules of `sync`, beyond the law of events.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::collections::BTreeMap;

use kith_core::Actor;
use kith_store::NewGroup;
use kith_wire::{ChatId, ErrorCode, MessageId, SYNC_HEADS, Seq, SyncRequest, SystemEvent, UserVersion};
use support::{TestServer, text};

/// Writes groups with one member, many at a time.
async fn groups(server: &TestServer, owner: Actor, count: usize) -> Vec<ChatId> {
    let mut making = tokio::task::JoinSet::new();
    for _ in 0..count {
        let store = server.store.clone();
        let group = NewGroup {
            disappearing_id: MessageId::new(),
            chat_id: ChatId::new(),
            creator: owner.user_id,
            title: "One of many".into(),
            description: None,
            members: Vec::new(),
            events: vec![(MessageId::new(), SystemEvent::GroupCreated { title: "One of many".into() })],
            at_ms: 1,
        };
        making.spawn(async move { store.create_group(group).await.unwrap().roster.chat_id });
    }
    making.join_all().await
}

/// A client that syncs range by range once it has more chats than one request may name.
struct Client<'a> {
    server: &'a TestServer,
    actor: Actor,
    heads: BTreeMap<ChatId, Seq>,
    texts: usize,
}

impl Client<'_> {
    fn named(&self, after: Option<ChatId>, up_to: Option<ChatId>) -> Vec<(ChatId, Seq)> {
        let inside = |chat: ChatId| after.is_none_or(|at| chat > at) && up_to.is_none_or(|at| chat <= at);
        self.heads.iter().map(|(chat, head)| (*chat, *head)).filter(|(chat, _)| inside(*chat)).collect()
    }

    /// Returns the user version that the range (and so its parts) ended with.
    async fn catch_up(
        &mut self,
        after: Option<ChatId>,
        up_to: Option<ChatId>,
        user_version: UserVersion,
    ) -> UserVersion {
        let mut reached = user_version;
        loop {
            let named = self.named(after, up_to);
            if named.len() > SYNC_HEADS {
                let middle = Some(named[named.len() / 2].0);
                let low = Box::pin(self.catch_up(after, middle, reached)).await;
                let high = Box::pin(self.catch_up(middle, up_to, reached)).await;
                return low.min(high);
            }
            let request = SyncRequest {
                user_version: reached,
                heads: named.into_iter().collect(),
                after,
                up_to,
                people: None,
            };
            let page = self.server.kith.sync(self.actor, request).await.unwrap();
            page.removed.iter().for_each(|chat| {
                self.heads.remove(chat);
            });
            for chat in page.chats {
                self.heads.entry(chat.id).or_insert(chat.head);
            }
            for message in page.messages {
                self.texts += 1;
                self.heads.insert(message.chat_id, message.version);
            }
            reached = page.user_version;
            if !page.more {
                return reached;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_with_ten_thousand_chats_gets_into_step() {
    let server = TestServer::new();
    let ada = server.person("ada").await;
    let mut chats = groups(&server, ada, 10_000).await;
    chats.sort_unstable();
    let mut client = Client { server: &server, actor: ada, heads: BTreeMap::new(), texts: 0 };
    let user_version = client.catch_up(None, None, 0).await;
    assert_eq!(client.heads.keys().copied().collect::<Vec<_>>(), chats);

    for chat in [chats[0], chats[4321], chats[9998]] {
        server.kith.send_message(ada, text(chat, "missed")).await.unwrap();
    }
    server.kith.remove_member(ada, chats[7777], ada.user_id).await.unwrap();
    let new = groups(&server, ada, 1).await[0];
    let again = client.catch_up(None, None, user_version).await;
    let newest =
        server.kith.sync(ada, SyncRequest { after: Some(new), ..SyncRequest::default() }).await.unwrap();
    assert_eq!((client.texts, again), (3, newest.user_version));
    assert!(client.heads.contains_key(&new) && !client.heads.contains_key(&chats[7777]));
    assert_eq!(client.heads.len(), 10_000);
}

#[tokio::test]
async fn more_chats_than_one_request_may_name_are_refused_with_the_way_out() {
    let server = TestServer::new();
    let ada = server.person("ada").await;
    let heads = std::iter::repeat_with(|| (ChatId::new(), 1)).take(SYNC_HEADS + 1).collect();
    let refused = server.kith.sync(ada, SyncRequest { heads, ..SyncRequest::default() }).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::InvalidRequest);
    assert!(refused.to_string().contains("range by range"));
}

#[tokio::test]
async fn heads_beyond_all_measure_are_harmless() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.direct(ada, bob).await;
    for head in [i64::MIN, -1, i64::MAX] {
        let request = SyncRequest { heads: [(chat, head)].into(), ..SyncRequest::default() };
        assert_eq!(server.kith.sync(ada, request).await.unwrap().chats.len(), 1);
    }
}

#[tokio::test]
async fn a_page_of_chats_begins_only_where_another_ended() {
    let server = TestServer::new();
    let ada = server.person("ada").await;
    for before in ["zz", "1.zz", "1", ""] {
        let refused = server.kith.chats(ada, Some(before.into()), 10).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::InvalidRequest, "{before}");
    }
}
