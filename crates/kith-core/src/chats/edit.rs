//! Renaming and describing a group.

use kith_store::ChatEdit;
use kith_wire::{Chat, ChatId, ChatPatch, SystemEvent};

use crate::chats::change::{Decision, administers};
use crate::{Actor, Kith, Refusal, validate};

impl Kith {
    /// Changes the group's name and description; what is absent stays. Admins only.
    pub async fn edit_chat(&self, actor: Actor, chat_id: ChatId, patch: ChatPatch) -> Result<Chat, Refusal> {
        let title = patch.title.as_deref().map(validate::title).transpose()?;
        let description = patch.description.as_deref().map(validate::description).transpose()?;
        let chat = self
            .change_chat(actor, chat_id, |roster| {
                administers(roster, actor)?;
                let mut decision = Decision::default();
                if let Some(title) = &title {
                    decision.edits.push(ChatEdit::Title(title.clone()));
                    decision.events.push(SystemEvent::TitleChanged { title: title.clone() });
                }
                if let Some(description) = &description {
                    let description = Some(description.clone()).filter(|description| !description.is_empty());
                    decision.edits.push(ChatEdit::Description(description));
                    decision.events.push(SystemEvent::DescriptionChanged);
                }
                Ok(decision)
            })
            .await?;
        chat.ok_or(Refusal::NotAMember)
    }
}
