//! Claims about finding people, chats and messages.

use std::sync::Arc;

use kith_wire::{ChatId, Seq, TenantId};

use super::world::{World, account};
use crate::{MessageSearch, NewUser, Store};

pub async fn people_are_found_by_any_word(store: Arc<dyn Store>) {
    let ada = store
        .create_user(NewUser { name: "Ada Zo\u{eb} King Lovelace".into(), ..account("countess") })
        .await
        .unwrap();
    let names = async |text: &str| -> Vec<String> {
        let found = store.find_users(ada.user.id, TenantId::DEFAULT, text, 10).await.unwrap();
        found.into_iter().map(|user| user.username).collect()
    };
    for text in ["", "ada", "KING", "love", "countess", "king lo", "zoe\u{308}"] {
        assert_eq!(names(text).await, ["countess"], "{text}");
    }
    for text in ["lace", "king ada", "x"] {
        assert!(names(text).await.is_empty(), "{text}");
    }
}

pub async fn wildcards_in_a_search_are_plain_text(store: Arc<dyn Store>) {
    let ada = World::new(store.clone()).person("a_da").await;
    assert_eq!(store.find_users(ada, TenantId::DEFAULT, "a_d", 10).await.unwrap().len(), 1);
    for text in ["%", "_", "a%", "\\"] {
        assert!(store.find_users(ada, TenantId::DEFAULT, text, 10).await.unwrap().is_empty(), "{text}");
    }
}

pub async fn chats_are_found_by_title_and_by_person(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bobby"]).await;
    let (direct, group) = (world.direct(ada, bob).await, world.group(ada, &[bob]).await);
    let find = async |who, text: &str| -> Vec<ChatId> {
        store.find_chats(who, text, 10).await.unwrap().into_iter().map(|chat| chat.id).collect()
    };
    assert_eq!(find(ada, "bob").await, [direct]);
    assert_eq!(find(bob, "ada").await, [direct]);
    assert_eq!(find(ada, "TRIP").await, [group]);
    assert!(find(ada, "ada").await.is_empty() && find(ada, "rip").await.is_empty());
}

pub async fn search_folds_case_and_stays_in_its_chat(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let (chat, other) = (world.direct(ada, bob).await, world.group(ada, &[bob]).await);
    world.say(ada, other, "tea elsewhere").await;
    for text in ["Green TEA?", "coffee", "the teapot", "100% tea_"] {
        world.say(ada, chat, text).await;
    }
    let find = async |text: &str, before, limit| {
        let search = MessageSearch { actor: bob, chat_id: chat, text: text.into(), before, limit };
        let hits = store.search_messages(search).await.unwrap();
        (hits.messages.iter().map(|message| message.seq).collect::<Vec<Seq>>(), hits.more)
    };
    assert_eq!(find("tea", None, 10).await, (vec![4, 3, 1], false));
    assert_eq!(find("TeA", None, 2).await, (vec![4, 3], true));
    assert_eq!(find("tea", Some(3), 2).await, (vec![1], false));
    assert_eq!(find("0% t", None, 2).await, (vec![4], false));
    assert_eq!(find("%", None, 2).await, (vec![4], false));
}

pub async fn a_search_looks_at_so_much_and_goes_on_from_there(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    world.say(ada, chat, "the needle").await;
    let hay = "hay ".repeat(64 * 1024);
    for _ in 0..40 {
        world.say(ada, chat, &hay).await;
    }
    let (mut before, mut found, mut pages) = (None, Vec::new(), 0);
    loop {
        let search = MessageSearch { actor: bob, chat_id: chat, text: "needle".into(), before, limit: 10 };
        let hits = store.search_messages(search).await.unwrap();
        pages += 1;
        found.extend(hits.messages.iter().map(|message| message.seq));
        assert_eq!(hits.more, hits.searched_to.is_some());
        let Some(seq) = hits.searched_to else { break };
        assert!(before.is_none_or(|before| seq < before), "each page looks further");
        before = Some(seq);
    }
    assert_eq!((found, pages > 1), (vec![1], true), "in {pages} pages");
}
