//! Exchanging a refresh token for the next pair of tokens.

use kith_store::{RotateError, Rotation};
use kith_wire::Session;

use crate::clock::now_ms;
use crate::sessions::tokens::{RefreshToken, SESSION_MS};
use crate::{Client, Kith, Refusal};

/// For how long a browser may present the cookie before its newest one while the newest is unused, in milliseconds.
/// Answers get lost when a page is reloaded in the middle of a refresh, and browsers write cookies to disk up to half a
/// minute late: after a crash a browser has the older cookie, and may be started again days later. Two browsers that
/// take turns with copies of a cookie are still detected.
const COOKIE_GRACE_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// How a refresh token was presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenCarrier {
    /// By a program, in the body: each token works exactly once.
    Body,
    /// By a browser, as a cookie that scripts cannot read.
    Cookie,
}

impl Kith {
    /// Returns new tokens for the session. Each refresh token works once: presenting a used one ends the session, since
    /// one of its two holders should not have it.
    pub async fn refresh_session(
        &self,
        refresh_token: &str,
        carrier: TokenCarrier,
        client: &Client,
    ) -> Result<Session, Refusal> {
        const WRONG: Refusal = Refusal::Unauthenticated("the refresh token is not valid");
        self.rates.visit(client.network)?;
        let presented = RefreshToken::decode(refresh_token).ok_or(WRONG)?;
        let session_id = presented.session_id;
        self.rates.refresh(session_id)?;
        let next = RefreshToken::new(session_id)?;
        let now = now_ms();
        let rotation = Rotation {
            session_id,
            presented: presented.hash(),
            next: next.hash(),
            grace_ms: if carrier == TokenCarrier::Cookie { COOKIE_GRACE_MS } else { 0 },
            address: client.address.to_string(),
            at_ms: now,
            expires_at_ms: now + SESSION_MS,
        };
        let user = self.store.rotate_session(rotation).await.map_err(|error| match error {
            RotateError::Unknown => WRONG,
            RotateError::Ended => Refusal::SessionEnded,
            RotateError::Reused { user_id } => {
                tracing::warn!(%user_id, %session_id, "a refresh token was used twice: session ended");
                self.publish_session_ended(user_id, vec![session_id]);
                Refusal::SessionEnded
            }
            RotateError::Store(error) => error.into(),
        })?;
        self.hand_out(user, &next)
    }
}
