//! Finding people, chats, and messages in one chat.

use kith_store::MessageSearch;
use kith_wire::{ChatId, ChatList, MessageHits, Seq, User, UserId, UserList};

use crate::{Actor, Kith, Refusal, validate};

/// Most people that one request may look up by id.
const IDS: usize = 100;

/// Longest text to search for, in characters.
const TEXT: usize = 200;

impl Kith {
    /// People with a word of their name, or their user name, that begins with `text`; everybody when it is empty.
    pub async fn find_people(&self, actor: Actor, text: &str, limit: usize) -> Result<UserList, Refusal> {
        self.rates.request(actor.user_id)?;
        let (text, limit) = (searchable(text)?, limit.clamp(1, 100));
        let users = self.store.find_users(actor.user_id, actor.tenant_id, text, limit).await?;
        Ok(UserList { users })
    }

    /// The people with these ids; unknown ids are left out.
    pub async fn people(&self, actor: Actor, ids: Vec<UserId>) -> Result<UserList, Refusal> {
        if ids.len() > IDS {
            return Err(Refusal::Invalid(format!("at most {IDS} ids at once")));
        }
        self.rates.request(actor.user_id)?;
        let users = self.store.users(actor.user_id, ids).await?;
        Ok(UserList { users })
    }

    /// One person.
    pub async fn person(&self, actor: Actor, user_id: UserId) -> Result<User, Refusal> {
        self.people(actor, vec![user_id]).await?.users.pop().ok_or(Refusal::unknown_user())
    }

    /// One's own chats with a word of their name that begins with `text`.
    pub async fn find_chats(&self, actor: Actor, text: &str, limit: usize) -> Result<ChatList, Refusal> {
        self.rates.request(actor.user_id)?;
        let chats = self.store.find_chats(actor.user_id, searchable(text)?, limit.clamp(1, 100)).await?;
        Ok(ChatList { chats, next: None })
    }

    /// Messages of one chat that contain `text`, newest first.
    pub async fn find_messages(
        &self,
        actor: Actor,
        chat_id: ChatId,
        text: &str,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<MessageHits, Refusal> {
        let text = searchable(text)?;
        if text.is_empty() {
            return Err(Refusal::Invalid("q: what to look for is missing".into()));
        }
        self.rates.request(actor.user_id)?;
        let search = MessageSearch {
            actor: actor.user_id,
            chat_id,
            text: text.to_owned(),
            before,
            limit: limit.clamp(1, 100),
        };
        Ok(self.store.search_messages(search).await?)
    }
}

fn searchable(text: &str) -> Result<&str, Refusal> {
    let text = text.trim();
    if !validate::fits(text, TEXT) {
        return Err(Refusal::Invalid(format!("q: at most {TEXT} characters")));
    }
    Ok(text)
}
