//! How every change of a chat is made: decided on a roster, stored only if that roster still holds, then published.

use kith_store::{ChangeChatError, ChatChange, ChatEdit, Roster};
use kith_wire::{Chat, ChatId, ChatKind, MessageId, Role, SystemEvent};

use crate::clock::now_ms;
use crate::delivery::unpublished::News;
use crate::{Actor, Kith, Refusal};

/// How often a change is decided anew when others change the group at the same time.
const ATTEMPTS: usize = 10;

/// A rule's decision: the edits, and the system messages that report them. Without edits there is nothing to do.
#[derive(Default)]
pub struct Decision {
    pub edits: Vec<ChatEdit>,
    pub events: Vec<SystemEvent>,
}

impl Kith {
    /// Asks the rule for its decision, stores the change and publishes it. Asks the rule again when the group changed
    /// meanwhile. Returns the chat as the actor sees it now, unless the actor has left.
    pub(crate) async fn change_chat(
        &self,
        actor: Actor,
        chat_id: ChatId,
        rule: impl Fn(&Roster) -> Result<Decision, Refusal>,
    ) -> Result<Option<Chat>, Refusal> {
        self.rates.request(actor.user_id)?;
        let mut paid = false;
        for _ in 0..ATTEMPTS {
            let roster = self.store.roster(actor.user_id, chat_id).await?;
            // An earlier attempt may have stored this change without publishing it.
            self.publish_unpublished_of(chat_id).await?;
            let decision = rule(&roster)?;
            if roster.kind != ChatKind::Group && !decision.edits.iter().all(suits_direct_chats) {
                return Err(Refusal::Forbidden("a direct chat has no name or members to change"));
            }
            if decision.edits.is_empty() {
                return Ok(Some(self.store.chat(actor.user_id, chat_id).await?));
            }
            if !paid {
                self.rates.invite(actor.user_id, cost(&roster, &decision))?;
                paid = true;
            }
            match self.make_change(actor, &roster, decision).await {
                Err(ChangeChatError::Stale) => {}
                made => return Ok(made?),
            }
        }
        Err(ChangeChatError::Stale.into())
    }

    async fn make_change(
        &self,
        actor: Actor,
        before: &Roster,
        decision: Decision,
    ) -> Result<Option<Chat>, ChangeChatError> {
        let chat_id = before.chat_id;
        let ticket = self.lanes.enter(&*self.bus, chat_id);
        let changed = self
            .store
            .change_chat(ChatChange {
                actor: actor.user_id,
                chat_id,
                based_on: before.info_version,
                edits: decision.edits,
                events: decision.events.into_iter().map(|event| (MessageId::new(), event)).collect(),
                at_ms: now_ms(),
            })
            .await?;
        let news = News::Changed(before.clone(), changed);
        Ok(self.publish(ticket, chat_id, news, Some(actor.user_id)).await?)
    }
}

/// Whether direct chats have the part that this edit changes.
fn suits_direct_chats(edit: &ChatEdit) -> bool {
    matches!(edit, ChatEdit::DisappearAfter(_))
}

/// The cost of a change in the limit of invitations: one per person added, and one per ten people who get the event.
fn cost(roster: &Roster, decision: &Decision) -> usize {
    let joining = decision.edits.iter().filter(|edit| matches!(edit, ChatEdit::Add(_))).count();
    joining + roster.members.len() / 10
}

/// The actor's role, if it allows running the group.
pub(crate) fn administers(roster: &Roster, actor: Actor) -> Result<Role, Refusal> {
    match roster.member(actor.user_id).map(|member| member.role) {
        Some(role @ (Role::Admin | Role::Owner)) => Ok(role),
        Some(Role::Member) => Err(Refusal::Forbidden("only the group's admins may do this")),
        None => Err(Refusal::NotAMember),
    }
}
