//! The store in one SQLite file: the default, and all that one machine needs.
//!
//! One thread writes (see [`writer`]), a few connections read. The operations themselves are in the files beside this
//! one, as plain functions on a connection; this file only says which connection each runs on.

mod accounts;
mod changes;
mod chat_state;
mod chats;
mod health;
mod messages;
mod page_budget;
mod people;
mod readers;
mod rows;
mod schema;
mod sessions;
mod views;
mod watermarks;
mod writer;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use kith_wire::{
    Chat, ChatId, ChatList, ChatStatePatch, Me, MemberList, Message, MessageHits, MessageId, MessageInfo,
    MessagePage, ProfilePatch, SessionId, SessionInfo, SettingsPatch, SyncPage, SyncRequest, TenantId,
    TimeMs, UnreadCounts, User, UserId,
};
use rusqlite::{Connection, ErrorCode};

use self::health::Health;
use self::readers::Readers;
use self::writer::{Failure, Writer};
use crate::*;

/// A database in one file, with its write-ahead log beside it.
pub struct SqliteStore {
    // Dropped before the writer: the last connection to close folds the log into the file, and readers cannot write.
    readers: Readers,
    writer: Writer,
    health: Arc<Health>,
}

impl SqliteStore {
    /// Opens the file, creating and migrating it as needed.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        fn failed(path: &Path, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> OpenError {
            OpenError::Database { path: path.display().to_string(), source: source.into() }
        }
        let conn = schema::open_writer(path)?;
        let health = Arc::new(Health::default());
        let scans = std::thread::available_parallelism().map_or(2, |cores| cores.get().clamp(2, 8));
        let readers = Readers::open(path, scans, &health).map_err(|source| failed(path, source))?;
        let writer = Writer::start(conn, health.clone()).map_err(|source| failed(path, source))?;
        Ok(Self { readers, writer, health })
    }

    /// Whether the file is there and has the schema of this version, so that [`SqliteStore::open`] changes nothing.
    pub fn is_current(path: &Path) -> Result<bool, OpenError> {
        schema::is_current(path)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match (&error, error.sqlite_error_code()) {
            (_, Some(ErrorCode::DiskFull)) => Self::Full,
            (_, Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
            | (rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..), _) => {
                Self::Damaged(Box::new(error))
            }
            _ => Self::Database(Box::new(error)),
        }
    }
}

/// For each operation's error: a database error becomes its `Store` variant, which is told from refusals.
macro_rules! database_errors {
    ($($error:ty),+) => {$(
        impl From<rusqlite::Error> for $error {
            fn from(error: rusqlite::Error) -> Self {
                Self::Store(error.into())
            }
        }

        impl Failure for $error {
            fn failure(&self) -> Option<&StoreError> {
                if let Self::Store(error) = self { Some(error) } else { None }
            }
        }
    )+};
}

database_errors!(
    AccountError,
    AppendError,
    ChangeChatError,
    ChatAccessError,
    CreateChatError,
    MessageAccessError,
    RotateError
);

impl Failure for StoreError {
    fn failure(&self) -> Option<&StoreError> {
        Some(self)
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn ping(&self) -> Result<(), StoreError> {
        if self.health.is_damaged() {
            return Err(StoreError::Corrupt { what: "part" });
        }
        // Whether a failing disk takes writes again only a write can tell; otherwise it is enough that the writer is there.
        let failing = self.health.is_failing();
        let probe = move |conn: &Connection| {
            if failing {
                schema::write_something(conn)?;
            }
            Ok(())
        };
        self.writer.run::<_, StoreError, _>(probe).await?;
        if failing {
            self.health.wrote();
        }
        self.readers
            .point(|conn| Ok(conn.query_row("select count(*) from sqlite_schema", [], |_| Ok(()))?))
            .await
    }

    async fn create_user(&self, user: NewUser) -> Result<Me, AccountError> {
        self.writer.run(move |conn| accounts::create_user(conn, &user)).await
    }

    async fn has_users(&self, tenant_id: TenantId) -> Result<bool, StoreError> {
        self.readers.point(move |conn| accounts::has_users(conn, tenant_id)).await
    }

    async fn credentials(&self, tenant_id: TenantId, login: &str) -> Result<Option<Credentials>, StoreError> {
        let login = fold(login);
        self.readers.point(move |conn| accounts::credentials(conn, tenant_id, &login)).await
    }

    async fn credentials_of(&self, user_id: UserId) -> Result<Option<Credentials>, StoreError> {
        self.readers.point(move |conn| accounts::credentials_of(conn, user_id)).await
    }

    async fn set_password(
        &self,
        user_id: UserId,
        password_hash: String,
        keep: Option<SessionId>,
        at_ms: TimeMs,
    ) -> Result<Vec<SessionId>, StoreError> {
        self.writer.run(move |conn| accounts::set_password(conn, user_id, &password_hash, keep, at_ms)).await
    }

    async fn set_admin(&self, user_id: UserId, admin: bool) -> Result<(), AccountError> {
        self.writer.run(move |conn| accounts::set_admin(conn, user_id, admin)).await
    }

    async fn accounts(&self, tenant_id: TenantId) -> Result<Vec<Account>, StoreError> {
        self.readers.point(move |conn| accounts::accounts(conn, tenant_id)).await
    }

    async fn me(&self, user_id: UserId) -> Result<Option<Me>, StoreError> {
        self.readers.point(move |conn| accounts::me(conn, user_id)).await
    }

    async fn update_profile(
        &self,
        user_id: UserId,
        patch: ProfilePatch,
    ) -> Result<(Me, Option<i64>), AccountError> {
        self.writer.run(move |conn| accounts::update_profile(conn, user_id, &patch)).await
    }

    async fn update_settings(
        &self,
        user_id: UserId,
        patch: SettingsPatch,
    ) -> Result<(Me, Option<i64>), AccountError> {
        self.writer.run(move |conn| accounts::update_settings(conn, user_id, &patch)).await
    }

    async fn users(&self, asker: UserId, ids: Vec<UserId>) -> Result<Vec<User>, StoreError> {
        self.readers.scan(*asker.as_bytes(), move |conn| accounts::users(conn, asker, &ids)).await
    }

    async fn find_users(&self, asker: UserId, text: &str, limit: usize) -> Result<Vec<User>, StoreError> {
        let text = fold(text);
        self.readers
            .scan(*asker.as_bytes(), move |conn| accounts::find_users(conn, asker, &text, limit))
            .await
    }

    async fn acquaintances(&self, user_id: UserId, limit: usize) -> Result<Vec<UserId>, StoreError> {
        self.readers
            .scan_after(*user_id.as_bytes(), move |conn| people::acquaintances(conn, user_id, limit))
            .await
    }

    async fn set_last_seen(&self, user_id: UserId, at_ms: TimeMs) -> Result<(), StoreError> {
        self.writer.run(move |conn| accounts::set_last_seen(conn, user_id, at_ms)).await
    }

    async fn last_seen(
        &self,
        asker: UserId,
        ids: Vec<UserId>,
    ) -> Result<HashMap<UserId, Option<TimeMs>>, StoreError> {
        self.readers.scan(*asker.as_bytes(), move |conn| accounts::last_seen(conn, asker, &ids)).await
    }

    async fn create_session(&self, session: NewSession) -> Result<(), StoreError> {
        self.writer.run(move |conn| sessions::create_session(conn, &session)).await
    }

    async fn rotate_session(&self, rotation: Rotation) -> Result<User, RotateError> {
        // Ending a session whose token was reused is a refusal that writes, so to the writer it counts as done.
        self.writer
            .run(move |conn| match sessions::rotate_session(conn, &rotation) {
                Err(RotateError::Store(error)) => Err(error),
                decided => Ok(decided),
            })
            .await?
    }

    async fn session_user(&self, session_id: SessionId, at_ms: TimeMs) -> Result<Option<UserId>, StoreError> {
        self.readers.point(move |conn| sessions::session_user(conn, session_id, at_ms)).await
    }

    async fn session_by_token(
        &self,
        session_id: SessionId,
        presented: TokenHash,
        at_ms: TimeMs,
    ) -> Result<Option<UserId>, StoreError> {
        self.readers.point(move |conn| sessions::session_by_token(conn, session_id, &presented, at_ms)).await
    }

    async fn sessions(&self, user_id: UserId, at_ms: TimeMs) -> Result<Vec<SessionInfo>, StoreError> {
        self.readers.scan(*user_id.as_bytes(), move |conn| sessions::sessions(conn, user_id, at_ms)).await
    }

    async fn session_addresses(&self, user_id: UserId) -> Result<Vec<String>, StoreError> {
        self.readers.point(move |conn| sessions::session_addresses(conn, user_id)).await
    }

    async fn sessions_ended_since(&self, at_ms: TimeMs) -> Result<Vec<(UserId, SessionId)>, StoreError> {
        self.readers.point(move |conn| sessions::sessions_ended_since(conn, at_ms)).await
    }

    async fn end_session(
        &self,
        user_id: UserId,
        session_id: SessionId,
        at_ms: TimeMs,
    ) -> Result<bool, StoreError> {
        self.writer.run(move |conn| sessions::end_session(conn, user_id, session_id, at_ms)).await
    }

    async fn open_direct(
        &self,
        actor: UserId,
        other: UserId,
        new_id: ChatId,
        at_ms: TimeMs,
    ) -> Result<(ChatId, bool), CreateChatError> {
        self.writer.run(move |conn| chats::open_direct(conn, actor, other, new_id, at_ms)).await
    }

    async fn create_group(&self, group: NewGroup) -> Result<ChatChanged, CreateChatError> {
        self.writer.run(move |conn| chats::create_group(conn, &group)).await
    }

    async fn change_chat(&self, change: ChatChange) -> Result<ChatChanged, ChangeChatError> {
        self.writer.run(move |conn| chats::change_chat(conn, &change)).await
    }

    async fn roster(&self, actor: UserId, chat_id: ChatId) -> Result<Roster, ChatAccessError> {
        self.readers.point(move |conn| views::roster(conn, actor, chat_id)).await
    }

    async fn recipients(&self, chat_id: ChatId) -> Result<Roster, StoreError> {
        self.readers.point(move |conn| views::recipients(conn, chat_id)).await
    }

    async fn chat(&self, actor: UserId, chat_id: ChatId) -> Result<Chat, ChatAccessError> {
        self.readers.scan(*actor.as_bytes(), move |conn| views::chat(conn, actor, chat_id)).await
    }

    async fn chat_after_change(&self, actor: UserId, chat_id: ChatId) -> Result<Chat, ChatAccessError> {
        self.readers.scan_after(*actor.as_bytes(), move |conn| views::chat(conn, actor, chat_id)).await
    }

    async fn chat_views(
        &self,
        chat_id: ChatId,
        viewers: Vec<UserId>,
    ) -> Result<Vec<(UserId, Chat)>, StoreError> {
        self.readers
            .scan_after(*chat_id.as_bytes(), move |conn| views::chat_views(conn, chat_id, &viewers))
            .await
    }

    async fn chats(
        &self,
        actor: UserId,
        before: Option<ChatCursor>,
        limit: usize,
    ) -> Result<ChatList, StoreError> {
        self.readers.scan(*actor.as_bytes(), move |conn| views::chats(conn, actor, before, limit)).await
    }

    async fn find_chats(&self, actor: UserId, text: &str, limit: usize) -> Result<Vec<Chat>, StoreError> {
        let text = fold(text);
        self.readers.scan(*actor.as_bytes(), move |conn| views::find_chats(conn, actor, &text, limit)).await
    }

    async fn members(
        &self,
        actor: UserId,
        chat_id: ChatId,
        after: Option<UserId>,
        limit: usize,
    ) -> Result<MemberList, ChatAccessError> {
        self.readers
            .scan(*actor.as_bytes(), move |conn| views::members(conn, actor, chat_id, after, limit))
            .await
    }

    async fn set_chat_state(
        &self,
        actor: UserId,
        chat_id: ChatId,
        patch: ChatStatePatch,
    ) -> Result<ChatStateSet, ChatAccessError> {
        self.writer.run(move |conn| chat_state::set_chat_state(conn, actor, chat_id, &patch)).await
    }

    async fn unread_counts(&self, actor: UserId) -> Result<UnreadCounts, StoreError> {
        self.readers.scan(*actor.as_bytes(), move |conn| views::unread_counts(conn, actor)).await
    }

    async fn append_message(&self, message: NewMessage) -> Result<Appended, AppendError> {
        let hash = message.sent_hash();
        self.writer.run(move |conn| messages::append(conn, &message, &hash)).await
    }

    async fn message(
        &self,
        actor: UserId,
        chat_id: ChatId,
        id: MessageId,
    ) -> Result<Message, MessageAccessError> {
        self.readers.point(move |conn| messages::message(conn, actor, chat_id, id)).await
    }

    async fn message_page(
        &self,
        actor: UserId,
        chat_id: ChatId,
        at: PageAt,
        limit: usize,
    ) -> Result<MessagePage, ChatAccessError> {
        self.readers
            .scan(*actor.as_bytes(), move |conn| messages::page(conn, actor, chat_id, at, limit))
            .await
    }

    async fn message_info(
        &self,
        actor: UserId,
        chat_id: ChatId,
        id: MessageId,
    ) -> Result<MessageInfo, MessageAccessError> {
        self.readers
            .scan(*actor.as_bytes(), move |conn| watermarks::message_info(conn, actor, chat_id, id))
            .await
    }

    async fn search_messages(&self, search: MessageSearch) -> Result<MessageHits, ChatAccessError> {
        self.readers.scan(*search.actor.as_bytes(), move |conn| messages::search(conn, &search)).await
    }

    async fn move_watermark(&self, moved: WatermarkMove) -> Result<Option<WatermarkMoved>, ChatAccessError> {
        self.writer.run(move |conn| watermarks::move_watermark(conn, &moved)).await
    }

    async fn changes_since(
        &self,
        actor: UserId,
        request: SyncRequest,
        limits: SyncLimits,
        at_ms: TimeMs,
    ) -> Result<SyncPage, StoreError> {
        self.readers
            .scan(*actor.as_bytes(), move |conn| changes::changes_since(conn, actor, &request, limits, at_ms))
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_store_whose_writer_has_died_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("kith.db")).unwrap();
        store.ping().await.unwrap();
        let died = store.writer.run(|_| -> Result<(), StoreError> { panic!("of a job") }).await;
        assert!(matches!(died, Err(StoreError::Closed)));
        assert!(matches!(store.ping().await, Err(StoreError::Closed)));
    }

    #[tokio::test]
    async fn who_reads_very_much_is_refused_more_but_hears_what_came_of_a_change() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("kith.db")).unwrap();
        let (ann, bob, chat) = (UserId::new(), UserId::new(), ChatId::new());
        let (end, ended) = std::sync::mpsc::channel::<()>();
        let ended = Arc::new(std::sync::Mutex::new(ended));
        let mut reads = Vec::new();
        loop {
            let ended = ended.clone();
            let mut read = Box::pin(store.readers.scan(*ann.as_bytes(), move |_| {
                // Until nobody is there who could end it.
                let _ = ended.lock().unwrap().recv();
                Ok::<_, StoreError>(())
            }));
            match at_once(&mut read).await {
                None => reads.push(read),
                Some(refused) => {
                    assert!(matches!(refused, Err(StoreError::Busy)));
                    break;
                }
            }
        }
        let mut after = Box::pin(store.chat_after_change(ann, chat));
        assert!(at_once(&mut after).await.is_none());
        assert!(matches!(store.chat(ann, chat).await, Err(ChatAccessError::Store(StoreError::Busy))));
        assert!(matches!(store.users(ann, vec![bob]).await, Err(StoreError::Busy)));
        assert!(matches!(store.sessions(ann, 0).await, Err(StoreError::Busy)));
        assert!(matches!(store.chat(bob, chat).await, Err(ChatAccessError::NotAMember)));
        drop((end, reads));
        assert!(matches!(after.await, Err(ChatAccessError::NotAMember)));
    }

    async fn at_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        std::future::poll_fn(|context| {
            std::task::Poll::Ready(match std::pin::Pin::new(&mut *future).poll(context) {
                std::task::Poll::Ready(output) => Some(output),
                std::task::Poll::Pending => None,
            })
        })
        .await
    }
}
