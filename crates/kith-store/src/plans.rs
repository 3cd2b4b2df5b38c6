//! Plans: actions of the server for a person at a later time.

use async_trait::async_trait;
use kith_wire::{
    ErrorCode, MessageId, MessageRef, Reminder, ScheduledMessage, SendMessage, TimeMs, UserId, UserVersion,
};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};
use thiserror::Error;

use crate::{ChatAccessError, StoreError};

/// Plans: actions of the server for a person at a later time. Each plan has a job of the kind [`PLAN_JOB`] with the
/// same due time; the job's key is the plan's [`PlanKey`] as text.
#[async_trait]
pub trait Plans: Send + Sync {
    /// Adds a plan about a chat of the person, if they have fewer than `most` of its kind. Adding the same plan again
    /// is no error, and gets the same answer.
    async fn add_plan(&self, user_id: UserId, plan: Plan, most: usize) -> Result<UserVersion, AddPlanError>;

    /// Replaces a plan by another, or removes it. With `if_due_at`, only if the plan is due at that time. Returns the
    /// person's counter; `None` if nothing changed, because there is no such plan.
    async fn replace_plan(
        &self,
        key: PlanKey,
        if_due_at: Option<TimeMs>,
        with: Option<Plan>,
    ) -> Result<Option<UserVersion>, StoreError>;

    /// One plan.
    async fn plan(&self, key: PlanKey) -> Result<Option<Plan>, StoreError>;

    /// A person's plans of a kind, soonest first.
    async fn plans(&self, user_id: UserId, kind: PlanKind) -> Result<Vec<Plan>, StoreError>;
}

/// The kind of the jobs that carry out plans.
pub const PLAN_JOB: &str = "carry_out_plan";

/// The kinds of plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum PlanKind {
    /// See [`Task::Send`].
    Send,
    /// See [`Task::Remind`].
    Remind,
}

/// The key of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PlanKey {
    /// The plan's owner.
    pub user_id: UserId,
    /// Its kind.
    pub kind: PlanKind,
    /// The message that is sent, or that the reminder is about.
    pub id: MessageId,
}

impl std::fmt::Display for PlanKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.user_id, <&str>::from(self.kind), self.id)
    }
}

impl std::str::FromStr for PlanKey {
    type Err = NotAPlanKey;

    fn from_str(text: &str) -> Result<Self, NotAPlanKey> {
        let mut parts = text.split(' ');
        let mut part = || parts.next().ok_or(NotAPlanKey);
        let (user_id, kind, id) = (part()?, part()?, part()?);
        Ok(Self {
            user_id: user_id.parse().map_err(|_| NotAPlanKey)?,
            kind: kind.parse().map_err(|_| NotAPlanKey)?,
            id: id.parse().map_err(|_| NotAPlanKey)?,
        })
    }
}

/// A text is no key of a plan.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("not the key of a plan")]
pub struct NotAPlanKey;

/// An action at a later time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The action.
    pub task: Task,
    /// When it is due; `None` when it is done or has failed, and stays for the person to see.
    pub due_at: Option<TimeMs>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorCode>,
}

/// The action of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Send this message.
    Send(Box<SendMessage>),
    /// Remind the person of a message.
    Remind {
        /// The message.
        message: MessageRef,
        /// When to remind.
        at: TimeMs,
    },
}

impl Plan {
    /// The plan's key among those of a person.
    pub fn key(&self, user_id: UserId) -> PlanKey {
        match &self.task {
            Task::Send(message) => PlanKey { user_id, kind: PlanKind::Send, id: message.id },
            Task::Remind { message, .. } => PlanKey { user_id, kind: PlanKind::Remind, id: message.id },
        }
    }
}

impl Plan {
    /// The message that it sends, in the form for its sender.
    pub fn into_scheduled(self) -> Option<ScheduledMessage> {
        let Task::Send(message) = self.task else { return None };
        Some(ScheduledMessage {
            message: SendMessage { send_at: self.due_at.or(message.send_at), ..*message },
            error: self.error,
        })
    }

    /// The reminder.
    pub fn into_reminder(self) -> Option<Reminder> {
        let Task::Remind { message: MessageRef { chat_id, id }, at } = self.task else { return None };
        Some(Reminder { chat_id, id, at, due: self.due_at.is_none() })
    }
}

/// Why a plan cannot be added.
#[derive(Debug, Error)]
pub enum AddPlanError {
    /// See [`ChatAccessError::NotAMember`].
    #[error("not a member of this chat")]
    NotAMember,
    /// The person sees no such message in the chat.
    #[error("no such message")]
    NotFound,
    /// There is another plan with this id.
    #[error("the id belongs to another plan")]
    Conflict,
    /// The person has as many plans of this kind as they may have.
    #[error("too many plans")]
    TooMany,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ChatAccessError> for AddPlanError {
    fn from(error: ChatAccessError) -> Self {
        match error {
            ChatAccessError::NotAMember => Self::NotAMember,
            ChatAccessError::Store(error) => Self::Store(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_written() {
        let key = PlanKey { user_id: UserId::new(), kind: PlanKind::Remind, id: MessageId::new() };
        assert_eq!(key.to_string().parse(), Ok(key));
        for text in ["", "x", &key.to_string()[..70]] {
            assert_eq!(text.parse::<PlanKey>(), Err(NotAPlanKey), "{text}");
        }
    }
}
