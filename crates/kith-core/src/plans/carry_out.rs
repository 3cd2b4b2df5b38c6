//! Carries out plans when they are due.

use kith_store::{LeasedJob, Plan, PlanKey, Task};
use kith_wire::{MessageId, MessageRef, Repeat, SendMessage, ServerEvent, TimeMs};
use sha2::{Digest, Sha256};

use super::repeat::next_after;
use crate::clock::now_ms;
use crate::jobs::Next;
use crate::{Audience, Delivery, Kith, Refusal};

/// Carries out the plan of the job's key. Doing it twice changes nothing: a message has the same id each time, and a
/// plan is only replaced while its due time is the same.
pub(crate) async fn run(kith: &Kith, job: &LeasedJob) -> Result<Next, Refusal> {
    let key: PlanKey = job.key.parse().map_err(|_| Refusal::Invalid("key: not a plan's".into()))?;
    let Some(plan) = kith.store.plan(key).await? else { return Ok(Next::Never) };
    let Some(due_at) = plan.due_at else { return Ok(Next::Never) };
    let then = match &plan.task {
        Task::Send(message) => kith.carry_out_send(key, message, due_at).await?,
        Task::Remind { message, .. } => {
            kith.publish_reminder(key, *message);
            Some(Plan { due_at: None, ..plan })
        }
    };
    if let Some(user_version) = kith.store.replace_plan(key, Some(due_at), then.clone()).await? {
        kith.publish_plan(key, then, user_version);
        kith.look_for_jobs();
    }
    // With the plan, the store has moved the job to its next time, or taken it off the list.
    Ok(Next::AsScheduled)
}

impl Kith {
    /// Sends the message; returns the plan for the next time, if there is one.
    async fn carry_out_send(
        &self,
        key: PlanKey,
        message: &SendMessage,
        due_at: TimeMs,
    ) -> Result<Option<Plan>, Refusal> {
        let first = message.send_at.unwrap_or(due_at);
        let task = Task::Send(Box::new(message.clone()));
        match self.send_as(key.user_id, this_time(message, due_at)).await {
            Ok(_) => {}
            // The server failed, and tries again.
            Err(refusal @ (Refusal::Unavailable(_) | Refusal::RateLimited { .. })) => return Err(refusal),
            // The message itself cannot be sent.
            Err(refusal) => return Ok(Some(Plan { task, due_at: None, error: Some(refusal.code()) })),
        }
        let next = message.repeat.and_then(|repeat: Repeat| next_after(repeat, first, now_ms()));
        Ok(next.map(|next| Plan { task, due_at: Some(next), error: None }))
    }

    fn publish_reminder(&self, key: PlanKey, message: MessageRef) {
        let to = Audience::user(key.user_id);
        self.bus.publish(Delivery { to, event: ServerEvent::Reminder(message) });
    }
}

/// The message to send when it is due at this time. The first has the sender's id; the ids of the later ones are
/// derived, so that a repeat gets the same id.
pub(super) fn this_time(message: &SendMessage, due_at: TimeMs) -> SendMessage {
    let is_first = message.send_at.is_none_or(|first| first == due_at);
    let id = if is_first { message.id } else { occurrence(message.id, due_at) };
    SendMessage { id, send_at: None, repeat: None, ..message.clone() }
}

fn occurrence(id: MessageId, due_at: TimeMs) -> MessageId {
    let hash = Sha256::new().chain_update(id.as_bytes()).chain_update(due_at.to_be_bytes()).finalize();
    MessageId::of_time(due_at, std::array::from_fn(|i| hash[i]))
}
