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
    /// transaction. Answers whose session it is: nothing has to be read once the token that the client has is no longer good.
    async fn rotate_session(&self, rotation: Rotation) -> Result<User, RotateError>;

    /// Whose session this is, if it is alive.
    async fn session_owner(
        &self,
        session_id: SessionId,
        at_ms: TimeMs,
    ) -> Result<Option<SessionOwner>, StoreError>;

    /// Whose session this refresh token belongs to, if it is the session's newest or the one before, and the session is alive.
    async fn session_by_token(
        &self,
        session_id: SessionId,
        presented: TokenHash,
        at_ms: TimeMs,
    ) -> Result<Option<UserId>, StoreError>;

    /// The account's live sessions, latest use first. `current` is false in all.
    async fn sessions(&self, user_id: UserId, at_ms: TimeMs) -> Result<Vec<SessionInfo>, StoreError>;

    /// Where the account's sessions were opened or last refreshed, alive or not: of the latest hundred that are still known.
    async fn session_addresses(&self, user_id: UserId) -> Result<Vec<String>, StoreError>;

    /// Sessions that were ended at this time or later.
    async fn sessions_ended_since(&self, at_ms: TimeMs) -> Result<Vec<(UserId, SessionId)>, StoreError>;

    /// Deletes sessions that ran out before this time, at most `limit`. Answers how many.
    async fn forget_sessions(&self, expired_before_ms: TimeMs, limit: usize) -> Result<usize, StoreError>;

    /// Ends one session of the account. Answers whether there was such a live session.
    async fn end_session(
        &self,
        user_id: UserId,
        session_id: SessionId,
        at_ms: TimeMs,
    ) -> Result<bool, StoreError>;
}

/// Whose session it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionOwner {
    /// The tenant of the account.
    pub tenant_id: TenantId,
    /// The account.
    pub user_id: UserId,
}

/// SHA-256 of a refresh token's secret: all that the store ever knows of it.
pub type TokenHash = [u8; 32];

/// A session to create.
#[derive(Clone)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// Whose.
    pub user_id: UserId,
    /// What the device calls itself.
    pub device: String,
    /// Where it was opened from.
    pub address: String,
    /// Of its first refresh token.
    pub refresh_hash: TokenHash,
    /// Now.
    pub at_ms: TimeMs,
    /// When it ends unless it is refreshed before.
    pub expires_at_ms: TimeMs,
}

/// A refresh token presented in exchange for the next.
#[derive(Clone)]
pub struct Rotation {
    /// Which session it claims.
    pub session_id: SessionId,
    /// Of the token presented.
    pub presented: TokenHash,
    /// Of the token that is to replace it.
    pub next: TokenHash,
    /// For how long after a rotation the token before the newest is still accepted, as long as the newest has not been
    /// used: the client may never have received it. 0 for never.
    pub grace_ms: i64,
    /// Where from.
    pub address: String,
    /// Now.
    pub at_ms: TimeMs,
    /// When the session ends unless it is refreshed again before.
    pub expires_at_ms: TimeMs,
}

/// Why a refresh token buys nothing.
#[derive(Debug, Error)]
pub enum RotateError {
    /// No session has this id.
    #[error("no such session")]
    Unknown,
    /// The session was ended or ran out.
    #[error("the session has ended")]
    Ended,
    /// The token was used before. Somebody has a copy of it, so the session has been ended by this call.
    #[error("the refresh token was used twice")]
    Reused {
        /// Whose session it was.
        user_id: UserId,
    },
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}
