//! What goes into and comes out of the store, where a wire type does not say it already.

use std::fmt;
use std::str::FromStr;

use kith_wire::{
    ChatId, ChatKind, ChatState, Mention, Message, MessageId, MessageKind, Role, Seq, SessionId, SystemEvent,
    TenantId, TimeMs, UserId,
};
use sha2::{Digest, Sha256};

use crate::NotAChatCursor;

/// SHA-256 of a refresh token's secret: all that the store ever knows of it.
pub type TokenHash = [u8; 32];

/// An account to create.
#[derive(Clone)]
pub struct NewUser {
    /// Where it belongs.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: UserId,
    /// Unique in the tenant when folded.
    pub username: String,
    /// Unique in the tenant when folded.
    pub email: Option<String>,
    /// What people call them.
    pub name: String,
    /// Argon2id in PHC form.
    pub password_hash: String,
    /// Refuse unless the tenant has no account yet.
    pub only_if_first: bool,
    /// Now.
    pub at_ms: TimeMs,
}

/// What is needed to check a password.
#[derive(Clone)]
pub struct Credentials {
    /// Whose.
    pub user_id: UserId,
    /// Argon2id in PHC form.
    pub password_hash: String,
}

/// An account as the operator of the server sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The account.
    pub id: UserId,
    /// Its user name.
    pub username: String,
    /// Its name.
    pub name: String,
    /// Its e-mail address.
    pub email: Option<String>,
    /// Whether it administers the server.
    pub admin: bool,
    /// When it was created.
    pub created_at_ms: TimeMs,
}

/// A session to create.
#[derive(Clone)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// Whose.
    pub user_id: UserId,
    /// What the device calls itself.
    pub device: String,
    /// Where it was opened from.
    pub address: String,
    /// Of its first refresh token.
    pub refresh_hash: TokenHash,
    /// Now.
    pub at_ms: TimeMs,
    /// When it ends unless it is refreshed before.
    pub expires_at_ms: TimeMs,
}

/// A refresh token presented in exchange for the next.
#[derive(Clone)]
pub struct Rotation {
    /// Which session it claims.
    pub session_id: SessionId,
    /// Of the token presented.
    pub presented: TokenHash,
    /// Of the token that is to replace it.
    pub next: TokenHash,
    /// For how long after a rotation the token before the newest is still accepted, as long as the newest has not been
    /// used: the client may never have received it. 0 for never.
    pub grace_ms: i64,
    /// Where from.
    pub address: String,
    /// Now.
    pub at_ms: TimeMs,
    /// When the session ends unless it is refreshed again before.
    pub expires_at_ms: TimeMs,
}

/// A group to create.
#[derive(Debug, Clone)]
pub struct NewGroup {
    /// Its id.
    pub chat_id: ChatId,
    /// Who creates and then owns it.
    pub creator: UserId,
    /// Its name.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// Whom to add at once, besides the creator.
    pub members: Vec<UserId>,
    /// The system messages that tell of it, in order.
    pub events: Vec<(MessageId, SystemEvent)>,
    /// Now.
    pub at_ms: TimeMs,
}

/// Who is in a chat, at one version of it. What a rule about the chat is decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// The chat.
    pub chat_id: ChatId,
    /// What sort it is.
    pub kind: ChatKind,
    /// The chat's head when its name, description, members or roles last changed.
    pub info_version: Seq,
    /// Invariant: sorted by user id.
    pub members: Vec<RosterMember>,
}

/// One line of a [`Roster`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RosterMember {
    /// Who.
    pub user_id: UserId,
    /// What they may do.
    pub role: Role,
    /// Since when.
    pub joined_at_ms: TimeMs,
    /// The first message that is theirs to see.
    pub first_seq: Seq,
}

impl Roster {
    /// The member with this id, if there is one.
    pub fn member(&self, user_id: UserId) -> Option<&RosterMember> {
        let at = self.members.binary_search_by_key(&user_id, |member| member.user_id).ok()?;
        self.members.get(at)
    }

    /// Everybody's id.
    pub fn user_ids(&self) -> impl Iterator<Item = UserId> + '_ {
        self.members.iter().map(|member| member.user_id)
    }
}

/// A change of a chat, decided on a [`Roster`].
#[derive(Debug, Clone)]
pub struct ChatChange {
    /// Who changes it.
    pub actor: UserId,
    /// Which chat.
    pub chat_id: ChatId,
    /// The roster's `info_version`; the change is refused when the chat has moved on.
    pub based_on: Seq,
    /// What changes, in order. Never empty.
    pub edits: Vec<ChatEdit>,
    /// The system messages that tell of it, in order. Never empty: each change of a chat takes a value of its head.
    pub events: Vec<(MessageId, SystemEvent)>,
    /// Now.
    pub at_ms: TimeMs,
}

/// One edit of a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChatEdit {
    /// Rename it.
    Title(String),
    /// Describe it; none removes the description.
    Description(Option<String>),
    /// Let this person in, as a plain member who sees what is said from now on.
    Add(UserId),
    /// This person leaves.
    Remove(UserId),
    /// This person gets another role.
    Role(UserId, Role),
}

/// What a change of a chat led to.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatChanged {
    /// The system messages, as stored.
    pub messages: Vec<Message>,
    /// Who is in the chat now.
    pub roster: Roster,
    /// Those who are out, with their user counters.
    pub removed: Vec<(UserId, i64)>,
}

/// What changing the state of a chat led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatStateSet {
    /// All of it, as it is now.
    pub state: ChatState,
    /// The chat's head then.
    pub head: Seq,
    /// The person's user counter; none when nothing changed.
    pub user_version: Option<i64>,
}

/// A message to store.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// Made by the sender's client.
    pub id: MessageId,
    /// Where to.
    pub chat_id: ChatId,
    /// Who sends.
    pub sender_id: UserId,
    /// What it holds.
    pub kind: MessageKind,
    /// Its text.
    pub text: Option<String>,
    /// Whom it mentions; those who are not members are left out.
    pub mentions: Vec<Mention>,
    /// Now.
    pub at_ms: TimeMs,
}

/// The beginning of a SHA-256 of all that was sent: two messages with the same id and the same hash are the same message.
pub type SentHash = [u8; 16];

impl NewMessage {
    /// Of what the sender said, and not of when or where to.
    pub(crate) fn sent_hash(&self) -> SentHash {
        let mut hash = Sha256::new();
        // Each part is told from the next by its length.
        let mut part = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        part(self.kind.as_str().as_bytes());
        part(if self.text.is_some() { b"text" } else { b"" });
        part(self.text.as_deref().unwrap_or_default().as_bytes());
        for mention in &self.mentions {
            match mention {
                Mention::All(_) => part(b"all"),
                Mention::User(user) => part(user.as_bytes()),
            }
        }
        let whole: [u8; 32] = hash.finalize().into();
        std::array::from_fn(|i| whole[i])
    }
}

/// A message that is stored, durably.
#[derive(Debug, Clone, PartialEq)]
pub struct Appended {
    /// As stored.
    pub message: Message,
    /// Whether it was there before this call.
    pub repeated: bool,
    /// The chat's [`Roster::info_version`] when it was stored: whom to tell is decided on a roster at least that new.
    pub info_version: Seq,
}

/// Where a page of chats ends: before the chat with this id, which was active then. As text it is the `next` of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChatCursor {
    /// When something was last said in the chat.
    pub active_at_ms: TimeMs,
    /// The chat.
    pub chat_id: ChatId,
}

impl fmt::Display for ChatCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.active_at_ms, self.chat_id)
    }
}

impl FromStr for ChatCursor {
    type Err = NotAChatCursor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (active_at, chat_id) = text.split_once('.').ok_or(NotAChatCursor)?;
        Ok(Self {
            active_at_ms: active_at.parse().map_err(|_| NotAChatCursor)?,
            chat_id: chat_id.parse().map_err(|_| NotAChatCursor)?,
        })
    }
}

/// Where a page of history lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageAt {
    /// The newest messages.
    Latest,
    /// The newest ones with a lower `seq`.
    Before(Seq),
    /// The oldest ones with a higher `seq`.
    After(Seq),
    /// Those around this `seq`.
    Around(Seq),
    /// Those around the first that was sent at this time or later; the newest when there is none.
    At(TimeMs),
}

/// Watermarks to move forward.
#[derive(Debug, Clone, Copy)]
pub struct WatermarkMove {
    /// Whose.
    pub user_id: UserId,
    /// In which chat.
    pub chat_id: ChatId,
    /// Everything up to here has arrived.
    pub delivered: Seq,
    /// Everything up to here has been read; 0 to leave it.
    pub read: Seq,
    /// Now.
    pub at_ms: TimeMs,
}

/// What moving the watermarks led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatermarkMoved {
    /// The chat's head then.
    pub head: Seq,
    /// Where delivered is now.
    pub delivered: Seq,
    /// Where read is now.
    pub read: Seq,
    /// What is left unread.
    pub unread: i64,
    /// How many of those mention the reader.
    pub mentions: i64,
    /// Whether the chat is still marked as unread.
    pub marked_unread: bool,
    /// The reader's user counter.
    pub user_version: i64,
    /// The senders of the messages that the watermarks passed.
    pub told: Vec<ReceiptTold>,
}

/// Somebody whose message was delivered or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReceiptTold {
    /// Who sent it.
    pub user_id: UserId,
    /// Their user counter.
    pub user_version: i64,
    /// The reader's read watermark as this person may see it.
    pub read: Seq,
}

/// A search in one chat.
#[derive(Debug, Clone)]
pub struct MessageSearch {
    /// Who searches.
    pub actor: UserId,
    /// Where.
    pub chat_id: ChatId,
    /// What: found anywhere in the text, without regard to case.
    pub text: String,
    /// Only messages with a lower `seq`.
    pub before: Option<Seq>,
    /// At most so many.
    pub limit: usize,
}

/// A page of messages or chats ends early rather than hold much more text than this. 512 KiB; the last of it may go
/// beyond.
pub const PAGE_BYTES: usize = 512 * 1024;

/// How much a page of a difference may hold, besides [`PAGE_BYTES`].
#[derive(Debug, Clone, Copy)]
pub struct SyncLimits {
    /// Chats, at most.
    pub chats: usize,
    /// Messages, at most.
    pub messages: usize,
    /// People who changed, at most, whether or not they are among those whom the client may see.
    pub people: usize,
}
