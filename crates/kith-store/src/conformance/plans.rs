//! Claims about plans.

use std::sync::Arc;

use kith_wire::{ErrorCode, MessageId, MessageRef, SendMessage, SyncPage, SyncRequest, UserId};

use super::world::{NOW, World};
use crate::{AddPlanError, PLAN_JOB, Plan, PlanKey, PlanKind, Store, SyncLimits, Task};

const HOUR: i64 = 3_600_000;

/// Ada, in a chat with Bob.
struct Stage {
    world: World,
    store: Arc<dyn Store>,
    ada: UserId,
    bob: UserId,
    message: SendMessage,
}

impl Stage {
    async fn new(store: Arc<dyn Store>) -> Self {
        let world = World::new(store.clone());
        let [ada, bob] = world.people(["ada", "bob"]).await;
        let chat_id = world.direct(ada, bob).await;
        let json =
            format!(r#"{{"id":"{}","chatId":"{chat_id}","kind":"text","text":"later"}}"#, MessageId::new());
        let message = serde_json::from_str(&json).unwrap();
        Self { world, store, ada, bob, message }
    }

    /// A message that is scheduled for this time.
    fn send(&self, at: i64) -> Plan {
        let message = SendMessage { id: MessageId::new(), send_at: Some(at), ..self.message.clone() };
        Plan { task: Task::Send(Box::new(message)), due_at: Some(at), error: None }
    }

    async fn remind(&self, at: i64) -> Plan {
        let said = self.world.say(self.bob, self.message.chat_id, "remember").await.message;
        let message = MessageRef { chat_id: said.chat_id, id: said.id };
        Plan { task: Task::Remind { message, at }, due_at: Some(at), error: None }
    }

    async fn add(&self, plan: &Plan) -> i64 {
        self.store.add_plan(self.ada, plan.clone(), 3).await.unwrap()
    }

    async fn plans(&self, kind: PlanKind) -> Vec<Plan> {
        self.store.plans(self.ada, kind).await.unwrap()
    }

    async fn sync(&self, user_version: i64) -> SyncPage {
        let request = SyncRequest { user_version, ..SyncRequest::default() };
        let limits = SyncLimits { chats: 100, messages: 100, people: 100 };
        self.store.changes_since(self.ada, request, limits, NOW).await.unwrap()
    }
}

pub async fn plans_are_ones_own_and_kept_soonest_first(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let (late, soon, reminder) =
        (stage.send(NOW + 2 * HOUR), stage.send(NOW + HOUR), stage.remind(NOW).await);
    let first = stage.add(&late).await;
    assert_eq!(
        (stage.add(&late).await, stage.add(&soon).await, stage.add(&reminder).await),
        (first, first + 1, first + 2)
    );
    assert_eq!(stage.plans(PlanKind::Send).await, [soon.clone(), late]);
    assert_eq!(stage.plans(PlanKind::Remind).await, [reminder]);
    assert_eq!(stage.store.plan(soon.key(stage.ada)).await.unwrap(), Some(soon.clone()));
    assert_eq!(stage.store.plan(soon.key(stage.bob)).await.unwrap(), None);
    assert!(stage.store.plans(stage.bob, PlanKind::Send).await.unwrap().is_empty());
    assert_eq!(stage.store.replace_plan(soon.key(stage.bob), None, None).await.unwrap(), None);
}

pub async fn a_plan_is_about_what_one_sees(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let eve = stage.world.person("eve").await;
    let (message, reminder) = (stage.send(NOW), stage.remind(NOW).await);
    for plan in [&message, &reminder] {
        let refused = stage.store.add_plan(eve, plan.clone(), 3).await.unwrap_err();
        assert!(matches!(refused, AddPlanError::NotAMember));
    }
    let unknown = MessageRef { chat_id: stage.message.chat_id, id: MessageId::new() };
    let unknown = Plan { task: Task::Remind { message: unknown, at: NOW }, ..reminder };
    let refused = stage.store.add_plan(stage.ada, unknown, 3).await.unwrap_err();
    assert!(matches!(refused, AddPlanError::NotFound));
    // The same id for another message.
    let id = message.key(stage.ada).id;
    stage.add(&message).await;
    let other = SendMessage { id, text: Some("other".into()), send_at: Some(NOW), ..stage.message.clone() };
    let other = Plan { task: Task::Send(Box::new(other)), ..message };
    assert!(matches!(stage.store.add_plan(stage.ada, other, 3).await.unwrap_err(), AddPlanError::Conflict));
}

pub async fn a_person_has_only_so_many_plans(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let plans = [0, 1, 2, 3].map(|n| stage.send(NOW + n));
    for plan in &plans[..3] {
        stage.add(plan).await;
    }
    let refused = stage.store.add_plan(stage.ada, plans[3].clone(), 3).await.unwrap_err();
    assert!(matches!(refused, AddPlanError::TooMany));
    stage.add(&plans[0]).await;
    stage.add(&stage.remind(NOW).await).await;
    stage.store.replace_plan(plans[0].key(stage.ada), None, None).await.unwrap().unwrap();
    stage.add(&plans[3]).await;
}

pub async fn the_job_of_a_plan_is_due_when_the_plan_is(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let plan = stage.send(NOW + HOUR);
    let key = plan.key(stage.ada);
    stage.add(&plan).await;
    assert!(stage.store.lease_jobs(NOW + HOUR - 1, NOW + 2 * HOUR, 9).await.unwrap().is_empty());
    let leased = stage.store.lease_jobs(NOW + HOUR, NOW + 2 * HOUR, 9).await.unwrap().remove(0);
    assert_eq!((leased.kind.as_str(), leased.key.parse()), (PLAN_JOB, Ok(key)));
    let again = Plan { due_at: Some(NOW + 3 * HOUR), ..plan.clone() };
    stage.store.replace_plan(key, Some(NOW + HOUR), Some(again)).await.unwrap().unwrap();
    assert_eq!(stage.store.next_job_at().await.unwrap(), Some(NOW + 3 * HOUR));
    let failed = Plan { due_at: None, error: Some(ErrorCode::NotAMember), ..plan.clone() };
    stage.store.replace_plan(key, None, Some(failed.clone())).await.unwrap().unwrap();
    assert_eq!(stage.store.next_job_at().await.unwrap(), None);
    assert_eq!(stage.plans(PlanKind::Send).await, [failed]);
    stage.store.replace_plan(key, None, Some(plan)).await.unwrap().unwrap();
    stage.store.replace_plan(key, None, None).await.unwrap().unwrap();
    assert_eq!((stage.store.next_job_at().await.unwrap(), stage.plans(PlanKind::Send).await), (None, vec![]));
}

pub async fn a_plan_that_was_moved_is_not_taken_for_done(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let plan = stage.send(NOW + HOUR);
    let key = plan.key(stage.ada);
    stage.add(&plan).await;
    let moved = Plan { due_at: Some(NOW + 2 * HOUR), ..plan.clone() };
    stage.store.replace_plan(key, None, Some(moved.clone())).await.unwrap().unwrap();
    assert_eq!(stage.store.replace_plan(key, Some(NOW + HOUR), None).await.unwrap(), None);
    assert_eq!(stage.store.replace_plan(key, None, Some(moved.clone())).await.unwrap(), None);
    assert_eq!(stage.plans(PlanKind::Send).await, [moved]);
    let nobodys = PlanKey { id: MessageId::new(), ..key };
    assert_eq!(stage.store.replace_plan(nobodys, None, Some(plan)).await.unwrap(), None);
}

pub async fn what_became_of_plans_comes_to_those_who_were_away(store: Arc<dyn Store>) {
    let stage = Stage::new(store).await;
    let (gone, kept, reminder) = (stage.send(NOW), stage.send(NOW + 1), stage.remind(NOW).await);
    let before = stage.add(&gone).await;
    stage.add(&kept).await;
    stage.store.replace_plan(gone.key(stage.ada), None, None).await.unwrap();
    stage.add(&reminder).await;
    let due = Plan { due_at: None, ..reminder.clone() };
    let last =
        stage.store.replace_plan(reminder.key(stage.ada), Some(NOW), Some(due)).await.unwrap().unwrap();
    let page = stage.sync(before).await;
    let scheduled: Vec<_> =
        page.scheduled.iter().map(|change| (change.id, change.message.is_some())).collect();
    assert_eq!(scheduled, [(kept.key(stage.ada).id, true), (gone.key(stage.ada).id, false)]);
    assert_eq!(page.reminders.len(), 1);
    assert!(page.reminders[0].reminder.unwrap().due);
    assert_eq!(page.user_version, last);
    assert!(stage.sync(last).await.scheduled.is_empty());
    // A new device learns nothing of plans that are gone.
    assert_eq!(stage.sync(0).await.scheduled.len(), 1);
}
