//! Tells a person's devices about changes of their plans.

use kith_store::{Plan, PlanKey, PlanKind};
use kith_wire::{MeUpdated, ServerEvent, UserVersion};

use super::{remind, schedule};
use crate::{Audience, Delivery, Kith};

impl Kith {
    /// Tells them of a plan; `None` when it is gone.
    pub(super) fn publish_plan(&self, key: PlanKey, plan: Option<Plan>, user_version: UserVersion) {
        let now = MeUpdated::of(user_version);
        let event = match key.kind {
            PlanKind::Send => MeUpdated { scheduled: Some(schedule::change(key.id, plan)), ..now },
            PlanKind::Remind => MeUpdated { reminder: Some(remind::change(key.id, plan)), ..now },
        };
        let event = ServerEvent::MeUpdated(Box::new(event));
        self.bus.publish(Delivery { to: Audience::user(key.user_id), event });
    }
}
