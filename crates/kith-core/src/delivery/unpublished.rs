//! Changes that are stored but not yet published, because a read that publishing needs failed. The server publishes
//! them later: a client that repeats the action finds it done, so without this no other client would get the event.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use kith_store::{ChatChanged, Roster};
use kith_wire::{ChatId, Seq, SharedMessage, UserId};
use tokio::sync::Notify;

/// The most news that is kept to be published later. Clients that miss the rest find the gap in the versions, or sync.
const KEPT: usize = 10_000;

/// A durable change of a chat.
#[derive(Clone)]
pub enum News {
    /// A message was sent, when the chat's [`Roster::info_version`] was this value.
    Message(SharedMessage, Seq),
    /// Messages changed, in the order of their versions, when the chat's [`Roster::info_version`] was this value.
    MessagesUpdated(Vec<SharedMessage>, Seq),
    /// The chat was made, with these members, and is at this version.
    Created(Vec<UserId>, Seq),
    /// Its name, members or roles changed from this roster.
    Changed(Roster, ChatChanged),
}

/// The changes that are not published yet.
#[derive(Default)]
pub struct Unpublished {
    waiting: Mutex<Waiting>,
    /// Rings when a change is added.
    some: Notify,
}

#[derive(Default)]
struct Waiting {
    /// The changes of chats, in order.
    of_chats: HashMap<ChatId, VecDeque<News>>,
    /// The people with a changed profile.
    people: HashSet<UserId>,
}

impl Waiting {
    fn is_full(&self) -> bool {
        self.people.len() + self.of_chats.values().map(VecDeque::len).sum::<usize>() >= KEPT
    }
}

impl Unpublished {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps news of a chat, behind the older news of it.
    pub fn keep(&self, chat_id: ChatId, news: News) {
        let mut waiting = self.lock();
        if !waiting.is_full() {
            waiting.of_chats.entry(chat_id).or_default().push_back(news);
            self.some.notify_one();
        }
    }

    /// Puts news back, before the news that came meanwhile.
    pub fn put_back(&self, chat_id: ChatId, news: News) {
        self.lock().of_chats.entry(chat_id).or_default().push_front(news);
        self.some.notify_one();
    }

    /// Takes the oldest news of a chat.
    pub fn take(&self, chat_id: ChatId) -> Option<News> {
        let mut waiting = self.lock();
        let unpublished = waiting.of_chats.get_mut(&chat_id)?;
        let first = unpublished.pop_front();
        if unpublished.is_empty() {
            waiting.of_chats.remove(&chat_id);
        }
        first
    }

    /// Notes that a person's profile must be published.
    pub fn keep_person(&self, user_id: UserId) {
        let mut waiting = self.lock();
        if !waiting.is_full() {
            waiting.people.insert(user_id);
            self.some.notify_one();
        }
    }

    /// Notes that a person's profile was published, or that the account no longer exists.
    pub fn forget_person(&self, user_id: UserId) {
        self.lock().people.remove(&user_id);
    }

    /// The chats and the people with kept news.
    pub fn all(&self) -> (Vec<ChatId>, Vec<UserId>) {
        let waiting = self.lock();
        (waiting.of_chats.keys().copied().collect(), waiting.people.iter().copied().collect())
    }

    /// Waits until there is kept news.
    pub async fn added(&self) {
        self.some.notified().await;
    }

    /// Whether a change of this person still has to be published.
    pub fn has_person(&self, user_id: UserId) -> bool {
        self.lock().people.contains(&user_id)
    }
}

/// News that is being published. If publishing ends early, by an error or by a panic, the news is kept.
pub struct Publishing<'a> {
    unpublished: &'a Unpublished,
    chat_id: ChatId,
    news: News,
    published: bool,
}

impl<'a> Publishing<'a> {
    /// Takes the news to publish it.
    pub fn new(unpublished: &'a Unpublished, chat_id: ChatId, news: News) -> Self {
        Self { unpublished, chat_id, news, published: false }
    }

    /// The news.
    pub fn news(&self) -> &News {
        &self.news
    }

    /// All members have it.
    pub fn done(mut self) {
        self.published = true;
    }
}

impl Drop for Publishing<'_> {
    fn drop(&mut self) {
        if !self.published {
            // The error itself is logged where the request is answered.
            tracing::warn!(chat_id = %self.chat_id, "what is stored is published later");
            self.unpublished.keep(self.chat_id, self.news.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    #[test]
    fn what_a_panic_kept_from_being_published_is_published_later_in_its_order() {
        let (unpublished, chat_id) = (Unpublished::default(), ChatId::new());
        let publishing = |version, published| {
            let news = News::Created(Vec::new(), version);
            Publishing { unpublished: &unpublished, chat_id, news, published }
        };
        drop(publishing(1, true));
        for version in [2, 3] {
            let panicked = catch_unwind(AssertUnwindSafe(|| {
                let _publishing = publishing(version, false);
                panic!("as it was told to");
            }));
            assert!(panicked.is_err());
        }
        let first = unpublished.take(chat_id).unwrap();
        unpublished.put_back(chat_id, first);
        let mut versions = Vec::new();
        while let Some(News::Created(_, version)) = unpublished.take(chat_id) {
            versions.push(version);
        }
        assert_eq!((versions, unpublished.lock().of_chats.len()), (vec![2, 3], 0));
    }
}
