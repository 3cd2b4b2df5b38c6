//! Who knows whom, and which of them changed.

use kith_wire::{User, UserId};
use rusqlite::{Connection, params};

use super::room::Room;
use super::rows::{USER, id, user};
use crate::StoreError;

/// Seats that are looked at for finding whom a person shares a chat with.
const SEATS: usize = 50_000;

pub fn acquaintances(conn: &Connection, user_id: UserId, limit: usize) -> Result<Vec<UserId>, StoreError> {
    Ok(conn
        .prepare_cached(
            "select distinct user_id from (
                 select b.user_id from members a join members b on b.chat = a.chat
                 where a.user_id = ?1 and b.user_id <> ?1 and a.left_at is null and b.left_at is null limit ?2)
             limit ?3",
        )?
        .query_map(params![user_id.as_bytes(), SEATS, limit], |row| id(row, 0))?
        .collect::<Result<_, _>>()?)
}

/// Those who share a chat with the asker and changed after `since`, the oldest change first; up to which change these are
/// all; and whether there are more. Who asks since no change at all has nobody yet, and gets the present count.
///
/// At most `limit` people are looked at, whether or not the asker may see them.
pub fn changed(
    conn: &Connection,
    asker: UserId,
    since: Option<i64>,
    limit: usize,
    room: &mut Room,
) -> Result<(Vec<User>, i64, bool), StoreError> {
    let (tenant, newest): ([u8; 16], i64) = conn
        .prepare_cached(
            "select id, people from tenants where id = (select tenant_id from users where id = ?1)",
        )?
        .query_row([asker.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Some(since) = since else { return Ok((Vec::new(), newest, false)) };
    // The other's seats are gone through, and the asker's looked up, whatever the planner thinks: few people have many.
    let mut select = conn.prepare_cached(&format!(
        "select {USER}, exists (
             select 1 from members b cross join members a on a.chat = b.chat
             where b.user_id = users.id and b.left_at is null and a.user_id = ?1 and a.left_at is null) as known
         from users where tenant_id = ?2 and profile_version > ?3 order by profile_version limit ?4"
    ))?;
    let mut rows = select.query(params![asker.as_bytes(), tenant, since, limit + 1])?;
    let (mut users, mut up_to, mut seen) = (Vec::new(), since, 0);
    while let Some(row) = rows.next()? {
        if seen == limit || room.is_full() {
            return Ok((users, up_to, true));
        }
        seen += 1;
        let user = user(row)?;
        up_to = user.version;
        if row.get("known")? {
            room.take_user(&user);
            users.push(user);
        }
    }
    Ok((users, newest.max(since), false))
}
