//! Reminders of messages.

use kith_store::{Plan, PlanKey, PlanKind, Task};
use kith_wire::{MessageId, MessageRef, PlanChanged, Reminder, ReminderChange, ReminderList};

use super::MOST;
use crate::clock::now_ms;
use crate::{Actor, Kith, Refusal, validate};

impl Kith {
    /// Adds a reminder of a message; replaces an earlier reminder of the same message.
    pub async fn remind(&self, actor: Actor, reminder: Reminder) -> Result<PlanChanged, Refusal> {
        let Reminder { chat_id, id, at, .. } = reminder;
        validate::within_a_year(at, now_ms(), "at")?;
        self.rates.request(actor.user_id)?;
        let task = Task::Remind { message: MessageRef { chat_id, id }, at };
        let plan = Plan { task, due_at: Some(at), error: None };
        let user_version = self.store.add_plan(actor.user_id, plan.clone(), MOST).await?;
        self.look_for_jobs();
        self.publish_plan(plan.key(actor.user_id), Some(plan), user_version);
        Ok(PlanChanged { user_version })
    }

    /// The person's reminders.
    pub async fn reminders(&self, actor: Actor) -> Result<ReminderList, Refusal> {
        self.rates.request(actor.user_id)?;
        let plans = self.store.plans(actor.user_id, PlanKind::Remind).await?;
        Ok(ReminderList { reminders: plans.into_iter().filter_map(Plan::into_reminder).collect() })
    }

    /// Deletes a reminder.
    pub async fn delete_reminder(&self, actor: Actor, id: MessageId) -> Result<PlanChanged, Refusal> {
        self.rates.request(actor.user_id)?;
        self.remove_plan(PlanKey { user_id: actor.user_id, kind: PlanKind::Remind, id }).await
    }
}

/// A changed plan in the form for the person's devices.
pub(super) fn change(id: MessageId, plan: Option<Plan>) -> ReminderChange {
    ReminderChange { id, reminder: plan.and_then(Plan::into_reminder) }
}
