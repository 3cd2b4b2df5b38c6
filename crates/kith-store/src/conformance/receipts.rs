//! Claims about delivered and read watermarks.

use std::sync::Arc;

use kith_wire::{
    All, ChatId, MEMBERS_INLINE, Mention, MessageId, Seq, SettingsPatch, UNREAD_MOST, UNREAD_WITHIN, UserId,
};

use super::world::{NOW, World, mentioning};
use crate::{MessageAccessError, Store, WatermarkMove, WatermarkMoved};

async fn mark(
    store: &Arc<dyn Store>,
    user_id: UserId,
    chat_id: ChatId,
    delivered: Seq,
    read: Seq,
) -> Option<WatermarkMoved> {
    store.move_watermark(WatermarkMove { user_id, chat_id, delivered, read, at_ms: NOW }).await.unwrap()
}

pub async fn watermarks_never_go_back_or_past_the_head(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    for _ in 0..3 {
        world.say(ada, chat, "hi").await;
    }
    let moved = mark(&store, bob, chat, 2, 0).await.unwrap();
    assert_eq!((moved.delivered, moved.read), (2, 0));
    let moved = mark(&store, bob, chat, 1, 1).await.unwrap();
    assert_eq!((moved.delivered, moved.read), (2, 1));
    let moved = mark(&store, bob, chat, 99, 99).await.unwrap();
    assert_eq!((moved.delivered, moved.read, moved.head), (3, 3, 3));
    let seen = store.chat(bob, chat).await.unwrap();
    assert_eq!((seen.delivered, seen.read), (3, 3));
}

pub async fn a_repeated_mark_moves_nothing(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    assert!(mark(&store, bob, chat, 5, 5).await.is_none());
    world.say(ada, chat, "hi").await;
    assert!(mark(&store, bob, chat, 1, 0).await.is_some());
    assert!(mark(&store, bob, chat, 1, 0).await.is_none());
}

pub async fn reading_counts_down_unread_and_mentions(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.group(ada, &[bob]).await;
    world.say(ada, chat, "plain").await;
    world.say(bob, chat, "own messages do not count").await;
    let both = [Mention::All(All::All), Mention::User(bob)];
    let second = store.append_message(mentioning(ada, chat, &both)).await.unwrap().message;
    world.say(ada, chat, "plain").await;
    let seen = store.chat(bob, chat).await.unwrap();
    assert_eq!((seen.unread, seen.mentions), (3, 1));
    let counts = store.unread_counts(bob).await.unwrap();
    assert_eq!((counts.unread, counts.mentions, counts.chats), (3, 1, 1));
    let moved = mark(&store, bob, chat, 0, second.seq).await.unwrap();
    assert_eq!((moved.unread, moved.mentions), (1, 0));
    let moved = mark(&store, bob, chat, 0, second.seq + 1).await.unwrap();
    assert_eq!((moved.unread, store.unread_counts(bob).await.unwrap().chats), (0, 0));
}

pub async fn senders_of_what_was_passed_are_told(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob, eve] = world.people(["ada", "bob", "eve"]).await;
    let chat = world.group(ada, &[bob, eve]).await;
    let from_ada = world.say(ada, chat, "one").await.message.seq;
    let from_eve = world.say(eve, chat, "two").await.message.seq;
    let told = |moved: Option<WatermarkMoved>| {
        moved.unwrap().senders.iter().map(|sender| (sender.user_id, sender.read)).collect::<Vec<_>>()
    };
    assert_eq!(told(mark(&store, bob, chat, from_ada, 0).await), [(ada, 0)]);
    assert_eq!(told(mark(&store, bob, chat, from_eve, 0).await), [(eve, 0)]);
    let mut both = told(mark(&store, bob, chat, 0, from_eve).await);
    both.sort_unstable();
    let mut expected = [(ada, from_eve), (eve, from_eve)];
    expected.sort_unstable();
    assert_eq!(both, expected);
}

pub async fn hidden_reads_are_not_shown(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    world.say(ada, chat, "one").await;
    mark(&store, bob, chat, 1, 1).await;
    store
        .update_settings(bob, SettingsPatch { read_receipts: Some(false), ..SettingsPatch::default() })
        .await
        .unwrap();
    let second = world.say(ada, chat, "two").await.message;
    let moved = mark(&store, bob, chat, 2, 2).await.unwrap();
    assert_eq!(moved.senders.iter().map(|sender| sender.read).collect::<Vec<_>>(), [1]);
    let seen_by_ada = store.chat(ada, chat).await.unwrap().members.unwrap();
    assert!(
        seen_by_ada.iter().any(|member| member.user_id == bob && member.read == 1 && member.delivered == 2)
    );
    let info = store.message_info(ada, chat, second.id).await.unwrap().receipts;
    assert!(info[0].delivered_at.is_some() && info[0].read_at.is_none());
    assert_eq!(store.chat(bob, chat).await.unwrap().read, 2);
}

pub async fn who_hides_reads_does_not_see_them(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    store
        .update_settings(ada, SettingsPatch { read_receipts: Some(false), ..SettingsPatch::default() })
        .await
        .unwrap();
    let said = world.say(ada, chat, "one").await.message;
    let moved = mark(&store, bob, chat, 1, 1).await.unwrap();
    assert_eq!(moved.senders.iter().map(|sender| sender.read).collect::<Vec<_>>(), [0]);
    let members = store.chat(ada, chat).await.unwrap().members.unwrap();
    assert!(members.iter().all(|member| member.user_id == ada || member.read == 0));
    assert_eq!(store.message_info(ada, chat, said.id).await.unwrap().receipts[0].read_at, None);
}

pub async fn a_hidden_read_is_told_to_nobody(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    let hide = |hidden: bool| SettingsPatch { read_receipts: Some(!hidden), ..SettingsPatch::default() };
    for (who, seq) in [(bob, 1), (ada, 2)] {
        store.update_settings(who, hide(true)).await.unwrap();
        world.say(ada, chat, "hi").await;
        assert_eq!(mark(&store, bob, chat, seq, 0).await.unwrap().senders.len(), 1, "of the delivery");
        let before = store.chat(ada, chat).await.unwrap();
        assert!(mark(&store, bob, chat, seq, seq).await.unwrap().senders.is_empty());
        assert_eq!(store.chat(ada, chat).await.unwrap(), before);
        store.update_settings(who, hide(false)).await.unwrap();
    }
}

pub async fn a_read_that_was_hidden_is_told_once_it_shows(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob, eve] = world.people(["ada", "bob", "eve"]).await;
    let chat = world.group(ada, &[bob, eve]).await;
    let hidden = world.say(ada, chat, "one").await.message.seq;
    store
        .update_settings(bob, SettingsPatch { read_receipts: Some(false), ..SettingsPatch::default() })
        .await
        .unwrap();
    mark(&store, bob, chat, hidden, hidden).await.unwrap();
    store
        .update_settings(bob, SettingsPatch { read_receipts: Some(true), ..SettingsPatch::default() })
        .await
        .unwrap();
    let shown = world.say(eve, chat, "two").await.message.seq;
    let mut told: Vec<_> = mark(&store, bob, chat, shown, shown).await.unwrap().senders;
    told.sort_unstable_by_key(|told| told.user_id);
    let told: Vec<_> = told.iter().map(|told| (told.user_id, told.read)).collect();
    assert_eq!(told, [(ada, shown), (eve, shown)]);
}

pub async fn a_read_that_was_hidden_has_the_time_of_its_showing(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.group(ada, &[bob]).await;
    let hidden = world.say(ada, chat, "one").await.message;
    store
        .update_settings(bob, SettingsPatch { read_receipts: Some(false), ..SettingsPatch::default() })
        .await
        .unwrap();
    mark(&store, bob, chat, hidden.seq, hidden.seq).await.unwrap();
    store
        .update_settings(bob, SettingsPatch { read_receipts: Some(true), ..SettingsPatch::default() })
        .await
        .unwrap();
    let next = world.say(ada, chat, "two").await.message.seq;
    let (user_id, chat_id, at_ms) = (bob, chat, NOW + 600_000);
    store.move_watermark(WatermarkMove { user_id, chat_id, delivered: next, read: 0, at_ms }).await.unwrap();
    let receipts = store.message_info(ada, chat, hidden.id).await.unwrap().receipts;
    assert_eq!(receipts[0].read_at, Some(at_ms));
}

pub async fn message_info_tells_who_has_it(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob, eve, late] = world.people(["ada", "bob", "eve", "late"]).await;
    let chat = world.group(ada, &[bob, eve]).await;
    let said = world.say(ada, chat, "one").await.message;
    world.add(ada, chat, late).await;
    let at = |at_ms, delivered, read| WatermarkMove { user_id: bob, chat_id: chat, delivered, read, at_ms };
    store.move_watermark(at(NOW + 60_000, said.seq, 0)).await.unwrap();
    store.move_watermark(at(NOW + 600_000, 0, said.seq)).await.unwrap();
    let newer = world.say(ada, chat, "two").await.message;
    store.move_watermark(at(NOW + 900_000, 0, newer.seq)).await.unwrap();
    let receipts = store.message_info(ada, chat, said.id).await.unwrap().receipts;
    let of = |user| receipts.iter().find(|receipt| receipt.user_id == user);
    let bobs = of(bob).unwrap();
    assert_eq!((bobs.delivered_at, bobs.read_at), (Some(NOW + 60_000), Some(NOW + 600_000)));
    assert_eq!((of(eve).unwrap().delivered_at, of(eve).unwrap().read_at), (None, None));
    assert!(of(late).is_none() && of(ada).is_none());
}

pub async fn message_info_is_for_the_sender(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    let said = world.say(ada, chat, "one").await.message;
    for (who, id) in [(bob, said.id), (ada, MessageId::new())] {
        let refused = store.message_info(who, chat, id).await;
        assert!(matches!(refused, Err(MessageAccessError::NotFound)));
    }
}

pub async fn counts_of_what_is_unread_have_an_end(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let chat = world.direct(ada, bob).await;
    world.say_many(ada, chat, UNREAD_WITHIN).await;
    let beyond = store.append_message(mentioning(bob, chat, &[Mention::User(ada)])).await.unwrap().message;
    let seen = async |who| store.chat(who, chat).await.map(|chat| (chat.unread, chat.mentions)).unwrap();
    assert_eq!((seen(bob).await, seen(ada).await), ((UNREAD_MOST, 0), (0, 0)));
    let counts = store.unread_counts(bob).await.unwrap();
    assert_eq!((counts.unread, counts.mentions, counts.chats), (UNREAD_MOST, 0, 1));
    let moved = mark(&store, ada, chat, 0, 1).await.unwrap();
    assert_eq!((moved.unread, moved.mentions, beyond.seq), (1, 1, UNREAD_WITHIN + 1));
}

pub async fn of_very_much_that_was_passed_anyone_may_be_the_sender(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob, eve] = world.people(["ada", "bob", "eve"]).await;
    let chat = world.group(ada, &[bob, eve]).await;
    world.say_many(ada, chat, 1500).await;
    let told = mark(&store, bob, chat, 0, 1400).await.unwrap().senders;
    let mut told: Vec<_> = told.iter().map(|told| (told.user_id, told.read)).collect();
    told.sort_unstable();
    let mut expected = [(ada, 1400), (eve, 1400)];
    expected.sort_unstable();
    assert_eq!(told, expected);
    assert_eq!(mark(&store, bob, chat, 0, 1500).await.unwrap().senders.len(), 1);
}

pub async fn in_a_large_group_nobody_is_told_one_by_one(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let mut members = vec![bob];
    for n in 0..MEMBERS_INLINE {
        members.push(world.person(&format!("member-{n}")).await);
    }
    let chat = world.group(ada, &members).await;
    let said = world.say(ada, chat, "hello everybody").await.message;
    let before = store.chat(ada, chat).await.unwrap();
    let moved = mark(&store, bob, chat, said.seq, said.seq).await.unwrap();
    assert_eq!((moved.read, moved.senders), (said.seq, Vec::new()));
    assert_eq!(store.chat(ada, chat).await.unwrap(), before);
    let receipts = store.message_info(ada, chat, said.id).await.unwrap().receipts;
    assert!(receipts.iter().any(|one| one.user_id == bob && one.read_at.is_some()));
}
