//! Accounts and their settings.

use async_trait::async_trait;
use kith_wire::{Me, ProfilePatch, SessionId, SettingsPatch, TenantId, TimeMs, UserId, UserVersion};
use thiserror::Error;

use crate::StoreError;

/// Accounts and their settings.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Creates an account; the first of a tenant becomes its administrator.
    async fn create_user(&self, user: NewUser) -> Result<Me, AccountError>;

    /// Whether the tenant has any account.
    async fn has_users(&self, tenant_id: TenantId) -> Result<bool, StoreError>;

    /// The account with this user name or e-mail address, compared folded.
    async fn credentials(&self, tenant_id: TenantId, login: &str) -> Result<Option<Credentials>, StoreError>;

    /// The credentials of a known account.
    async fn credentials_of(&self, user_id: UserId) -> Result<Option<Credentials>, StoreError>;

    /// Replaces the password and ends every session except `keep`. Returns the sessions that it ended.
    async fn set_password(
        &self,
        user_id: UserId,
        password_hash: String,
        keep: Option<SessionId>,
        at_ms: TimeMs,
    ) -> Result<Vec<SessionId>, StoreError>;

    /// Makes an account an administrator, or no longer.
    async fn set_admin(&self, user_id: UserId, admin: bool) -> Result<(), AccountError>;

    /// All accounts of a tenant, by user name.
    async fn accounts(&self, tenant_id: TenantId) -> Result<Vec<Account>, StoreError>;

    /// One's own account.
    async fn me(&self, user_id: UserId) -> Result<Option<Me>, StoreError>;

    /// Changes the profile, and gives it a version. Returns the account, and the user counter unless nothing changed.
    async fn update_profile(
        &self,
        user_id: UserId,
        patch: ProfilePatch,
    ) -> Result<(Me, Option<UserVersion>), AccountError>;

    /// Changes the settings. Returns the account, and the user counter unless nothing changed. A change of read
    /// receipts also stamps the person's memberships in all chats, with the next values of the counter.
    async fn update_settings(
        &self,
        user_id: UserId,
        patch: SettingsPatch,
    ) -> Result<(Me, Option<UserVersion>), AccountError>;
}

/// An account to create.
#[derive(Clone)]
pub struct NewUser {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: UserId,
    /// Unique in the tenant when folded.
    pub username: String,
    /// Unique in the tenant when folded.
    pub email: Option<String>,
    /// The person's name.
    pub name: String,
    /// Argon2id in PHC form.
    pub password_hash: String,
    /// Refuse if the tenant has any account.
    pub only_if_first: bool,
    /// Now.
    pub at_ms: TimeMs,
}

/// The data for checking a password.
#[derive(Clone)]
pub struct Credentials {
    /// The account.
    pub user_id: UserId,
    /// Argon2id in PHC form.
    pub password_hash: String,
}

/// An account as the operator of the server sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The account.
    pub id: UserId,
    /// Its user name.
    pub username: String,
    /// Its name.
    pub name: String,
    /// Its e-mail address.
    pub email: Option<String>,
    /// Whether it administers the server.
    pub admin: bool,
    /// When it was created.
    pub created_at_ms: TimeMs,
}

/// Why an account cannot be created or renamed.
#[derive(Debug, Error)]
pub enum AccountError {
    /// Another account of the tenant has this name.
    #[error("the user name is taken")]
    UsernameTaken,
    /// Another account of the tenant has this address.
    #[error("the e-mail address is taken")]
    EmailTaken,
    /// The account should have been the first of its tenant, and is not.
    #[error("the tenant has accounts already")]
    NotFirst,
    /// There is no such account.
    #[error("no such account")]
    UnknownUser,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}
