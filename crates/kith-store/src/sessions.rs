//! Sessions: the devices that are logged in.

use async_trait::async_trait;
use kith_wire::{SessionId, SessionInfo, TenantId, TimeMs, User, UserId};
use thiserror::Error;

use crate::StoreError;

/// Sessions: the devices that are logged in.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Opens a session.
    async fn create_session(&self, session: NewSession) -> Result<(), StoreError>;

    /// Exchanges a session's refresh token for the next. A token that was used before ends the session, in the same
    /// transaction. Returns the session's owner in the same call: once the client's token is replaced, no later read
    /// may fail.
    async fn rotate_session(&self, rotation: Rotation) -> Result<User, RotateError>;

    /// The owner of this session, if it is alive.
    async fn session_owner(
        &self,
        session_id: SessionId,
        at_ms: TimeMs,
    ) -> Result<Option<SessionOwner>, StoreError>;

    /// The owner of this refresh token's session, if the token is the newest or the one before and the session is
    /// alive.
    async fn session_by_token(
        &self,
        session_id: SessionId,
        presented: TokenHash,
        at_ms: TimeMs,
    ) -> Result<Option<UserId>, StoreError>;

    /// The account's live sessions, latest use first. `current` is false in all.
    async fn sessions(&self, user_id: UserId, at_ms: TimeMs) -> Result<Vec<SessionInfo>, StoreError>;

    /// The networks from which the account's sessions were opened or last refreshed, alive or not: of the latest
    /// hundred that are still known.
    async fn session_addresses(&self, user_id: UserId) -> Result<Vec<String>, StoreError>;

    /// Sessions that were ended at this time or later.
    async fn sessions_ended_since(&self, at_ms: TimeMs) -> Result<Vec<(UserId, SessionId)>, StoreError>;

    /// Deletes sessions that ran out before this time, at most `limit`. Returns how many.
    async fn forget_sessions(&self, expired_before_ms: TimeMs, limit: usize) -> Result<usize, StoreError>;

    /// Ends one session of the account. Returns whether that session was alive.
    async fn end_session(
        &self,
        user_id: UserId,
        session_id: SessionId,
        at_ms: TimeMs,
    ) -> Result<bool, StoreError>;
}

/// The owner of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionOwner {
    /// The tenant of the account.
    pub tenant_id: TenantId,
    /// The account.
    pub user_id: UserId,
}

/// SHA-256 of a refresh token's secret: the store never gets the secret.
pub type TokenHash = [u8; 32];

/// A session to create.
#[derive(Clone)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// Its account.
    pub user_id: UserId,
    /// The name that the device gave itself.
    pub device: String,
    /// The network address from which it was opened.
    pub address: String,
    /// The hash of its first refresh token.
    pub refresh_hash: TokenHash,
    /// Now.
    pub at_ms: TimeMs,
    /// When it ends unless it is refreshed before.
    pub expires_at_ms: TimeMs,
}

/// A refresh token presented in exchange for the next.
#[derive(Clone)]
pub struct Rotation {
    /// The session that the token names.
    pub session_id: SessionId,
    /// The hash of the presented token.
    pub presented: TokenHash,
    /// The hash of the token that replaces it.
    pub next: TokenHash,
    /// For how long after a rotation the token before the newest is still accepted, as long as the newest has not been
    /// used: the client may never have received it. 0 for never.
    pub grace_ms: i64,
    /// The network address of the client.
    pub address: String,
    /// Now.
    pub at_ms: TimeMs,
    /// When the session ends unless it is refreshed again before.
    pub expires_at_ms: TimeMs,
}

/// Why a refresh token was refused.
#[derive(Debug, Error)]
pub enum RotateError {
    /// No session has this id.
    #[error("no such session")]
    Unknown,
    /// The session was ended or ran out.
    #[error("the session has ended")]
    Ended,
    /// The token was used before. Two clients have it, so this call has ended the session.
    #[error("the refresh token was used twice")]
    Reused {
        /// The owner of the session.
        user_id: UserId,
    },
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}
