//! Leaving a group, and removing others from it.

use kith_store::{ChatEdit, Roster};
use kith_wire::{ChatId, Role, SystemEvent, UserId};

use crate::chats::change::{Decision, administers};
use crate::{Actor, Kith, Refusal};

impl Kith {
    /// Removes a member from a group. Anyone may leave; admins remove members, the owner also admins. When the owner
    /// leaves, the group passes to the admin (or else the member) who has been in it longest.
    pub async fn remove_member(&self, actor: Actor, chat_id: ChatId, user_id: UserId) -> Result<(), Refusal> {
        self.change_chat(actor, chat_id, |roster| {
            if user_id == actor.user_id {
                return Ok(leave(roster, actor));
            }
            let by = administers(roster, actor)?;
            let target = roster.member(user_id).ok_or(Refusal::NotFound("member"))?;
            if target.role >= by {
                return Err(Refusal::Forbidden("only the owner may remove an admin, and nobody the owner"));
            }
            Ok(Decision {
                edits: vec![ChatEdit::Remove(user_id)],
                events: vec![SystemEvent::MemberRemoved { user_id }],
            })
        })
        .await?;
        Ok(())
    }
}

fn leave(roster: &Roster, actor: Actor) -> Decision {
    let mut decision =
        Decision { edits: vec![ChatEdit::Remove(actor.user_id)], events: vec![SystemEvent::MemberLeft] };
    let owns = roster.member(actor.user_id).is_some_and(|member| member.role == Role::Owner);
    let heir = roster
        .members
        .iter()
        .filter(|member| member.user_id != actor.user_id)
        .min_by_key(|member| (std::cmp::Reverse(member.role), member.joined_at_ms, member.user_id));
    if let Some(heir) = heir.filter(|_| owns) {
        decision.edits.push(ChatEdit::Role(heir.user_id, Role::Owner));
        decision.events.push(SystemEvent::RoleChanged { user_id: heir.user_id, role: Role::Owner });
    }
    decision
}
