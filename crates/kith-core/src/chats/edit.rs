//! Renaming and describing a group, and how long the messages of a chat stay.

use kith_store::ChatEdit;
use kith_wire::{Chat, ChatId, ChatKind, ChatPatch, SystemEvent};

use crate::chats::change::{Decision, administers};
use crate::{Actor, Kith, Refusal, validate};

impl Kith {
    /// Changes the group's name and description, and how long messages stay; an absent field stays. In groups for
    /// admins only.
    pub async fn edit_chat(&self, actor: Actor, chat_id: ChatId, patch: ChatPatch) -> Result<Chat, Refusal> {
        let title = patch.title.as_deref().map(validate::title).transpose()?;
        let description = patch.description.as_deref().map(validate::description).transpose()?;
        let disappear_after = patch.disappear_after;
        disappear_after.flatten().map(validate::disappear_after).transpose()?;
        let chat = self
            .change_chat(actor, chat_id, |roster| {
                if roster.kind == ChatKind::Group {
                    administers(roster, actor)?;
                }
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
                if let Some(disappear_after) = disappear_after {
                    decision.edits.push(ChatEdit::DisappearAfter(disappear_after));
                    decision.events.push(SystemEvent::DisappearAfterChanged { disappear_after });
                }
                Ok(decision)
            })
            .await?;
        chat.ok_or(Refusal::NotAMember)
    }
}
