//! The contract of every store, as tests that any implementation can run.
//!
//! `kith_store::conformance_tests!(make)` expands to one test per claim, where `make` is an async function that returns
//! a fresh store, and a value that must live as long as the store. The names are the contract in short; the trait's
//! docs are the long form.

mod accounts;
mod chat_state;
mod chats;
mod jobs;
mod journal;
mod members;
mod messages;
mod people;
mod plans;
mod presence;
mod receipts;
mod search;
mod sessions;
mod sync;
mod world;

pub use accounts::*;
pub use chat_state::*;
pub use chats::*;
pub use jobs::*;
pub use journal::*;
pub use members::*;
pub use messages::*;
pub use people::*;
pub use plans::*;
pub use presence::*;
pub use receipts::*;
pub use search::*;
pub use sessions::*;
pub use sync::*;

/// Runs the whole suite against a store. Needs `tokio` with macros among the dev-dependencies.
#[macro_export]
macro_rules! conformance_tests {
    ($make:path) => {
        $crate::conformance_tests! { $make;
            first_account_is_administrator, a_changed_profile_takes_a_version, emails_log_in,
            an_account_that_should_be_first_is_refused_later, profile_changes_are_stamped,
            a_new_password_ends_other_sessions, user_names_are_unique_without_regard_to_case,
            user_names_that_look_like_anothers_are_refused,
            chat_state_is_ones_own, an_unchanged_chat_state_leaves_no_stamp,
            reading_takes_back_the_unread_mark, who_returns_finds_the_chat_state_new,
            a_pair_has_one_direct_chat, notes_to_self_have_one_member, a_stranger_reaches_nothing,
            unknown_people_join_nothing, a_change_on_an_old_roster_is_stale, chats_page_by_activity,
            every_content_is_kept_as_it_was_sent, a_contact_names_an_account_that_there_is,
            a_sticker_with_a_new_picture_is_still_the_same_message,
            nothing_is_left_of_a_deleted_content, votes_are_counted, an_anonymous_poll_names_nobody,
            a_vote_is_for_options_that_there_are, sync_brings_ones_own_votes, a_closed_poll_takes_no_votes,
            a_poll_is_closed_by_its_sender_or_an_administrator, a_live_location_is_stored_now_and_then,
            only_the_sender_moves_a_location_and_only_while_it_is_live,
            a_copy_says_what_its_source_said, a_copied_poll_begins_anew, what_one_does_not_see_is_not_copied,
            a_repeated_copy_is_the_same_whatever_became_of_its_source,
            a_chat_shows_its_pins, a_chat_has_few_pins, a_pin_that_ended_takes_no_room,
            a_deleted_message_is_no_longer_pinned, who_joined_later_sees_no_pin_of_what_was_before,
            a_message_stays_as_long_as_its_chat_says, what_has_expired_is_gone_with_all_that_belongs_to_it,
            the_expiry_job_is_due_when_the_next_message_expires, a_new_chat_begins_as_its_creator_has_set,
            what_is_taken_back_never_was, what_somebody_has_read_leaves_its_place,
            what_was_sent_a_while_ago_leaves_its_place, only_its_sender_takes_a_message_back,
            what_was_taken_back_comes_to_those_who_had_it,
            stars_are_ones_own_the_last_first, only_what_one_sees_and_what_says_something_gets_a_star,
            what_one_deletes_for_oneself_is_gone_for_one_alone, what_is_cleared_is_gone_for_one_alone,
            a_chat_deleted_for_oneself_is_listed_again_with_its_next_message,
            marks_come_to_ones_devices_that_were_away, marks_of_one_request_come_together,
            a_change_of_what_is_cleared_comes_to_those_who_see_a_quote_of_it,
            mentions_of_one_are_found_over_all_chats, what_expires_takes_its_marks_along,
            plans_are_ones_own_and_kept_soonest_first, a_plan_is_about_what_one_sees,
            a_person_has_only_so_many_plans, the_job_of_a_plan_is_due_when_the_plan_is,
            a_plan_that_was_moved_is_not_taken_for_done, what_became_of_plans_comes_to_those_who_were_away,
            jobs_are_leased_when_they_are_due_longest_due_first,
            a_leased_job_is_with_one_worker_until_the_lease_ends,
            what_came_of_a_job_says_what_becomes_of_it,
            a_job_that_is_put_on_the_list_while_it_is_done_is_done_anew,
            a_job_that_is_there_is_not_scheduled_once_more, a_cancelled_job_is_not_done,
            every_change_of_a_chat_is_in_the_journal_once_and_in_order,
            changes_that_come_at_once_have_positions_of_their_own,
            what_all_consumers_have_passed_is_deleted_and_never_counted_again,
            a_consumer_that_is_new_begins_behind_what_there_is,
            recipients_are_who_is_there, a_removed_member_reaches_nothing,
            who_joins_sees_what_comes_after, who_returns_does_not_see_what_was_missed,
            members_page_in_order,
            versions_are_dense_and_begin_at_one, a_resend_is_answered_the_same_and_stored_once,
            concurrent_resends_store_once, a_repeat_is_known_by_all_that_was_sent,
            an_id_with_other_content_is_a_conflict, concurrent_sends_get_distinct_places,
            sends_of_one_caller_keep_their_order, mentions_of_strangers_are_left_out,
            history_pages_both_ways, a_page_lies_around_a_place, a_page_lies_around_a_moment,
            pages_of_large_messages_end_early, time_follows_the_order_of_messages,
            large_messages_come_back_whole,
            an_edit_changes_what_a_message_says_and_keeps_what_it_said,
            only_the_sender_edits_and_only_for_a_while, an_edit_mentions_members_only,
            nothing_is_left_of_a_deleted_message, a_repeat_of_what_was_deleted_since_is_known,
            administrators_of_groups_delete_what_others_sent,
            reactions_are_counted_the_most_used_first, a_message_has_so_many_different_reactions,
            of_several_messages_all_change_or_none, messages_are_changed_by_those_who_see_them,
            a_quote_shows_what_it_quotes_as_that_is_now,
            a_quote_of_what_came_before_one_joined_shows_nothing_of_it,
            an_answer_to_something_else_is_another_message,
            acquaintances_share_a_chat, nothing_crosses_tenants,
            presence_is_for_those_who_share_a_chat,
            watermarks_never_go_back_or_past_the_head, a_repeated_mark_moves_nothing,
            reading_counts_down_unread_and_mentions, senders_of_what_was_passed_are_told,
            hidden_reads_are_not_shown, who_hides_reads_does_not_see_them,
            a_hidden_read_is_told_to_nobody, a_read_that_was_hidden_is_told_once_it_shows,
            a_read_that_was_hidden_has_the_time_of_its_showing, message_info_tells_who_has_it,
            message_info_is_for_the_sender, counts_of_what_is_unread_have_an_end,
            of_very_much_that_was_passed_anyone_may_be_the_sender,
            in_a_large_group_nobody_is_told_one_by_one,
            people_are_found_by_any_word, wildcards_in_a_search_are_plain_text,
            chats_are_found_by_title_and_by_person, search_folds_case_and_stays_in_its_chat,
            a_search_looks_at_so_much_and_goes_on_from_there,
            a_refresh_token_works_once, a_reused_refresh_token_ends_the_session,
            a_lost_answer_may_be_repeated_within_its_grace, an_expired_session_is_dead,
            sessions_end_for_their_owner_only, ended_sessions_are_told_to_those_who_look,
            sessions_that_ran_out_are_forgotten_some_at_a_time,
            a_fresh_client_gets_every_chat, a_client_in_step_gets_nothing,
            missed_messages_come_oldest_first, pages_lead_to_the_same_state,
            large_messages_come_in_more_pages, receipts_reach_those_who_were_away,
            removed_chats_are_named, a_chat_left_and_joined_again_is_a_new_one,
            changed_read_receipts_bring_every_chat, changed_chat_state_comes_to_those_who_were_away,
            a_renamed_chat_comes_again, ones_own_account_comes_when_changed, a_range_holds_nothing_else,
            changed_people_come_to_those_who_share_a_chat,
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
