//! The connection that writes. At each commit it writes the transaction's changes of chats to the journal: in one row,
//! so that under load the journal costs next to nothing per message.

use std::cell::RefCell;
use std::ops::Deref;

use kith_wire::Seq;
use rusqlite::{Connection, params};

use crate::sqlite::rows::message_key;

/// A connection, in a transaction or before one.
pub struct Writing {
    conn: Connection,
    /// Keys of the changes so far: of a message, the chat and the version in one integer.
    changes: RefCell<Vec<u8>>,
}

impl Writing {
    pub fn new(conn: Connection) -> Self {
        Self { conn, changes: RefCell::default() }
    }

    /// Notes that a chat changed, and the value of its head that the change took.
    pub fn changed(&self, chat: i64, version: Seq) {
        self.changes.borrow_mut().extend(message_key(chat, version).to_be_bytes());
    }

    pub fn begin(&self) -> rusqlite::Result<()> {
        self.changes.borrow_mut().clear();
        self.conn.execute_batch("begin immediate")
    }

    pub fn commit(&self) -> rusqlite::Result<()> {
        let changes = self.changes.borrow();
        if !changes.is_empty() {
            // Two statements: SQLite prepares an undo for a single statement that reads the table it inserts into.
            let end: i64 = self
                .conn
                .prepare_cached("select coalesce(max(position), 0) from journal")?
                .query_row([], |row| row.get(0))?;
            self.conn
                .prepare_cached("insert into journal (position, entries) values (?1, ?2)")?
                .execute(params![end + changes.len() as i64 / 8, *changes])?;
        }
        self.conn.execute_batch("commit")
    }

    pub fn roll_back(&self) {
        // SQLite ends the transaction by itself on some errors; rolling back then has nothing left to do.
        if !self.conn.is_autocommit()
            && let Err(error) = self.conn.execute_batch("rollback")
        {
            tracing::error!(%error, "cannot roll back");
        }
    }
}

impl Deref for Writing {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.conn
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::schema;

    #[test]
    fn what_is_rolled_back_is_not_in_the_journal() {
        let folder = tempfile::tempdir().unwrap();
        let conn = Writing::new(schema::open_writer(&folder.path().join("kith.db")).unwrap());
        for (version, commits) in [(1, false), (2, true), (3, true)] {
            conn.begin().unwrap();
            conn.changed(7, version);
            if commits { conn.commit().unwrap() } else { conn.roll_back() }
        }
        let mut select = conn.prepare("select position, hex(entries) from journal").unwrap();
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let rows: Vec<(i64, String)> = rows.map(Result::unwrap).collect();
        assert_eq!(rows, [(1, "0000000700000002".into()), (2, "0000000700000003".into())]);
    }
}
