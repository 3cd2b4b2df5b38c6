//! Opening a database file: settings of each connection, and migrations forward on start.

use std::path::Path;
use std::time::Duration;

use kith_wire::TenantId;
use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags, params};

use crate::{OpenError, fold, skeleton};

/// In order; the schema's version is the number of migrations that a file has had. Never edited once released.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_chat_state.sql"),
    include_str!("migrations/0003_message_keys.sql"),
    include_str!("migrations/0004_people.sql"),
    include_str!("migrations/0005_journal_jobs.sql"),
    include_str!("migrations/0006_message_changes.sql"),
    include_str!("migrations/0007_contents.sql"),
    include_str!("migrations/0008_pins_expiry.sql"),
    include_str!("migrations/0009_plans.sql"),
    include_str!("migrations/0010_undo.sql"),
    include_str!("migrations/0011_own.sql"),
];

/// SQLite folds the log into the file when it has this many pages, 64 MiB: by then a page that is written again and
/// again is in it many times, and is copied once. (SQLite's own 1,000 cost a sixth of all messages a second.)
const LOG_PAGES: i64 = 16_384;

/// How long a connection waits for another one, of this process or of `kith user`.
const BUSY: Duration = Duration::from_secs(10);

/// Opens the one connection that writes, creating and migrating the file as needed.
pub fn open_writer(path: &Path) -> Result<Connection, OpenError> {
    let failed = |source: rusqlite::Error| OpenError::Database {
        path: path.display().to_string(),
        source: Box::new(source),
    };
    let mut conn = Connection::open(path).map_err(failed)?;
    // WAL lets readers go on while a batch commits; FULL syncs the log at each commit, before any caller is answered.
    conn.pragma_update(None, "journal_mode", "wal").map_err(failed)?;
    conn.pragma_update(None, "synchronous", "full").map_err(failed)?;
    conn.pragma_update(None, "wal_autocheckpoint", LOG_PAGES).map_err(failed)?;
    conn.pragma_update(None, "foreign_keys", true).map_err(failed)?;
    conn.pragma_update(None, "cache_size", -32 * 1024).map_err(failed)?;
    prepare(&conn).map_err(failed)?;
    migrate(&mut conn, path)?;
    Ok(conn)
}

/// Whether a file has the schema of this version: then opening it changes nothing. False for a missing file.
pub fn is_current(path: &Path) -> Result<bool, OpenError> {
    let failed = |source: rusqlite::Error| OpenError::Database {
        path: path.display().to_string(),
        source: Box::new(source),
    };
    if !path.exists() {
        return Ok(false);
    }
    // Not opened read-only: such a connection would leave its log files behind.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(failed)?;
    conn.busy_timeout(BUSY).map_err(failed)?;
    let found: i64 = conn.query_row("pragma user_version", [], |row| row.get(0)).map_err(failed)?;
    Ok(usize::try_from(found) == Ok(MIGRATIONS.len()))
}

/// Opens one of the connections that read. The file must have been opened for writing before.
pub fn open_reader(path: &Path) -> Result<Connection, rusqlite::Error> {
    let conn = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    conn.pragma_update(None, "cache_size", -8 * 1024)?;
    prepare(&conn)?;
    Ok(conn)
}

/// Writes a value that is stored already, to see whether writing works.
pub fn write_something(conn: &Connection) -> Result<(), rusqlite::Error> {
    let version: i64 = conn.query_row("pragma user_version", [], |row| row.get(0))?;
    conn.pragma_update(None, "user_version", version)
}

fn prepare(conn: &Connection) -> Result<(), rusqlite::Error> {
    conn.set_prepared_statement_cache_capacity(128);
    // Without it, SQLite plans a statement anew whenever a bound value could affect the plan: half of a write's time.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.busy_timeout(BUSY)?;
    for (name, function) in [("fold", fold as fn(&str) -> String), ("skeleton", skeleton)] {
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
        conn.create_scalar_function(name, 1, flags, move |context| {
            let text: Option<String> = context.get(0)?;
            Ok(text.map(|text| function(&text)))
        })?;
    }
    Ok(())
}

fn migrate(conn: &mut Connection, path: &Path) -> Result<(), OpenError> {
    let failed = |source: rusqlite::Error| OpenError::Database {
        path: path.display().to_string(),
        source: Box::new(source),
    };
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let found: i64 = conn.query_row("pragma user_version", [], |row| row.get(0)).map_err(failed)?;
    if found > known {
        return Err(OpenError::NewerSchema { found, known });
    }
    if (1..known).contains(&found) {
        tracing::info!(found, known, "migrating the database: a minute for ten million messages");
    }
    for (version, migration) in (1i64..).zip(MIGRATIONS).filter(|(version, _)| *version > found) {
        let tx = conn.transaction().map_err(failed)?;
        tx.execute_batch(migration).map_err(failed)?;
        if version == 1 {
            tx.execute(
                "insert into tenants (id, created_at) values (?1, unixepoch() * 1000)",
                params![TenantId::DEFAULT.as_bytes()],
            )
            .map_err(failed)?;
        }
        tx.pragma_update(None, "user_version", version).map_err(failed)?;
        tx.commit().map_err(failed)?;
        tracing::info!(version, "database migrated");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;

    #[test]
    fn an_older_file_keeps_its_messages_in_their_places() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kith.db");
        let before = Connection::open(&path).unwrap();
        before.execute_batch(MIGRATIONS[0]).unwrap();
        before.execute_batch(MIGRATIONS[1]).unwrap();
        before.pragma_update(None, "user_version", 2).unwrap();
        before
            .execute_batch(
                "insert into messages values
                     (7, 2, 5, x'02', x'a2', 'text', 'changed', '{}', 20), (1, 1, 1, x'03', x'a1', 'system', null, null, 30),
                     (7, 1, 1, x'01', x'a1', 'text', 'first', null, 10)",
            )
            .unwrap();
        drop(before);

        let conn = open_writer(&path).unwrap();
        let mut select = conn
            .prepare(
                "select key, concat_ws(' ', chat, seq, version, hex(id), hex(sender_id), kind, text, body, sent_at)
                 from messages order by key",
            )
            .unwrap();
        let found = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let found: Vec<(i64, String)> = found.map(Result::unwrap).collect();
        let expected = [
            ((1 << 32) + 1, "1 1 1 03 A1 system 30"),
            ((7 << 32) + 1, "7 1 1 01 A1 text first 10"),
            ((7 << 32) + 2, "7 2 5 02 A2 text changed {} 20"),
        ];
        assert_eq!(found, expected.map(|(key, row)| (key, row.to_owned())));
    }

    #[test]
    fn accounts_whose_names_look_alike_already_go_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kith.db");
        let before = Connection::open(&path).unwrap();
        before.execute_batch(&MIGRATIONS[..3].concat()).unwrap();
        before.pragma_update(None, "user_version", 3).unwrap();
        before
            .execute_batch(
                "insert into tenants values (x'01', 0);
                 insert into users (id, tenant_id, username, username_key, email, email_key, name, search_key,
                                    password_hash, created_at)
                 values (x'a1', x'01', 'pauI', 'paui', 'zoe\u{308}@b.c', 'zoe\u{308}@b.c', 'P\u{308}', ' paui p\u{308}', '', 2),
                        (x'a2', x'01', 'paul', 'paul', 'Zo\u{eb}@b.c', 'zo\u{eb}@b.c', 'Paul', ' paul paul', '', 1),
                        (x'a3', x'01', 'bob', 'bob', 'bo\u{308}b@b.c', 'bo\u{308}b@b.c', 'Bo\u{308}b', ' bob bo\u{308}b', '', 3)",
            )
            .unwrap();
        drop(before);

        let conn = open_writer(&path).unwrap();
        let mut select = conn
            .prepare("select username, username_skeleton, email_key, search_key, profile_version from users order by id")
            .unwrap();
        type Found = (String, Option<String>, String, String, i64);
        let found =
            select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)));
        let found: Vec<Found> = found.unwrap().map(Result::unwrap).collect();
        let row = |name: &str, skeleton: Option<&str>, email: &str, search: &str| -> Found {
            (name.into(), skeleton.map(Into::into), email.into(), search.into(), 0)
        };
        assert_eq!(
            found,
            [
                row("pauI", None, "zoe\u{308}@b.c", " paui p\u{308}"),
                row("paul", Some("paul"), "zo\u{eb}@b.c", " paul paul"),
                row("bob", Some("bob"), "b\u{f6}b@b.c", " bob b\u{f6}b"),
            ]
        );
    }

    #[test]
    fn a_cached_statement_is_planned_once() {
        let folder = tempfile::tempdir().unwrap();
        let conn = open_writer(&folder.path().join("kith.db")).unwrap();
        for sql in [
            "select c.id from chats c join members m on m.chat = c.key where c.id = ?1 and m.user_id = ?2",
            "select id from messages where key >= ?1 and key < ?2 order by key desc limit ?3",
        ] {
            let mut statement = conn.prepare_cached(sql).unwrap();
            for value in 0..10 {
                let values = vec![value; statement.parameter_count()];
                assert!(
                    statement.query(rusqlite::params_from_iter(values)).unwrap().next().unwrap().is_none()
                );
            }
            assert_eq!(statement.get_status(StatementStatus::RePrepare), 0, "{sql}");
        }
    }
}
