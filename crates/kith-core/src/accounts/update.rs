//! One's own account: reading it, and changing the profile and the settings.

use kith_wire::{Me, MeUpdated, ProfilePatch, ServerEvent, Settings, SettingsPatch, UserVersion};

use crate::{Actor, Audience, Delivery, Kith, Refusal, validate};

/// The cost of changing the account, in requests: settings may touch the person's memberships in all chats, and a
/// profile goes to all people who see the person.
const CHANGE_COST: u32 = 50;

impl Kith {
    /// Returns one's own account.
    pub async fn me(&self, actor: Actor) -> Result<Me, Refusal> {
        self.rates.request(actor.user_id)?;
        self.store.me(actor.user_id).await?.ok_or(Refusal::unknown_user())
    }

    /// Changes name, user name and about; an absent field stays.
    pub async fn update_profile(&self, actor: Actor, patch: ProfilePatch) -> Result<Me, Refusal> {
        let patch = ProfilePatch {
            name: patch.name.as_deref().map(validate::name).transpose()?,
            username: patch.username.as_deref().map(validate::username).transpose()?,
            about: patch.about.as_deref().map(validate::about).transpose()?,
        };
        self.rates.requests(actor.user_id, CHANGE_COST)?;
        let (me, user_version) = self.store.update_profile(actor.user_id, patch).await?;
        if let Some(user_version) = user_version {
            self.say_me_updated(actor, &me, user_version);
        }
        // The request may be a repeat because publishing failed the first time.
        if user_version.is_some() || self.unpublished.has_person(actor.user_id) {
            self.publish_profile(&me.user).await?;
        }
        Ok(me)
    }

    /// Changes the settings; an absent field stays.
    pub async fn update_settings(&self, actor: Actor, patch: SettingsPatch) -> Result<Settings, Refusal> {
        patch.disappear_after.flatten().map(validate::disappear_after).transpose()?;
        self.rates.requests(actor.user_id, CHANGE_COST)?;
        let (me, user_version) = self.store.update_settings(actor.user_id, patch).await?;
        if let Some(user_version) = user_version {
            self.say_me_updated(actor, &me, user_version);
        }
        Ok(me.settings)
    }

    fn say_me_updated(&self, actor: Actor, me: &Me, user_version: UserVersion) {
        let event = ServerEvent::MeUpdated(Box::new(MeUpdated {
            me: Some(me.clone()),
            ..MeUpdated::of(user_version)
        }));
        self.bus.publish(Delivery { to: Audience::user(actor.user_id), event });
    }
}
