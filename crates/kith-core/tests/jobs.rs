//! The worker and its jobs, and the consumers of the journal.

#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use kith_core::{Audience, Backlog};
use kith_store::{JobCounts, NewJob, PageAt};
use kith_wire::{ChatPatch, ErrorCode, MessageRef, Reminder, Repeat, SendMessage, ServerEvent};
use support::{TestServer, text};

/// Runs all other tasks until this is true.
async fn until(so: impl AsyncFn() -> bool) {
    while !so().await {
        tokio::task::yield_now().await;
    }
}

fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64
}

fn job(kind: &'static str, key: &str, payload: &str) -> NewJob {
    NewJob { kind, key: key.into(), payload: payload.into(), due_at_ms: 0 }
}

#[tokio::test]
async fn sessions_that_the_operator_ended_are_closed_by_the_server() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    server.session(bob).await;
    let session_id = server.session(ada).await;
    server.kith.reset_account("ada", "new password".into()).await.unwrap();
    assert!(server.bus.take_others().is_empty());
    server.kith.clone().do_due_jobs().await.unwrap();
    let closed: Vec<_> = server.bus.take_others().into_iter().map(|delivery| delivery.to).collect();
    assert_eq!(closed, [Audience::Sessions(ada.user_id, vec![session_id])]);
    server.kith.clone().do_due_jobs().await.unwrap();
    assert!(server.bus.take_others().is_empty());
}

#[tokio::test]
async fn a_job_that_fails_is_tried_later_and_takes_no_other_with_it() {
    let server = TestServer::new();
    let [ada] = server.people(["ada"]).await;
    let session_id = server.session(ada).await;
    server.store.schedule(job("close_ended_sessions", "0", "no time")).await.unwrap();
    server.store.schedule(job("of_another_version", "", "null")).await.unwrap();
    server.kith.reset_account("ada", "new password".into()).await.unwrap();
    let next_in = server.kith.clone().do_due_jobs().await.unwrap();
    assert_eq!(server.bus.take_others()[0].to, Audience::Sessions(ada.user_id, vec![session_id]));
    // The failed job and the recurring ones wait; no code knows what to do with the other.
    assert_eq!(server.store.job_counts().await.unwrap(), JobCounts { waiting: 3, failed: 1 });
    assert!(next_in <= Duration::from_secs(2), "{next_in:?}");
}

#[tokio::test]
async fn a_job_that_panics_is_tried_again_like_one_that_fails() {
    let server = TestServer::new();
    let [ada] = server.people(["ada"]).await;
    let session_id = server.session(ada).await;
    server.kith.reset_account("ada", "new password".into()).await.unwrap();
    server.bus.panics.store(true, Ordering::Relaxed);
    let next_in = server.kith.clone().do_due_jobs().await.unwrap();
    assert!(server.bus.take_others().is_empty());
    // Not only when its lease ends.
    assert!(next_in <= Duration::from_secs(2), "{next_in:?}");
    until(async || {
        server.kith.clone().do_due_jobs().await.unwrap();
        server
            .bus
            .take_others()
            .iter()
            .any(|sent| sent.to == Audience::Sessions(ada.user_id, vec![session_id]))
    })
    .await;
}

#[tokio::test]
async fn a_sleeping_worker_wakes_for_a_job_that_is_due_before_the_next() {
    let server = TestServer::new();
    let [ada] = server.people(["ada"]).await;
    server.session(ada).await;
    let working = tokio::spawn(server.kith.clone().work());
    // The worker has run the daily job, and sleeps until tomorrow.
    until(async || server.store.next_job_at().await.unwrap().is_some_and(|at| at > now_ms() + 3_600_000))
        .await;
    server.kith.reset_account("ada", "new password".into()).await.unwrap();
    until(async || !server.bus.take_others().is_empty()).await;
    working.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_job_that_takes_long_keeps_no_other_waiting() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let (adas, bobs) = (server.session(ada).await, server.session(bob).await);
    let working = tokio::spawn(server.kith.clone().work());
    let (ends, waits) = std::sync::mpsc::channel();
    *server.bus.waits_for.lock().unwrap() = Some(waits);
    server.kith.reset_account("ada", "new password".into()).await.unwrap();
    until(async || server.bus.waits_for.lock().unwrap().is_none()).await;
    server.kith.reset_account("bob", "new password".into()).await.unwrap();
    let closed = || server.bus.take_others().into_iter().map(|delivery| delivery.to).next();
    let next_closed = async || loop {
        match closed() {
            Some(to) => break to,
            None => tokio::task::yield_now().await,
        }
    };
    assert_eq!(next_closed().await, Audience::Sessions(bob.user_id, vec![bobs]));
    // A job that has ended, even because it took too long, would be due again soon.
    let soon = now_ms() + 10_000;
    assert!(server.store.lease_jobs(soon, soon + 1, 16).await.unwrap().is_empty(), "the first has ended");
    drop(ends);
    assert_eq!(next_closed().await, Audience::Sessions(ada.user_id, vec![adas]));
    working.abort();
}

#[tokio::test]
async fn what_changed_while_nobody_followed_the_journal_is_acted_on_later() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let lag = async || {
        let Backlog { journal, .. } = server.kith.backlog().await.unwrap();
        journal.into_iter().map(|(_, lag)| lag).sum::<i64>()
    };
    let following = tokio::spawn(server.kith.clone().follow_journal());
    let chat = server.direct(ada, bob).await;
    server.kith.send_message(ada, text(chat, "one")).await.unwrap();
    until(async || server.store.journal_end().await.unwrap() == 1 && lag().await == 0).await;
    following.abort();
    assert!(following.await.unwrap_err().is_cancelled());
    for words in ["two", "three"] {
        server.kith.send_message(ada, text(chat, words)).await.unwrap();
    }
    let again = server.restarted();
    let following = tokio::spawn(again.kith.clone().follow_journal());
    until(async || again.kith.backlog().await.unwrap().journal.iter().all(|(_, lag)| *lag == 0)).await;
    assert_eq!(again.store.journal_end().await.unwrap(), 3);
    // The cursor follows, even without further changes.
    until(async || again.store.set_consumers(&["count_changes"]).await.unwrap() == [3]).await;
    following.abort();
}

#[tokio::test]
async fn a_message_that_disappears_is_deleted_in_time() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let working = tokio::spawn(server.kith.clone().work());
    let chat = server.direct(ada, bob).await;
    // The job has run once and waits for more work.
    until(async || server.store.next_job_at().await.unwrap().is_some_and(|at| at > now_ms() + 3_600_000))
        .await;
    let patch = ChatPatch { disappear_after: Some(Some(1)), ..ChatPatch::default() };
    server.kith.edit_chat(bob, chat, patch).await.unwrap();
    let sent = server.kith.send_message(ada, text(chat, "quickly")).await.unwrap().message;
    assert_eq!(sent.expires_at, Some(sent.sent_at + 1000));
    until(async || server.kith.message(bob, chat, sent.id).await.is_err()).await;
    assert!(now_ms() >= sent.sent_at + 1000);
    working.abort();
}

#[tokio::test]
async fn a_scheduled_message_is_sent_once_however_often_its_job_is_done() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.direct(ada, bob).await;
    let at = now_ms() + 300;
    let request =
        SendMessage { send_at: Some(at), repeat: Some(Repeat::Daily), ..text(chat, "good morning") };
    let scheduled = server.kith.schedule_message(ada, request.clone()).await.unwrap();
    assert_eq!(server.kith.schedule_message(ada, request.clone()).await.unwrap(), scheduled);
    assert_eq!(server.store.message_page(bob.user_id, chat, PageAt::Latest, 9).await.unwrap().messages, []);
    // A server that crashed between storing the message and moving the plan runs the job again.
    let now = SendMessage { send_at: None, repeat: None, ..request.clone() };
    server.kith.send_message(ada, now).await.unwrap();
    let working = tokio::spawn(server.kith.clone().work());
    let next =
        async || server.kith.scheduled_messages(ada).await.unwrap().scheduled.remove(0).message.send_at;
    until(async || next().await == Some(at + 86_400_000)).await;
    let sent = server.store.message_page(bob.user_id, chat, PageAt::Latest, 9).await.unwrap().messages;
    assert_eq!(sent.iter().map(|message| message.id).collect::<Vec<_>>(), [request.id]);
    working.abort();
}

#[tokio::test]
async fn a_scheduled_message_that_cannot_be_sent_stays_and_says_why() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let group = server.group(bob, &[ada]).await;
    let request = SendMessage { send_at: Some(now_ms() + 300), ..text(group, "hello") };
    server.kith.schedule_message(ada, request.clone()).await.unwrap();
    server.kith.remove_member(bob, group, ada.user_id).await.unwrap();
    let working = tokio::spawn(server.kith.clone().work());
    let error = async || server.kith.scheduled_messages(ada).await.unwrap().scheduled[0].error;
    until(async || error().await == Some(ErrorCode::NotAMember)).await;
    server.kith.cancel_scheduled(ada, request.id).await.unwrap();
    assert!(server.kith.scheduled_messages(ada).await.unwrap().scheduled.is_empty());
    working.abort();
}

#[tokio::test]
async fn a_reminder_comes_when_it_is_due_and_stays_until_it_is_deleted() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.direct(ada, bob).await;
    let said = server.kith.send_message(bob, text(chat, "call me")).await.unwrap().message;
    let reminder = Reminder { chat_id: chat, id: said.id, at: now_ms() + 300, due: false };
    server.kith.remind(ada, reminder).await.unwrap();
    server.bus.take(ada.user_id);
    let working = tokio::spawn(server.kith.clone().work());
    let due = async || server.kith.reminders(ada).await.unwrap().reminders[0].due;
    until(due).await;
    let events = server.bus.take(ada.user_id);
    let reminded = MessageRef { chat_id: chat, id: said.id };
    assert!(events.contains(&ServerEvent::Reminder(reminded)), "{events:?}");
    assert!(server.bus.take(bob.user_id).iter().all(|event| event.name() != "reminder"));
    server.kith.delete_reminder(ada, said.id).await.unwrap();
    assert!(server.kith.delete_reminder(ada, said.id).await.is_err());
    working.abort();
}
