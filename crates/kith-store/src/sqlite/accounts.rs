//! Accounts and profiles.

use async_trait::async_trait;
use kith_wire::{
    Me, ProfilePatch, SessionId, Settings, SettingsPatch, TenantId, TimeMs, UserId, UserVersion,
};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::rows::{USER, id, next_user_version, user};
use super::store::SqliteStore;
use crate::shared::fold::fold;
use crate::shared::skeleton::skeleton;
use crate::{Account, AccountError, Accounts, Credentials, NewUser, StoreError};

#[async_trait]
impl Accounts for SqliteStore {
    async fn create_user(&self, user: NewUser) -> Result<Me, AccountError> {
        self.writer.run(move |conn| create_user(conn, &user)).await
    }

    async fn has_users(&self, tenant_id: TenantId) -> Result<bool, StoreError> {
        self.readers.point(move |conn| has_users(conn, tenant_id)).await
    }

    async fn credentials(&self, tenant_id: TenantId, login: &str) -> Result<Option<Credentials>, StoreError> {
        let login = fold(login);
        self.readers.point(move |conn| credentials(conn, tenant_id, &login)).await
    }

    async fn credentials_of(&self, user_id: UserId) -> Result<Option<Credentials>, StoreError> {
        self.readers.point(move |conn| credentials_of(conn, user_id)).await
    }

    async fn set_password(
        &self,
        user_id: UserId,
        password_hash: String,
        keep: Option<SessionId>,
        at_ms: TimeMs,
    ) -> Result<Vec<SessionId>, StoreError> {
        self.writer.run(move |conn| set_password(conn, user_id, &password_hash, keep, at_ms)).await
    }

    async fn set_admin(&self, user_id: UserId, admin: bool) -> Result<(), AccountError> {
        self.writer.run(move |conn| set_admin(conn, user_id, admin)).await
    }

    async fn accounts(&self, tenant_id: TenantId) -> Result<Vec<Account>, StoreError> {
        self.readers.point(move |conn| accounts(conn, tenant_id)).await
    }

    async fn me(&self, user_id: UserId) -> Result<Option<Me>, StoreError> {
        self.readers.point(move |conn| me(conn, user_id)).await
    }

    async fn update_profile(
        &self,
        user_id: UserId,
        patch: ProfilePatch,
    ) -> Result<(Me, Option<UserVersion>), AccountError> {
        self.writer.run(move |conn| update_profile(conn, user_id, &patch)).await
    }

    async fn update_settings(
        &self,
        user_id: UserId,
        patch: SettingsPatch,
    ) -> Result<(Me, Option<UserVersion>), AccountError> {
        self.writer.run(move |conn| update_settings(conn, user_id, &patch)).await
    }
}

pub fn create_user(conn: &Connection, new: &NewUser) -> Result<Me, AccountError> {
    let first = !has_users(conn, new.tenant_id)?;
    if new.only_if_first && !first {
        return Err(AccountError::NotFirst);
    }
    let tenant = new.tenant_id.as_bytes();
    let username_key = fold(&new.username);
    let email_key = new.email.as_deref().map(fold);
    let skeleton = skeleton(&new.username);
    refuse_taken_username(conn, new.tenant_id, &username_key, &skeleton, new.id)?;
    if let Some(email_key) = &email_key
        && conn
            .prepare_cached("select 1 from users where tenant_id = ?1 and email_key = ?2")?
            .exists(params![tenant, email_key])?
    {
        return Err(AccountError::EmailTaken);
    }
    conn.prepare_cached(
        "insert into users (id, tenant_id, username, username_key, email, email_key, name, search_key, password_hash,
                            admin, created_at, username_skeleton, version, me_version)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1, 1)",
    )?
    .execute(params![
        new.id.as_bytes(),
        tenant,
        new.username,
        username_key,
        new.email,
        email_key,
        new.name,
        search_key(&new.username, &new.name),
        new.password_hash,
        first,
        new.at_ms,
        skeleton
    ])?;
    me(conn, new.id)?.ok_or(AccountError::UnknownUser)
}

/// Refuses another account's name, and names that look like it.
fn refuse_taken_username(
    conn: &Connection,
    tenant_id: TenantId,
    username_key: &str,
    skeleton: &str,
    except: UserId,
) -> Result<(), AccountError> {
    let taken = conn
        .prepare_cached(
            "select 1 from users where tenant_id = ?1 and username_key = ?2 and id <> ?4
             union all
             select 1 from users where tenant_id = ?1 and username_skeleton = ?3 and id <> ?4",
        )?
        .exists(params![tenant_id.as_bytes(), username_key, skeleton, except.as_bytes()])?;
    if taken { Err(AccountError::UsernameTaken) } else { Ok(()) }
}

/// Every word by which a search may find the person follows a space.
fn search_key(username: &str, name: &str) -> String {
    format!(" {} {}", fold(username), fold(name))
}

pub fn has_users(conn: &Connection, tenant_id: TenantId) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("select 1 from users where tenant_id = ?1 limit 1")?
        .exists([tenant_id.as_bytes()])?)
}

pub fn credentials(
    conn: &Connection,
    tenant_id: TenantId,
    folded_login: &str,
) -> Result<Option<Credentials>, StoreError> {
    // A user name contains no '@' and an address always does, so at most one row matches.
    Ok(conn
        .prepare_cached(
            "select id, password_hash from users where tenant_id = ?1 and username_key = ?2
             union all
             select id, password_hash from users where tenant_id = ?1 and email_key = ?2",
        )?
        .query_row(params![tenant_id.as_bytes(), folded_login], credentials_row)
        .optional()?)
}

pub fn credentials_of(conn: &Connection, user_id: UserId) -> Result<Option<Credentials>, StoreError> {
    Ok(conn
        .prepare_cached("select id, password_hash from users where id = ?1")?
        .query_row([user_id.as_bytes()], credentials_row)
        .optional()?)
}

fn credentials_row(row: &Row<'_>) -> rusqlite::Result<Credentials> {
    Ok(Credentials { user_id: id(row, 0)?, password_hash: row.get(1)? })
}

pub fn set_password(
    conn: &Connection,
    user_id: UserId,
    password_hash: &str,
    keep: Option<SessionId>,
    at_ms: TimeMs,
) -> Result<Vec<SessionId>, StoreError> {
    conn.prepare_cached("update users set password_hash = ?2 where id = ?1")?
        .execute(params![user_id.as_bytes(), password_hash])?;
    let keep = keep.as_ref().map_or(&[][..], |session| session.as_bytes());
    let ended = conn
        .prepare_cached(
            "update sessions set ended_at = ?3 where user_id = ?1 and id <> ?2 and ended_at is null returning id",
        )?
        .query_map(params![user_id.as_bytes(), keep, at_ms], |row| id(row, 0))?
        .collect::<Result<_, _>>()?;
    Ok(ended)
}

pub fn set_admin(conn: &Connection, user_id: UserId, admin: bool) -> Result<(), AccountError> {
    let changed = conn
        .prepare_cached("update users set admin = ?2 where id = ?1")?
        .execute(params![user_id.as_bytes(), admin])?;
    if changed == 0 {
        return Err(AccountError::UnknownUser);
    }
    next_me_version(conn, user_id)?;
    Ok(())
}

pub fn accounts(conn: &Connection, tenant_id: TenantId) -> Result<Vec<Account>, StoreError> {
    Ok(conn
        .prepare_cached(
            "select id, username, name, email, admin, created_at from users where tenant_id = ?1 order by username_key",
        )?
        .query_map([tenant_id.as_bytes()], |row| {
            Ok(Account {
                id: id(row, 0)?,
                username: row.get(1)?,
                name: row.get(2)?,
                email: row.get(3)?,
                admin: row.get(4)?,
                created_at_ms: row.get(5)?,
            })
        })?
        .collect::<Result<_, _>>()?)
}

pub fn me(conn: &Connection, user_id: UserId) -> Result<Option<Me>, StoreError> {
    Ok(conn
        .prepare_cached(&format!(
            "select {USER}, email, admin, read_receipts, disappear_after from users where id = ?1"
        ))?
        .query_row([user_id.as_bytes()], |row| {
            Ok(Me {
                user: user(row)?,
                email: row.get(5)?,
                admin: row.get(6)?,
                settings: Settings { read_receipts: row.get(7)?, disappear_after: row.get(8)? },
            })
        })
        .optional()?)
}

pub fn update_profile(
    conn: &Connection,
    user_id: UserId,
    patch: &ProfilePatch,
) -> Result<(Me, Option<UserVersion>), AccountError> {
    let me_before = me(conn, user_id)?.ok_or(AccountError::UnknownUser)?;
    let before = &me_before.user;
    let mut profile = before.clone();
    let tenant_id: TenantId = conn
        .prepare_cached("select tenant_id from users where id = ?1")?
        .query_row([user_id.as_bytes()], |row| id(row, 0))?;
    // A person may keep their present name, even if it would be refused today.
    if let Some(username) = patch.username.as_ref().filter(|username| **username != before.username) {
        let (key, skeleton) = (fold(username), skeleton(username));
        refuse_taken_username(conn, tenant_id, &key, &skeleton, user_id)?;
        conn.prepare_cached(
            "update users set username = ?2, username_key = ?3, username_skeleton = ?4 where id = ?1",
        )?
        .execute(params![user_id.as_bytes(), username, key, skeleton])?;
        profile.username.clone_from(username);
    }
    if let Some(name) = &patch.name {
        profile.name.clone_from(name);
    }
    if let Some(about) = &patch.about {
        profile.about = Some(about.clone()).filter(|about| !about.is_empty());
    }
    if profile == *before {
        return Ok((me_before, None));
    }
    let version: i64 = conn
        .prepare_cached("update tenants set people = people + 1 where id = ?1 returning people")?
        .query_row([tenant_id.as_bytes()], |row| row.get(0))?;
    conn.prepare_cached(
        "update users set name = ?2, about = ?3, search_key = ?4, profile_version = ?5 where id = ?1",
    )?
    .execute(params![
        user_id.as_bytes(),
        profile.name,
        profile.about,
        search_key(&profile.username, &profile.name),
        version
    ])?;
    changed_me(conn, user_id)
}

pub fn update_settings(
    conn: &Connection,
    user_id: UserId,
    patch: &SettingsPatch,
) -> Result<(Me, Option<UserVersion>), AccountError> {
    let switched = match patch.read_receipts {
        Some(read_receipts) => conn
            .prepare_cached("update users set read_receipts = ?2 where id = ?1 and read_receipts <> ?2")?
            .execute(params![user_id.as_bytes(), read_receipts])?,
        None => 0,
    };
    let set = match patch.disappear_after {
        Some(seconds) => conn
            .prepare_cached(
                "update users set disappear_after = ?2 where id = ?1 and disappear_after is not ?2",
            )?
            .execute(params![user_id.as_bytes(), seconds])?,
        None => 0,
    };
    if switched + set == 0 {
        return Ok((me(conn, user_id)?.ok_or(AccountError::UnknownUser)?, None));
    }
    let changed = changed_me(conn, user_id)?;
    if switched == 0 {
        return Ok(changed);
    }
    // The change affects the visible reads in every chat. The memberships are stamped after the account, so that a
    // client that has the account's change and syncs gets the chats; each has its own stamp, because pages of a sync
    // end between stamps.
    let me = user_id.as_bytes();
    let stamped = conn
        .prepare_cached(
            "update members set user_version = mine.place + (select version from users where id = ?1)
             from (select chat, row_number() over () as place from members
                   where user_id = ?1 and left_at is null) mine
             where members.chat = mine.chat and members.user_id = ?1",
        )?
        .execute([me])?;
    conn.prepare_cached("update users set version = version + ?2 where id = ?1")?
        .execute(params![me, stamped])?;
    Ok(changed)
}

fn changed_me(conn: &Connection, user_id: UserId) -> Result<(Me, Option<UserVersion>), AccountError> {
    let version = next_me_version(conn, user_id)?;
    let me = me(conn, user_id)?.ok_or(AccountError::UnknownUser)?;
    Ok((me, Some(version)))
}

fn next_me_version(conn: &Connection, user_id: UserId) -> Result<UserVersion, AccountError> {
    let version = next_user_version(conn, user_id).optional()?.ok_or(AccountError::UnknownUser)?;
    conn.prepare_cached("update users set me_version = ?2 where id = ?1")?
        .execute(params![user_id.as_bytes(), version])?;
    Ok(version)
}

/// Whether a person shows what they read, and so sees it of others.
pub fn sees_reads(conn: &Connection, user_id: UserId) -> rusqlite::Result<bool> {
    conn.prepare_cached("select read_receipts from users where id = ?1")?
        .query_row([user_id.as_bytes()], |row| row.get(0))
}
