//! The kinds of jobs.

use kith_store::LeasedJob;
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::next::Next;
use super::{close_ended_sessions, expire_messages, forget_sessions};
use crate::plans::carry_out;
use crate::{Kith, Refusal};

/// The kinds of jobs. Their names are in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum JobKind {
    /// See [`carry_out`]. The store knows this name: [`kith_store::PLAN_JOB`].
    CarryOutPlan,
    /// See [`close_ended_sessions`].
    CloseEndedSessions,
    /// See [`expire_messages`]. The store knows this name: [`kith_store::EXPIRY_JOB`].
    ExpireMessages,
    /// See [`forget_sessions`].
    ForgetSessions,
}

impl JobKind {
    /// Whether the list always has one job of this kind, which repeats for ever.
    pub fn recurs(self) -> bool {
        match self {
            Self::ExpireMessages | Self::ForgetSessions => true,
            Self::CarryOutPlan | Self::CloseEndedSessions => false,
        }
    }

    /// Runs a job of this kind.
    pub async fn run(self, kith: &Kith, job: &LeasedJob) -> Result<Next, Refusal> {
        match self {
            Self::CarryOutPlan => carry_out::run(kith, job).await,
            Self::CloseEndedSessions => close_ended_sessions::run(kith, job).await,
            Self::ExpireMessages => expire_messages::run(kith).await,
            Self::ForgetSessions => forget_sessions::run(kith).await,
        }
    }
}
