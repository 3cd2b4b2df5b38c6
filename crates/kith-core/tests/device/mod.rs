//! A client's state, and the pure rules by which events change it: the duty of every client of the protocol.

#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use kith_store::{PageAt, Store, SyncLimits};
use kith_wire::{
    Chat, ChatHead, ChatId, ChatPin, ChatStateNow, Deleted, Hidden, Me, Mention, Message, MessageId,
    MessageKind, QUOTE_CHARACTERS, Receipt, Seq, ServerEvent, Star, SyncPage, SyncRequest, UNREAD_MOST,
    UNREAD_WITHIN, User, UserId, UserVersion, Vote,
};

/// Small, so that catching up takes several pages.
const PAGE: SyncLimits = SyncLimits { chats: 2, messages: 3, people: 1 };

/// Stands for the time of every page.
const NOW: i64 = 1_800_000_000_000;

/// One chat as a client keeps it.
struct Kept {
    chat: Chat,
    /// The client knows every change up to here.
    cursor: Seq,
    /// The client has the history from here on; it would page through older history.
    since: Seq,
    messages: BTreeMap<Seq, Message>,
}

impl Kept {
    /// The chat has come to this version.
    fn moved(&mut self, version: Seq) {
        assert!(version <= self.cursor + 1, "a gap: {version} after {}", self.cursor);
        self.cursor = self.cursor.max(version);
        self.chat.head = self.chat.head.max(version);
    }

    /// The list of pins follows the messages.
    fn pinned(&mut self, message: &Message) {
        let pins = &mut self.chat.pins;
        pins.retain(|pinned| pinned.id != message.id);
        pins.extend(message.pinned.map(|pin| ChatPin { id: message.id, seq: message.seq, pin }));
        pins.sort_by_key(|pinned| std::cmp::Reverse((pinned.pin.at, pinned.seq)));
    }

    /// Quotes of a message follow it.
    fn quoted(&mut self, message: &Message) {
        for reply in self.messages.values_mut().chain(&mut self.chat.last_message) {
            if let Some(quote) = reply.reply_to.as_mut().filter(|quote| quote.id == message.id) {
                let text = message.content.text().filter(|_| message.deleted.is_none());
                quote.text = text.map(|text| text.chars().take(QUOTE_CHARACTERS).collect());
                quote.deleted = message.deleted.is_some();
            }
        }
    }
}

/// One person's device.
pub struct Device {
    user: UserId,
    /// The client knows every change with a stamp up to here.
    user_version: UserVersion,
    /// Stamps beyond a gap. They may come in another order than they were given out.
    stamps_ahead: BTreeSet<i64>,
    me: Me,
    me_version: UserVersion,
    chats: HashMap<ChatId, Kept>,
    /// Chats that a sync took away. Events from before that may still come.
    gone: BTreeSet<ChatId>,
    /// All people in one of its chats.
    people: BTreeMap<UserId, User>,
    /// The version of people up to which it knows all changes; `None` while it has nobody.
    people_version: Option<i64>,
    /// What the person chose in polls, each as of a value of the user counter.
    votes: HashMap<MessageId, (UserVersion, Vote)>,
    /// The person's stars, each as of a value of the user counter.
    stars: HashMap<MessageId, (UserVersion, Star)>,
    /// What the person has deleted for themselves. Events about it may still come.
    hidden: BTreeSet<MessageId>,
    /// Whether the device ignores events.
    pub away: bool,
    /// Its requests and their answers, in order.
    synced: Vec<(SyncRequest, SyncPage)>,
}

impl Device {
    /// A device that has just logged in.
    pub async fn fresh(store: &Arc<dyn Store>, user: UserId) -> Self {
        let me = store.me(user).await.unwrap().unwrap();
        let mut device = Self {
            user,
            user_version: 0,
            stamps_ahead: BTreeSet::new(),
            me,
            me_version: 0,
            chats: HashMap::new(),
            gone: BTreeSet::new(),
            people: BTreeMap::new(),
            people_version: None,
            votes: HashMap::new(),
            stars: HashMap::new(),
            hidden: BTreeSet::new(),
            away: false,
            synced: Vec::new(),
        };
        device.catch_up(store).await;
        device
    }

    pub async fn come_back(&mut self, store: &Arc<dyn Store>) {
        self.away = false;
        self.catch_up(store).await;
    }

    async fn catch_up(&mut self, store: &Arc<dyn Store>) {
        let mut reached: HashMap<ChatId, Seq> = HashMap::new();
        for pages in 0.. {
            assert!(pages < 1000, "the pages never end");
            let heads = self.chats.iter().map(|(id, kept)| (*id, kept.cursor)).collect();
            let request = SyncRequest {
                user_version: self.user_version,
                heads,
                people: self.people_version,
                ..SyncRequest::default()
            };
            let page = store.changes_since(self.user, request.clone(), PAGE, NOW).await.unwrap();
            self.synced.push((request, page.clone()));
            if let Some(me) = page.me {
                (self.me, self.me_version) = (me, page.user_version);
            }
            for chat in page.removed {
                self.chats.remove(&chat);
                self.gone.insert(chat);
            }
            for chat in page.chats {
                reached.insert(chat.id, chat.head);
                self.replace(chat);
            }
            for message in page.messages {
                let kept = self.chats.get_mut(&message.chat_id).unwrap();
                kept.cursor = kept.cursor.max(message.version);
                kept.quoted(&message);
                // Of what one sees no more, only the quotes matter.
                if message.seq <= kept.chat.state.cleared || self.hidden.contains(&message.id) {
                    continue;
                }
                match message.deleted {
                    Some(Deleted { trace: false, .. }) => kept.messages.remove(&message.seq),
                    _ => kept.messages.insert(message.seq, message),
                };
            }
            page.users.into_iter().for_each(|user| self.user_updated(user));
            page.votes.into_iter().for_each(|vote| self.voted(vote, page.user_version));
            page.stars.into_iter().for_each(|star| self.starred(star, page.user_version));
            page.hidden.into_iter().for_each(|hidden| self.hide(hidden));
            self.people_version = Some(page.people);
            self.user_version = self.user_version.max(page.user_version);
            if !page.more {
                break;
            }
        }
        // What is missing before these heads is not for this person to see.
        for (chat, head) in reached {
            if let Some(kept) = self.chats.get_mut(&chat) {
                kept.cursor = kept.cursor.max(head);
            }
        }
        self.close_gap();
        self.meet(store).await;
    }

    /// Forgets people with whom it no longer shares a chat, since it gets no events about them any more, and fetches
    /// unknown people.
    async fn meet(&mut self, store: &Arc<dyn Store>) {
        let members = self.chats.values().flat_map(|kept| kept.chat.members.iter().flatten());
        let seen: BTreeSet<UserId> = members.map(|member| member.user_id).collect();
        self.people.retain(|user, _| seen.contains(user));
        let unknown = seen.into_iter().filter(|user| !self.people.contains_key(user)).collect();
        for user in store.users(self.user, unknown).await.unwrap() {
            self.user_updated(user);
        }
    }

    fn user_updated(&mut self, user: User) {
        if self.people.get(&user.id).is_none_or(|known| known.version <= user.version) {
            self.people.insert(user.id, user);
        }
    }

    /// Everybody in its chats.
    pub fn people(&self) -> Vec<User> {
        self.people.values().cloned().collect()
    }

    /// Its requests and their answers since the last call.
    pub fn take_synced(&mut self) -> Vec<(SyncRequest, SyncPage)> {
        std::mem::take(&mut self.synced)
    }

    /// The chats it has, in the order of their ids.
    pub fn chat_ids(&self) -> Vec<ChatId> {
        let mut ids: Vec<ChatId> = self.chats.keys().copied().collect();
        ids.sort_unstable();
        ids
    }

    /// The chat of an event; `None` if a sync took it away.
    fn chat_of(&mut self, id: ChatId) -> Option<&mut Kept> {
        let kept = self.chats.get_mut(&id);
        assert!(kept.is_some() || self.gone.contains(&id), "an event of an unknown chat");
        kept
    }

    fn replace(&mut self, chat: Chat) {
        match self.chats.get_mut(&chat.id) {
            Some(kept) => {
                kept.messages.retain(|seq, _| *seq > chat.state.cleared);
                kept.chat = chat;
            }
            None => {
                let head = chat.head;
                self.chats
                    .insert(chat.id, Kept { chat, cursor: head, since: head, messages: BTreeMap::new() });
            }
        }
    }

    /// Applies an event.
    pub async fn apply(&mut self, store: &Arc<dyn Store>, event: &ServerEvent) {
        if self.away {
            return;
        }
        match event {
            ServerEvent::MessageNew(message) => self.message_new(message),
            ServerEvent::MessageUpdated(message) => self.message_updated(message),
            ServerEvent::ChatHead(now) => self.chat_head(now),
            ServerEvent::Receipt(receipt) => self.receipt(receipt),
            ServerEvent::ChatNew(chat) | ServerEvent::ChatUpdated(chat) => {
                self.stamp(chat.user_version);
                self.replace((**chat).clone());
            }
            ServerEvent::ChatRemoved(removed) => {
                self.stamp(removed.user_version);
                self.chats.remove(&removed.chat_id);
            }
            ServerEvent::MeUpdated(updated) => {
                self.stamp(updated.user_version);
                if let Some(me) = &updated.me {
                    self.me_updated(store, me, updated.user_version).await;
                } else if let Some(chat) = &updated.chat {
                    self.chat_state_updated(chat, updated.user_version);
                } else if let Some(vote) = &updated.vote {
                    self.voted(vote.clone(), updated.user_version);
                } else if let Some(star) = updated.star {
                    self.starred(star, updated.user_version);
                } else {
                    // The chat without these messages comes after it.
                    self.hide(updated.hidden.clone().unwrap());
                }
            }
            ServerEvent::UserUpdated(user) => self.user_updated(user.clone()),
            ServerEvent::Typing(_)
            | ServerEvent::LocationMoved(_)
            | ServerEvent::Reminder(_)
            | ServerEvent::Presence(_)
            | ServerEvent::SessionEnded(_) => {}
        }
        self.meet(store).await;
    }

    /// Two votes of a person at once may come in another order than they were cast.
    fn voted(&mut self, vote: Vote, as_of: UserVersion) {
        let known = self.votes.get(&vote.id).map(|(version, _)| *version);
        if known.is_none_or(|version| version <= as_of) {
            self.votes.insert(vote.id, (as_of, vote));
        }
    }

    /// The same holds for stars.
    fn starred(&mut self, star: Star, as_of: UserVersion) {
        let known = self.stars.get(&star.id).map(|(version, _)| *version);
        if known.is_none_or(|version| version <= as_of) {
            self.stars.insert(star.id, (as_of, star));
        }
    }

    fn hide(&mut self, hidden: Hidden) {
        // A page may bring it before the chat.
        if let Some(kept) = self.chats.get_mut(&hidden.chat_id) {
            kept.messages.retain(|_, message| !hidden.ids.contains(&message.id));
        }
        for id in hidden.ids {
            self.stars.remove(&id);
            self.hidden.insert(id);
        }
    }

    async fn me_updated(&mut self, store: &Arc<dyn Store>, me: &Me, version: i64) {
        let reads_shown_or_hidden = me.settings != self.me.settings;
        if version <= self.me_version {
            if reads_shown_or_hidden {
                // A newer switch came first and changed nothing here: the stamps of this one leave a gap.
                self.catch_up(store).await;
            }
            return;
        }
        (self.me, self.me_version) = (me.clone(), version);
        self.user_updated(me.user.clone());
        if reads_shown_or_hidden {
            // Only the server can tell whose reads the person sees.
            self.catch_up(store).await;
        }
    }

    fn chat_state_updated(&mut self, now: &ChatStateNow, version: i64) {
        let Some(kept) = self.chat_of(now.id) else { return };
        if version > kept.chat.user_version {
            (kept.chat.state, kept.chat.user_version) = (now.state.clone(), version);
        }
    }

    fn stamp(&mut self, user_version: UserVersion) {
        self.stamps_ahead.insert(user_version);
        self.close_gap();
    }

    fn close_gap(&mut self) {
        self.stamps_ahead.retain(|stamp| *stamp > self.user_version);
        while self.stamps_ahead.remove(&(self.user_version + 1)) {
            self.user_version += 1;
        }
    }

    fn message_new(&mut self, message: &Message) {
        let (me, kept) = (self.user, self.chat_of(message.chat_id));
        let Some(kept) = kept else { return };
        assert!(message.version <= kept.cursor + 1, "a gap: {} after {}", message.version, kept.cursor);
        kept.cursor = kept.cursor.max(message.version);
        kept.messages.insert(message.seq, message.clone());
        let chat = &mut kept.chat;
        if message.seq > chat.head {
            if message.sender_id != me
                && message.content.kind() != MessageKind::System
                && message.seq > chat.read
                && message.seq <= chat.read + UNREAD_WITHIN
            {
                chat.unread = UNREAD_MOST.min(chat.unread + 1);
                let is_of_me =
                    |mention: &Mention| matches!(mention, Mention::All(_)) || *mention == Mention::User(me);
                let mentioned = i64::from(message.content.mentions().iter().any(is_of_me));
                chat.mentions = UNREAD_MOST.min(chat.mentions + mentioned);
            }
            chat.head = message.version;
            chat.last_message = Some(message.clone());
        }
    }

    fn message_updated(&mut self, message: &Message) {
        let hidden = self.hidden.contains(&message.id);
        let Some(kept) = self.chat_of(message.chat_id) else { return };
        kept.moved(message.version);
        kept.quoted(message);
        if hidden || message.seq <= kept.chat.state.cleared {
            return;
        }
        kept.pinned(message);
        if message.deleted.is_some_and(|deleted| !deleted.trace) {
            // The chat comes after it.
            kept.messages.remove(&message.seq);
            return;
        }
        if kept.messages.contains_key(&message.seq) {
            kept.messages.insert(message.seq, message.clone());
        }
        let last = kept.chat.last_message.as_mut().filter(|last| last.seq == message.seq);
        if let Some(last) = last {
            *last = message.clone();
        }
    }

    fn chat_head(&mut self, now: &ChatHead) {
        if let Some(kept) = self.chat_of(now.chat_id) {
            kept.moved(now.head);
        }
    }

    fn receipt(&mut self, receipt: &Receipt) {
        self.stamp(receipt.user_version);
        let (me, sees_reads) = (self.user, self.me.settings.read_receipts);
        let Some(kept) = self.chat_of(receipt.chat_id) else { return };
        let chat = &mut kept.chat;
        if receipt.user_id == me {
            (chat.delivered, chat.read) = (receipt.delivered, receipt.read);
            (chat.unread, chat.mentions) = (receipt.unread.unwrap(), receipt.mentions.unwrap());
            if receipt.user_version > chat.user_version {
                chat.state.marked_unread = receipt.marked_unread.unwrap();
                chat.user_version = receipt.user_version;
            }
        }
        for member in chat.members.iter_mut().flatten().filter(|member| member.user_id == receipt.user_id) {
            member.delivered = member.delivered.max(receipt.delivered);
            // A person who hides reads sees none, even when the receipt left before the setting changed.
            if sees_reads {
                member.read = member.read.max(receipt.read);
            }
        }
    }

    /// Compares with a device that has just logged in.
    pub async fn assert_shows_what(&self, fresh: &Self, store: &Arc<dyn Store>) {
        assert_eq!((self.user_version, &self.me), (fresh.user_version, &fresh.me));
        assert_eq!(self.stamps_ahead, fresh.stamps_ahead);
        assert_eq!(self.chat_ids(), fresh.chat_ids());
        assert_eq!(self.people, fresh.people);
        for (id, (_, vote)) in &fresh.votes {
            assert_eq!(self.votes.get(id).map(|(_, mine)| mine), Some(vote));
        }
        for (id, (_, vote)) in self.votes.iter().filter(|(id, _)| !fresh.votes.contains_key(*id)) {
            let poll = store.message(self.user, vote.chat_id, *id).await;
            let is_there = poll.is_ok_and(|poll| poll.deleted.is_none());
            assert!(!is_there || vote.options.is_empty());
        }
        for (id, (_, star)) in fresh.stars.iter().filter(|(_, (_, star))| star.on) {
            assert_eq!(self.stars.get(id).map(|(_, mine)| mine), Some(star));
        }
        for (id, (_, star)) in self.stars.iter().filter(|(id, _)| !fresh.stars.contains_key(*id)) {
            let there = store.message(self.user, star.chat_id, *id).await.is_ok();
            assert!(!there || !star.on);
        }
        for (id, kept) in &self.chats {
            let expected = &fresh.chats[id].chat;
            assert_eq!(kept.cursor, expected.head);
            let history = store.message_page(self.user, *id, PageAt::Latest, 1000).await.unwrap().messages;
            let mine: Vec<&Message> =
                kept.messages.values().filter(|message| message.seq > kept.since).collect();
            let there: Vec<&Message> = history.iter().filter(|message| message.seq > kept.since).collect();
            assert_eq!(mine, there);
            assert_eq!(self.ticks(&kept.chat, &history), self.ticks(expected, &history));
            assert_eq!(without_receipts(&kept.chat), without_receipts(expected));
        }
    }

    /// The ticks beside each of one's own messages: whom it has reached, and who has read it. Others' watermarks mean
    /// nothing beyond that, so a device does not hear of every move of them.
    fn ticks(&self, chat: &Chat, history: &[Message]) -> Vec<(Seq, Vec<(bool, bool)>)> {
        let own = history.iter().filter(|message| {
            message.sender_id == self.user && message.content.kind() != MessageKind::System
        });
        own.map(|message| {
            let others = chat.members.iter().flatten().filter(|member| member.user_id != self.user);
            (
                message.seq,
                others.map(|member| (member.delivered >= message.seq, member.read >= message.seq)).collect(),
            )
        })
        .collect()
    }
}

fn without_receipts(chat: &Chat) -> Chat {
    let mut chat = chat.clone();
    for member in chat.members.iter_mut().flatten() {
        (member.delivered, member.read) = (0, 0);
    }
    // The stamp is for catching up; a receipt to a device moves it without the chat coming along.
    chat.user_version = 0;
    chat
}
