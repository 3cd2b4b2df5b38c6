//! Changing one's password.

use kith_wire::ChangePassword;

use crate::clock::now_ms;
use crate::{Actor, Kith, Refusal, validate};

impl Kith {
    /// Replaces the password and ends all sessions except the actor's.
    pub async fn change_password(&self, actor: Actor, request: ChangePassword) -> Result<(), Refusal> {
        validate::password(&request.new_password)?;
        // A thief with an unlocked device must not guess passwords without a limit.
        self.rates.password(actor.user_id)?;
        let credentials = self.store.credentials_of(actor.user_id).await?.ok_or(Refusal::unknown_user())?;
        if !self.passwords.verify(request.current_password, Some(credentials.password_hash)).await? {
            return Err(Refusal::Forbidden("the current password is wrong"));
        }
        let hash = self.passwords.hash(request.new_password).await?;
        let ended = self.store.set_password(actor.user_id, hash, Some(actor.session_id()), now_ms()).await?;
        self.publish_session_ended(actor.user_id, ended);
        Ok(())
    }
}
