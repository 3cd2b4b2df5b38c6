//! Appointing admins, and handing a group over.

use kith_store::ChatEdit;
use kith_wire::{Chat, ChatId, Role, SystemEvent, UserId};

use crate::chats::change::{Decision, administers};
use crate::{Actor, Kith, Refusal};

impl Kith {
    /// Changes a member's role. Admins appoint admins; only the owner demotes them, or hands the group over (and
    /// becomes an admin).
    pub async fn set_role(
        &self,
        actor: Actor,
        chat_id: ChatId,
        user_id: UserId,
        role: Role,
    ) -> Result<Chat, Refusal> {
        let chat = self
            .change_chat(actor, chat_id, |roster| {
                let by = administers(roster, actor)?;
                let target = roster.member(user_id).ok_or(Refusal::NotFound("member"))?;
                if target.role == role {
                    return Ok(Decision::default());
                }
                if by != Role::Owner && (role == Role::Owner || target.role != Role::Member) {
                    return Err(Refusal::Forbidden("only the owner may do this"));
                }
                if user_id == actor.user_id {
                    return Err(Refusal::Forbidden("the owner hands the group over before stepping down"));
                }
                let mut decision = Decision {
                    edits: vec![ChatEdit::Role(user_id, role)],
                    events: vec![SystemEvent::RoleChanged { user_id, role }],
                };
                if role == Role::Owner {
                    decision.edits.push(ChatEdit::Role(actor.user_id, Role::Admin));
                }
                Ok(decision)
            })
            .await?;
        chat.ok_or(Refusal::NotAMember)
    }
}
