//! Plans, each with its job.

use async_trait::async_trait;
use kith_wire::{MessageId, ReminderChange, ScheduledChange, SyncPage, TimeMs, UserId, UserVersion};
use rusqlite::{Connection, OptionalExtension, params};

use super::connections::writing::Writing;
use super::rows::{Named, id, membership, next_user_version};
use super::store::SqliteStore;
use super::{jobs, messages};
use crate::{
    AddPlanError, MessageAccessError, NewJob, PLAN_JOB, Plan, PlanKey, PlanKind, Plans, StoreError, Task,
};

/// Most changes of plans in one page of a sync.
const CHANGES: usize = 500;

#[async_trait]
impl Plans for SqliteStore {
    async fn add_plan(&self, user_id: UserId, plan: Plan, most: usize) -> Result<UserVersion, AddPlanError> {
        self.writer.run(move |conn| add(conn, user_id, &plan, most)).await
    }

    async fn replace_plan(
        &self,
        key: PlanKey,
        if_due_at: Option<TimeMs>,
        with: Option<Plan>,
    ) -> Result<Option<UserVersion>, StoreError> {
        self.writer.run(move |conn| replace(conn, key, if_due_at, with.as_ref())).await
    }

    async fn plan(&self, key: PlanKey) -> Result<Option<Plan>, StoreError> {
        self.readers.point(move |conn| plan(conn, key)).await
    }

    async fn plans(&self, user_id: UserId, kind: PlanKind) -> Result<Vec<Plan>, StoreError> {
        self.readers.scan(*user_id.as_bytes(), move |conn| plans(conn, user_id, kind)).await
    }
}

fn add(conn: &Writing, user_id: UserId, plan: &Plan, most: usize) -> Result<UserVersion, AddPlanError> {
    match &plan.task {
        Task::Send(message) => {
            membership(conn, user_id, message.chat_id)?;
        }
        Task::Remind { message, .. } => {
            messages::message(conn, user_id, message.chat_id, message.id).map_err(|error| match error {
                MessageAccessError::NotAMember => AddPlanError::NotAMember,
                MessageAccessError::NotFound => AddPlanError::NotFound,
                MessageAccessError::Store(error) => AddPlanError::Store(error),
            })?;
        }
    }
    let key = plan.key(user_id);
    let kind = <&str>::from(key.kind);
    let there = conn
        .prepare_cached("select body, user_version from plans where user_id = ?1 and kind = ?2 and id = ?3")?
        .query_row(params![user_id.as_bytes(), kind, key.id.as_bytes()], |row| {
            Ok((row.get::<_, Option<String>>(0)?, row.get(1)?))
        })
        .optional()?;
    match there {
        Some((Some(body), user_version)) if read(&body)? == *plan => return Ok(user_version),
        // A new reminder of the same message replaces the old one; another message with the same id is a conflict.
        Some((Some(_), _)) if key.kind == PlanKind::Send => return Err(AddPlanError::Conflict),
        Some((Some(_), _)) => {}
        Some((None, _)) | None => {
            let count: usize = conn
                .prepare_cached(
                    "select count(*) from plans where user_id = ?1 and kind = ?2 and body is not null",
                )?
                .query_row(params![user_id.as_bytes(), kind], |row| row.get(0))?;
            if count >= most {
                return Err(AddPlanError::TooMany);
            }
        }
    }
    Ok(write(conn, key, Some(plan))?)
}

fn replace(
    conn: &Writing,
    key: PlanKey,
    if_due_at: Option<TimeMs>,
    with: Option<&Plan>,
) -> Result<Option<UserVersion>, StoreError> {
    let Some(before) = plan(conn, key)? else { return Ok(None) };
    if (if_due_at.is_some() && before.due_at != if_due_at) || with == Some(&before) {
        return Ok(None);
    }
    write(conn, key, with).map(Some)
}

/// Writes a plan and its job.
fn write(conn: &Writing, key: PlanKey, plan: Option<&Plan>) -> Result<UserVersion, StoreError> {
    let user_version = next_user_version(conn, key.user_id)?;
    let body = plan.map(serde_json::to_string).transpose();
    let body = body.map_err(|_| StoreError::Corrupt { what: "plans.body" })?;
    let due_at = plan.and_then(|plan| plan.due_at);
    conn.prepare_cached(
        "insert into plans (user_id, kind, id, body, due_at, user_version) values (?1, ?2, ?3, ?4, ?5, ?6)
         on conflict do update set body = ?4, due_at = ?5, user_version = ?6",
    )?
    .execute(params![
        key.user_id.as_bytes(),
        <&str>::from(key.kind),
        key.id.as_bytes(),
        body,
        due_at,
        user_version
    ])?;
    match due_at {
        Some(due_at_ms) => {
            let job = NewJob { kind: PLAN_JOB, key: key.to_string(), payload: "null".into(), due_at_ms };
            jobs::schedule(conn, &job)?;
        }
        None => {
            jobs::cancel_job(conn, PLAN_JOB, &key.to_string())?;
        }
    }
    Ok(user_version)
}

fn plan(conn: &Connection, key: PlanKey) -> Result<Option<Plan>, StoreError> {
    let body: Option<Option<String>> = conn
        .prepare_cached("select body from plans where user_id = ?1 and kind = ?2 and id = ?3")?
        .query_row(params![key.user_id.as_bytes(), <&str>::from(key.kind), key.id.as_bytes()], |row| {
            row.get(0)
        })
        .optional()?;
    body.flatten().map(|body| read(&body)).transpose()
}

fn plans(conn: &Connection, user_id: UserId, kind: PlanKind) -> Result<Vec<Plan>, StoreError> {
    let bodies = conn
        .prepare_cached(
            "select body from plans where user_id = ?1 and kind = ?2 and body is not null order by due_at, id",
        )?
        .query_map(params![user_id.as_bytes(), <&str>::from(kind)], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    bodies.iter().map(|body| read(body)).collect()
}

fn read(body: &str) -> Result<Plan, StoreError> {
    serde_json::from_str(body).map_err(|_| StoreError::Corrupt { what: "plans.body" })
}

/// Adds the changes of plans after the client's counter to a page of a sync. A client without a counter needs none of
/// the deleted plans.
pub fn sync(
    conn: &Connection,
    actor: UserId,
    since: UserVersion,
    page: &mut SyncPage,
) -> Result<(), StoreError> {
    let changed = conn
        .prepare_cached(
            "select kind, id, body, user_version from plans
             where user_id = ?1 and user_version > ?2 and (?2 > 0 or body is not null)
             order by user_version limit ?3",
        )?
        .query_map(params![actor.as_bytes(), since, CHANGES + 1], |row| {
            let kind = row.get::<_, Named<PlanKind>>(0)?.0;
            Ok((
                kind,
                id::<MessageId>(row, 1)?,
                row.get::<_, Option<String>>(2)?,
                row.get::<_, UserVersion>(3)?,
            ))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    for (place, (kind, message_id, body, user_version)) in changed.into_iter().enumerate() {
        if place == CHANGES {
            page.more = true;
            page.user_version = page.user_version.min(user_version - 1);
            break;
        }
        let plan = body.map(|body| read(&body)).transpose()?;
        match kind {
            PlanKind::Send => page.scheduled.push(ScheduledChange {
                id: message_id,
                message: plan.and_then(Plan::into_scheduled).map(Box::new),
            }),
            PlanKind::Remind => page
                .reminders
                .push(ReminderChange { id: message_id, reminder: plan.and_then(Plan::into_reminder) }),
        }
    }
    Ok(())
}
