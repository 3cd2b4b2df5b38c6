//! Scheduled messages: adding, changing and deleting them, and sending one now.

use kith_store::{Plan, PlanKey, PlanKind, Task};
use kith_wire::{
    MessageId, PlanChanged, Scheduled, ScheduledChange, ScheduledList, ScheduledMessage, SendMessage, TimeMs,
};
use serde_json::{Map, Value};

use super::MOST;
use super::carry_out::this_time;
use crate::clock::now_ms;
use crate::messages::SendOutcome;
use crate::{Actor, Kith, Refusal, validate};

impl Kith {
    /// Schedules a message. A repeat with the same id gets the same answer.
    pub async fn schedule_message(&self, actor: Actor, message: SendMessage) -> Result<Scheduled, Refusal> {
        let (plan, send_at) = self.checked_plan(message)?;
        self.rates.message(actor.user_id)?;
        let user_version = self.store.add_plan(actor.user_id, plan.clone(), MOST).await?;
        self.look_for_jobs();
        self.publish_plan(plan.key(actor.user_id), Some(plan), user_version);
        Ok(Scheduled { scheduled: true, send_at, user_version })
    }

    /// The person's scheduled messages.
    pub async fn scheduled_messages(&self, actor: Actor) -> Result<ScheduledList, Refusal> {
        self.rates.request(actor.user_id)?;
        let plans = self.store.plans(actor.user_id, PlanKind::Send).await?;
        Ok(ScheduledList { scheduled: plans.into_iter().filter_map(Plan::into_scheduled).collect() })
    }

    /// Changes a scheduled message: the fields of the patch replace those of the message; null removes a field.
    pub async fn change_scheduled(
        &self,
        actor: Actor,
        id: MessageId,
        patch: Map<String, Value>,
    ) -> Result<ScheduledMessage, Refusal> {
        let key = scheduled(actor, id);
        self.rates.request(actor.user_id)?;
        let before = self.store.plan(key).await?.and_then(Plan::into_scheduled).ok_or(UNKNOWN)?.message;
        let (plan, _) = self.checked_plan(patched(before, patch)?)?;
        if let Some(user_version) = self.store.replace_plan(key, None, Some(plan.clone())).await? {
            self.look_for_jobs();
            self.publish_plan(key, Some(plan.clone()), user_version);
        }
        plan.into_scheduled().ok_or(UNKNOWN)
    }

    /// Deletes a scheduled message.
    pub async fn cancel_scheduled(&self, actor: Actor, id: MessageId) -> Result<PlanChanged, Refusal> {
        self.rates.request(actor.user_id)?;
        self.remove_plan(scheduled(actor, id)).await
    }

    /// Sends a scheduled message now, and for the last time.
    pub async fn send_scheduled_now(&self, actor: Actor, id: MessageId) -> Result<SendOutcome, Refusal> {
        let key = scheduled(actor, id);
        let Some(Plan { task: Task::Send(message), due_at, .. }) = self.store.plan(key).await? else {
            return Err(UNKNOWN);
        };
        let due_at = due_at.or(message.send_at).ok_or(UNKNOWN)?;
        let sent = self.send_message(actor, this_time(&message, due_at)).await?;
        self.remove_plan(key).await?;
        Ok(sent)
    }

    /// A message whose time comes before the check counts as scheduled for the past.
    fn checked_plan(&self, message: SendMessage) -> Result<(Plan, TimeMs), Refusal> {
        let now_ms = now_ms();
        let send_at = message.send_at.ok_or(Refusal::SendAtOutOfRange)?;
        validate::within_a_year(send_at, now_ms, "sendAt").map_err(|_| Refusal::SendAtOutOfRange)?;
        self.checked_content(message.clone(), now_ms)?;
        Ok((Plan { task: Task::Send(Box::new(message)), due_at: Some(send_at), error: None }, send_at))
    }

    pub(super) async fn remove_plan(&self, key: PlanKey) -> Result<PlanChanged, Refusal> {
        let user_version = self.store.replace_plan(key, None, None).await?.ok_or(UNKNOWN)?;
        self.publish_plan(key, None, user_version);
        Ok(PlanChanged { user_version })
    }
}

/// One's own plan, if any: the answer for another person's plan is the same as for no plan.
const UNKNOWN: Refusal = Refusal::NotFound("scheduled message or reminder");

fn scheduled(actor: Actor, id: MessageId) -> PlanKey {
    PlanKey { user_id: actor.user_id, kind: PlanKind::Send, id }
}

/// Neither its id nor its chat changes.
fn patched(message: SendMessage, patch: Map<String, Value>) -> Result<SendMessage, Refusal> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(&message) else { return Err(UNKNOWN) };
    fields.extend(patch);
    let patched: SendMessage =
        serde_json::from_value(Value::Object(fields)).map_err(|error| Refusal::Invalid(error.to_string()))?;
    Ok(SendMessage { id: message.id, chat_id: message.chat_id, ..patched })
}

/// A changed plan in the form for the person's devices.
pub(super) fn change(id: MessageId, plan: Option<Plan>) -> ScheduledChange {
    ScheduledChange { id, message: plan.and_then(Plan::into_scheduled).map(Box::new) }
}
