//! Commands of the operator about accounts. They need no actor: access to the database is the permission.

use kith_store::Account;
use kith_wire::UserId;

use super::register;
use crate::clock::now_ms;
use crate::jobs::JobKind;
use crate::{Kith, Refusal, validate};

impl Kith {
    /// Creates an account, whether registration is open or not. Returns its id.
    pub async fn add_account(&self, username: &str, name: &str, password: String) -> Result<UserId, Refusal> {
        let account = register::Account { username, name, email: None, password, only_if_first: false };
        let me = self.create_account(account).await?;
        Ok(me.user.id)
    }

    /// Gives an account a new password and ends all its sessions.
    pub async fn reset_account(&self, username: &str, password: String) -> Result<(), Refusal> {
        validate::password(&password)?;
        let user_id = self.account_id(username).await?;
        let hash = self.passwords.hash(password).await?;
        let now = now_ms();
        self.store.set_password(user_id, hash, None, now).await?;
        // Only the server, which is another process, can close the connections.
        Ok(self.schedule(JobKind::CloseEndedSessions, user_id, now, now).await?)
    }

    /// Makes an account an administrator.
    pub async fn promote_account(&self, username: &str) -> Result<(), Refusal> {
        let user_id = self.account_id(username).await?;
        Ok(self.store.set_admin(user_id, true).await?)
    }

    /// All accounts, by user name.
    pub async fn accounts(&self) -> Result<Vec<Account>, Refusal> {
        Ok(self.store.accounts(self.tenant_id).await?)
    }

    async fn account_id(&self, username: &str) -> Result<UserId, Refusal> {
        let found = self.store.credentials(self.tenant_id, username).await?;
        Ok(found.ok_or(Refusal::unknown_user())?.user_id)
    }
}
