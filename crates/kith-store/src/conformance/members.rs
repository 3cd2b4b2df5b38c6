//! Claims about the members of a chat, and the messages that they see.

use std::sync::Arc;

use kith_wire::{SystemEvent, UserId};

use super::chats::assert_unreachable;
use super::world::{World, message};
use crate::{ChatAccessError, ChatEdit, MessageAccessError, NewMessage, PageAt, Store};

pub async fn recipients_are_who_is_there(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob, eve] = world.people(["ada", "bob", "eve"]).await;
    let chat = world.group(ada, &[bob]).await;
    let said = world.say(ada, chat, "before eve").await.message.seq;
    world.add(ada, chat, eve).await;
    world.change(ada, chat, ChatEdit::Remove(ada), SystemEvent::MemberLeft).await;
    let recipients = store.recipients(chat).await.unwrap();
    assert_eq!(recipients, store.roster(bob, chat).await.unwrap());
    let from = |who| recipients.member(who).map(|member| member.first_seq);
    assert_eq!((from(ada), from(bob), from(eve)), (None, Some(1), Some(said + 1)));
}

pub async fn a_removed_member_reaches_nothing(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.group(ada, &[bob]).await;
    let said = world.say(bob, chat, "secret").await.message;
    let changed = world.remove(ada, chat, bob).await;
    assert_eq!(changed.removed.iter().map(|(user, _)| *user).collect::<Vec<_>>(), [bob]);
    assert!(changed.roster.member(bob).is_none());
    assert_eq!(store.chat(ada, chat).await.unwrap().member_count, 1);
    // A repeat of his own send is still answered; it tells him nothing new.
    let stranger_view = store.message_page(bob, chat, PageAt::Latest, 10).await;
    assert!(matches!(stranger_view, Err(ChatAccessError::NotAMember)));
    let other = world.say(ada, chat, "secret").await.message;
    assert_unreachable(&store, bob, chat, other.id).await;
    let repeat = NewMessage { id: said.id, ..message(bob, chat, "secret") };
    assert!(store.append_message(repeat).await.unwrap().repeated);
}

pub async fn who_joins_sees_what_comes_after(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.group(ada, &[]).await;
    let old = world.say(ada, chat, "before").await.message;
    let joined = world.add(ada, chat, bob).await.messages.remove(0);
    world.say(ada, chat, "after").await;
    let page = store.message_page(bob, chat, PageAt::Latest, 10).await.unwrap();
    assert_eq!(page.messages.iter().map(|seen| seen.seq).collect::<Vec<_>>(), [joined.seq, joined.seq + 1]);
    assert!(!page.more);
    assert!(matches!(store.message(bob, chat, old.id).await, Err(MessageAccessError::NotFound)));
    let view = store.chat(bob, chat).await.unwrap();
    assert_eq!((view.unread, view.read), (1, old.seq));
    // Ada's earlier message does not wait for Bob's ticks.
    let ada_sees = store.chat(ada, chat).await.unwrap().members.unwrap();
    assert!(ada_sees.iter().all(|member| member.user_id != bob || member.read == old.seq));
}

pub async fn who_returns_does_not_see_what_was_missed(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.group(ada, &[bob]).await;
    world.remove(ada, chat, bob).await;
    world.say(ada, chat, "behind his back").await;
    let back = world.add(ada, chat, bob).await.messages.remove(0);
    let page = store.message_page(bob, chat, PageAt::Latest, 10).await.unwrap();
    assert_eq!(page.messages.iter().map(|seen| seen.seq).collect::<Vec<_>>(), [back.seq]);
    assert_eq!(store.chat(ada, chat).await.unwrap().member_count, 2);
}

pub async fn members_page_in_order(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let mut people = Vec::new();
    for i in 0..5 {
        people.push(world.person(&format!("p{i}")).await);
    }
    let chat = world.group(people[0], &people[1..]).await;
    let first = store.members(people[0], chat, None, 3).await.unwrap();
    let rest = store.members(people[0], chat, first.next, 3).await.unwrap();
    let all: Vec<UserId> = first.members.iter().chain(&rest.members).map(|member| member.user_id).collect();
    people.sort_unstable();
    assert_eq!(all, people);
    assert!(rest.next.is_none());
}
