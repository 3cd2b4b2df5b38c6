//! What every store must do, as tests that any implementation can run.
//!
//! `kith_store::conformance_tests!(make)` expands to one test per claim, where `make` is an async function that gives a
//! fresh store, and whatever must live as long as it. Names are the contract in short; the trait's docs are the long
//! form.

mod accounts;
mod chat_state;
mod chats;
mod messages;
mod sessions;
mod sync;
mod watermarks;

pub use accounts::*;
pub use chat_state::*;
pub use chats::*;
pub use messages::*;
pub use sessions::*;
pub use sync::*;
pub use watermarks::*;

use std::sync::Arc;

use kith_wire::{ChatId, Mention, MessageId, MessageKind, SystemEvent, TenantId, UserId};

use crate::{Appended, ChatChange, ChatChanged, ChatEdit, NewGroup, NewMessage, NewUser, Store};

/// Runs the whole suite against a store. Needs `tokio` with macros among the dev-dependencies.
#[macro_export]
macro_rules! conformance_tests {
    ($make:path) => {
        $crate::conformance_tests! { $make;
            first_account_is_administrator, user_names_are_unique_without_regard_to_case, emails_log_in,
            an_account_that_should_be_first_is_refused_later, profile_changes_are_stamped, people_are_found_by_any_word,
            wildcards_in_a_search_are_plain_text, nothing_crosses_tenants, a_new_password_ends_other_sessions,
            presence_is_for_those_who_share_a_chat,
            a_refresh_token_works_once, a_reused_refresh_token_ends_the_session,
            a_lost_answer_may_be_repeated_within_its_grace, an_expired_session_is_dead, sessions_end_for_their_owner_only,
            ended_sessions_are_told_to_those_who_look,
            a_pair_has_one_direct_chat, notes_to_self_have_one_member, a_stranger_reaches_nothing,
            unknown_people_join_nothing, recipients_are_who_is_there, a_change_on_an_old_roster_is_stale, a_removed_member_reaches_nothing,
            who_joins_sees_what_comes_after, who_returns_does_not_see_what_was_missed, chats_page_by_activity,
            chats_are_found_by_title_and_by_person, members_page_in_order,
            chat_state_is_ones_own, an_unchanged_chat_state_leaves_no_stamp, reading_takes_back_the_unread_mark,
            who_returns_finds_the_chat_state_new,
            versions_are_dense_and_begin_at_one, a_resend_is_answered_the_same_and_stored_once,
            concurrent_resends_store_once, an_id_with_other_content_is_a_conflict, concurrent_sends_get_distinct_places,
            sends_of_one_caller_keep_their_order, mentions_of_strangers_are_left_out, history_pages_both_ways,
            a_page_lies_around_a_place, a_page_lies_around_a_moment, pages_of_large_messages_end_early, time_follows_the_order_of_messages,

            search_folds_case_and_stays_in_its_chat, a_search_looks_at_so_much_and_goes_on_from_there, large_messages_come_back_whole,
            watermarks_never_go_back_or_past_the_head, reading_counts_down_unread_and_mentions,
            senders_of_what_was_passed_are_told, a_repeated_mark_moves_nothing, hidden_reads_are_not_shown,
            who_hides_reads_does_not_see_them, a_hidden_read_is_told_to_nobody,
            a_read_that_was_hidden_is_told_once_it_shows,
            a_read_that_was_hidden_has_the_time_of_its_showing, message_info_tells_who_has_it, message_info_is_for_the_sender,
            counts_of_what_is_unread_have_an_end, of_very_much_that_was_passed_anyone_may_be_the_sender,
            in_a_large_group_nobody_is_told_one_by_one,
            a_fresh_client_gets_every_chat, a_client_in_step_gets_nothing, missed_messages_come_oldest_first,
            pages_lead_to_the_same_state, large_messages_come_in_more_pages, receipts_reach_those_who_were_away, removed_chats_are_named,
            a_renamed_chat_comes_again, a_chat_left_and_joined_again_is_a_new_one,
            changed_read_receipts_bring_every_chat, changed_chat_state_comes_to_those_who_were_away, ones_own_account_comes_when_changed,
        }
    };
    ($make:path; $($claim:ident),+ $(,)?) => {
        $(
            #[tokio::test]
            async fn $claim() {
                let (store, _keep) = $make().await;
                $crate::conformance::$claim(store).await;
            }
        )+
    };
}

/// A fixed moment: nothing in the store looks at the clock.
const NOW: i64 = 1_800_000_000_000;

/// A store and shorthands for the steps that most claims begin with.
struct World {
    store: Arc<dyn Store>,
}

impl World {
    fn new(store: Arc<dyn Store>) -> Self {
        Self { store }
    }

    async fn person(&self, username: &str) -> UserId {
        self.store.create_user(account(username)).await.unwrap().user.id
    }

    async fn people<const N: usize>(&self, usernames: [&str; N]) -> [UserId; N] {
        let mut ids = [UserId::from([0; 16]); N];
        for (id, username) in ids.iter_mut().zip(usernames) {
            *id = self.person(username).await;
        }
        ids
    }

    async fn direct(&self, a: UserId, b: UserId) -> ChatId {
        self.store.open_direct(a, b, ChatId::new(), NOW).await.unwrap().0
    }

    /// So many messages, at once.
    async fn say_many(&self, sender: UserId, chat: ChatId, count: i64) {
        let mut saying = tokio::task::JoinSet::new();
        for n in 0..count {
            let (store, message) = (self.store.clone(), message(sender, chat, &format!("message {n}")));
            saying.spawn(async move { store.append_message(message).await.map(|_| ()) });
        }
        saying.join_all().await.into_iter().for_each(|said| said.unwrap());
    }

    async fn group(&self, creator: UserId, members: &[UserId]) -> ChatId {
        let group = NewGroup {
            chat_id: ChatId::new(),
            creator,
            title: "Climbing trip".into(),
            description: None,
            members: members.to_vec(),
            events: vec![(MessageId::new(), SystemEvent::GroupCreated { title: "Climbing trip".into() })],
            at_ms: NOW,
        };
        self.store.create_group(group).await.unwrap().roster.chat_id
    }

    async fn say(&self, sender: UserId, chat: ChatId, text: &str) -> Appended {
        self.store.append_message(message(sender, chat, text)).await.unwrap()
    }

    async fn change(&self, actor: UserId, chat: ChatId, edit: ChatEdit, event: SystemEvent) -> ChatChanged {
        let roster = self.store.roster(actor, chat).await.unwrap();
        let change = ChatChange {
            actor,
            chat_id: chat,
            based_on: roster.info_version,
            edits: vec![edit],
            events: vec![(MessageId::new(), event)],
            at_ms: NOW,
        };
        self.store.change_chat(change).await.unwrap()
    }

    async fn add(&self, actor: UserId, chat: ChatId, user: UserId) -> ChatChanged {
        self.change(actor, chat, ChatEdit::Add(user), SystemEvent::MembersAdded { user_ids: vec![user] })
            .await
    }

    async fn remove(&self, actor: UserId, chat: ChatId, user: UserId) -> ChatChanged {
        self.change(actor, chat, ChatEdit::Remove(user), SystemEvent::MemberRemoved { user_id: user }).await
    }

    async fn rename(&self, actor: UserId, chat: ChatId, title: &str) -> ChatChanged {
        let event = SystemEvent::TitleChanged { title: title.into() };
        self.change(actor, chat, ChatEdit::Title(title.into()), event).await
    }
}

fn account(username: &str) -> NewUser {
    NewUser {
        tenant_id: TenantId::DEFAULT,
        id: UserId::new(),
        username: username.into(),
        email: None,
        name: username.into(),
        password_hash: "hash".into(),
        only_if_first: false,
        at_ms: NOW,
    }
}

fn message(sender_id: UserId, chat_id: ChatId, text: &str) -> NewMessage {
    NewMessage {
        id: MessageId::new(),
        chat_id,
        sender_id,
        kind: MessageKind::Text,
        text: Some(text.into()),
        mentions: Vec::new(),
        at_ms: NOW,
    }
}

fn mentioning(sender_id: UserId, chat_id: ChatId, mentions: &[Mention]) -> NewMessage {
    NewMessage { mentions: mentions.to_vec(), ..message(sender_id, chat_id, "look") }
}
