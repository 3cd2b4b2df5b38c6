//! Adding people to a group.

use kith_store::ChatEdit;
use kith_wire::{AddMembers, Chat, ChatId, SystemEvent, UserId};

use crate::chats::change::{Decision, administers};
use crate::{Actor, Kith, Refusal};

impl Kith {
    /// Adds people; existing members stay as they are. Admins only. New members see the messages that are sent from
    /// now on.
    pub async fn add_members(
        &self,
        actor: Actor,
        chat_id: ChatId,
        request: AddMembers,
    ) -> Result<Chat, Refusal> {
        let mut wanted = request.user_ids;
        wanted.sort_unstable();
        wanted.dedup();
        let limit = self.settings.group_members;
        let chat = self
            .change_chat(actor, chat_id, |roster| {
                administers(roster, actor)?;
                let joining: Vec<UserId> =
                    wanted.iter().filter(|user| roster.member(**user).is_none()).copied().collect();
                if roster.members.len() + joining.len() > limit {
                    return Err(Refusal::GroupFull { limit });
                }
                if joining.is_empty() {
                    return Ok(Decision::default());
                }
                Ok(Decision {
                    edits: joining.iter().copied().map(ChatEdit::Add).collect(),
                    events: vec![SystemEvent::MembersAdded { user_ids: joining }],
                })
            })
            .await?;
        chat.ok_or(Refusal::NotAMember)
    }
}
