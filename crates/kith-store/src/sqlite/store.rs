//! The SQLite store itself: its connections, and the conversion of their errors.

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use rusqlite::ErrorCode;

use super::connections::health::Health;
use super::connections::readers::Readers;
use super::connections::writer::{Failure, Writer};
use super::connections::writing::Writing;
use super::schema;
use crate::{
    AccountError, AddPlanError, AppendError, ChangeChatError, ChangeMessageError, ChatAccessError,
    CreateChatError, MessageAccessError, OpenError, RotateError, Store, StoreError,
};

/// A database in one file, with its write-ahead log beside it.
pub struct SqliteStore {
    // Dropped before the writer: the last connection to close folds the log into the file, and readers cannot write.
    pub(super) readers: Readers,
    pub(super) writer: Writer,
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

    /// Whether the file exists and has the schema of this version, so that [`SqliteStore::open`] changes nothing.
    pub fn is_current(path: &Path) -> Result<bool, OpenError> {
        schema::is_current(path)
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn ping(&self) -> Result<(), StoreError> {
        if self.health.is_damaged() {
            return Err(StoreError::Corrupt { what: "part" });
        }
        // Only a write shows whether a failing disk takes writes again; otherwise it is enough that the writer runs.
        let failing = self.health.is_failing();
        let probe = move |conn: &Writing| {
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

/// For the error of each operation: a database error becomes its `Store` variant, and all other variants are refusals.
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
    AddPlanError,
    AppendError,
    ChangeChatError,
    ChangeMessageError,
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

#[cfg(test)]
mod tests {
    use kith_wire::{ChatId, UserId};

    use super::*;
    use crate::{Chats, People, Sessions};

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
                // Until no caller is left who could end it.
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
