//! People who share chats, and which of them changed.

use std::collections::HashSet;

use async_trait::async_trait;
use kith_wire::{User, UserId};
use rusqlite::{Connection, OptionalExtension, params};

use super::rows::{USER, id, user};
use super::store::SqliteStore;
use crate::shared::page_budget::PageBudget;
use crate::{People, StoreError};

#[async_trait]
impl People for SqliteStore {
    async fn users(&self, asker: UserId, ids: Vec<UserId>) -> Result<Vec<User>, StoreError> {
        self.readers.scan(*asker.as_bytes(), move |conn| users(conn, asker, &ids)).await
    }

    async fn acquaintances(&self, user_id: UserId, limit: usize) -> Result<Vec<UserId>, StoreError> {
        self.readers.scan_after(*user_id.as_bytes(), move |conn| acquaintances(conn, user_id, limit)).await
    }
}

pub fn users(conn: &Connection, asker: UserId, ids: &[UserId]) -> Result<Vec<User>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    let mut select = conn.prepare_cached(&format!(
        "select {USER} from users where id = ?2 and tenant_id = (select tenant_id from users where id = ?1)"
    ))?;
    for wanted in ids {
        found.extend(select.query_row(params![asker.as_bytes(), wanted.as_bytes()], user).optional()?);
    }
    Ok(found)
}

/// The most memberships to look at for the people with whom a person shares a chat.
const MEMBERSHIPS: usize = 50_000;

const CHATS_OF: &str = "select chat from members where user_id = ?1 and left_at is null";

pub fn acquaintances(conn: &Connection, user_id: UserId, limit: usize) -> Result<Vec<UserId>, StoreError> {
    Ok(conn
        .prepare_cached(
            "select distinct user_id from (
                 select b.user_id from members a join members b on b.chat = a.chat
                 where a.user_id = ?1 and b.user_id <> ?1 and a.left_at is null and b.left_at is null limit ?2)
             limit ?3",
        )?
        .query_map(params![user_id.as_bytes(), MEMBERSHIPS, limit], |row| id(row, 0))?
        .collect::<Result<_, _>>()?)
}

/// The chats that a person is in.
pub struct OwnChats(HashSet<i64>);

impl OwnChats {
    pub fn of(conn: &Connection, user_id: UserId) -> Result<Self, StoreError> {
        Ok(Self(
            conn.prepare_cached(CHATS_OF)?
                .query_map([user_id.as_bytes()], |row| row.get(0))?
                .collect::<Result<_, _>>()?,
        ))
    }

    /// Whether a person is in one of these chats, and how many memberships the answer took: at most twice as many as
    /// there are chats, however many chats the person is in.
    pub fn are_shared_with(&self, conn: &Connection, other: UserId) -> Result<(bool, usize), StoreError> {
        let mut select = conn.prepare_cached(CHATS_OF)?;
        let mut theirs = select.query([other.as_bytes()])?;
        for looked in 0..self.0.len() {
            match theirs.next()? {
                Some(member) if self.0.contains(&member.get(0)?) => return Ok((true, looked + 1)),
                Some(_) => {}
                None => return Ok((false, looked)),
            }
        }
        let mut member = conn
            .prepare_cached("select 1 from members where chat = ?1 and user_id = ?2 and left_at is null")?;
        for chat in &self.0 {
            if member.exists(params![chat, other.as_bytes()])? {
                return Ok((true, 2 * self.0.len()));
            }
        }
        Ok((false, 2 * self.0.len()))
    }
}

/// The people who share a chat with the asker and changed after `since`, oldest change first; the change up to which
/// this is complete; and whether there are more. Without `since` there are no people, only the present count.
///
/// Looks at no more than `limit` people, whether or not the asker may see them, and stops after [`MEMBERSHIPS`].
pub fn changed(
    conn: &Connection,
    asker: UserId,
    since: Option<i64>,
    limit: usize,
    budget: &mut PageBudget,
) -> Result<(Vec<User>, i64, bool), StoreError> {
    let (tenant, newest): ([u8; 16], i64) = conn
        .prepare_cached(
            "select id, people from tenants where id = (select tenant_id from users where id = ?1)",
        )?
        .query_row([asker.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Some(since) = since else { return Ok((Vec::new(), newest, false)) };
    if since >= newest {
        return Ok((Vec::new(), since, false));
    }
    let chats = OwnChats::of(conn, asker)?;
    let mut select = conn.prepare_cached(&format!(
        "select {USER} from users where tenant_id = ?1 and profile_version > ?2 order by profile_version limit ?3"
    ))?;
    let mut rows = select.query(params![tenant, since, limit + 1])?;
    let (mut users, mut up_to, mut seen, mut memberships) = (Vec::new(), since, 0, 0);
    while let Some(row) = rows.next()? {
        if seen == limit || memberships >= MEMBERSHIPS || budget.is_full() {
            return Ok((users, up_to, true));
        }
        seen += 1;
        let user = user(row)?;
        up_to = user.version;
        let (known, looked) = chats.are_shared_with(conn, user.id)?;
        memberships += looked;
        if known {
            budget.take_user(&user);
            users.push(user);
        }
    }
    Ok((users, newest, false))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;
    use crate::sqlite::{presence, schema};

    /// An asker in some chats, and people in very many others; the last of them shares a chat with the asker.
    fn crowd(
        conn: &Connection,
        chats_of_asker: i64,
        people: i64,
        chats_of_each: i64,
    ) -> (UserId, Vec<UserId>) {
        let id = |number: i64| UserId::from(u128::try_from(number).unwrap().to_be_bytes());
        let theirs = people * chats_of_each;
        conn.execute_batch(&format!(
            "pragma foreign_keys = off;
             update tenants set people = {people};
             insert into users (id, tenant_id, username, username_key, name, search_key, password_hash, created_at,
                                profile_version, username_skeleton)
                 with recursive n (i) as (values (0) union all select i + 1 from n where i < {people})
                 select unhex(printf('%032x', i)), (select id from tenants), i, i, i, '', '', 0, i, i from n;
             insert into members (chat, user_id, role, joined_at, first_seq, delivered, read, read_shown, user_version)
                 with recursive n (i) as (values (1) union all select i + 1 from n where i < {theirs} + {chats_of_asker} - 1)
                 select i, unhex(printf('%032x', iif(i > {theirs}, 0, (i - 1) / {chats_of_each} + 1))), 'member',
                        0, 1, 0, 0, 0, i
                 from n
                 union all values ({theirs}, unhex(printf('%032x', 0)), 'member', 0, 1, 0, 0, 0, 0);"
        ))
        .unwrap();
        (id(0), (1..=people).map(id).collect())
    }

    /// The result of a read, and how many hundred steps of SQLite's virtual machine it takes.
    fn counted<T>(conn: &mut Connection, read: impl FnOnce(&Connection) -> T) -> (T, u64) {
        let steps = Arc::new(AtomicU64::new(0));
        let count = steps.clone();
        let counter = move || {
            count.fetch_add(1, Ordering::Relaxed);
            false
        };
        conn.progress_handler(100, Some(counter)).unwrap();
        let read = read(conn);
        (read, steps.load(Ordering::Relaxed))
    }

    #[test]
    fn whether_one_knows_people_costs_what_one_has_and_not_what_they_have() {
        let folder = tempfile::tempdir().unwrap();
        let mut conn = schema::open_writer(&folder.path().join("kith.db")).unwrap();
        let (asker, others) = crowd(&conn, 2, 100, 1000);
        let last = others.last().copied().unwrap();
        let ((users, up_to, more), steps) =
            counted(&mut conn, |conn| changed(conn, asker, Some(0), 500, &mut PageBudget::new(500)).unwrap());
        let users: Vec<_> = users.into_iter().map(|user| user.id).collect();
        assert_eq!((users, up_to, more), (vec![last], 100, false));
        assert!(steps < 200, "{steps} hundred steps");
        let (seen, steps) = counted(&mut conn, |conn| presence::last_seen(conn, asker, &others).unwrap());
        assert_eq!(seen.into_keys().collect::<Vec<_>>(), [last]);
        assert!(steps < 200, "{steps} hundred steps");
    }

    #[test]
    fn who_has_very_much_learns_of_changed_people_page_by_page() {
        let folder = tempfile::tempdir().unwrap();
        let conn = schema::open_writer(&folder.path().join("kith.db")).unwrap();
        let chats = MEMBERSHIPS as i64 / 4;
        let (asker, others) = crowd(&conn, chats, 3, chats);
        let page = |since| {
            let (users, up_to, more) =
                changed(&conn, asker, Some(since), 500, &mut PageBudget::new(500)).unwrap();
            (users.into_iter().map(|user| user.id).collect::<Vec<_>>(), up_to, more)
        };
        assert_eq!(page(0), (vec![], 2, true));
        assert_eq!(page(2), (others[2..].to_vec(), 3, false));
    }
}
