//! Logging in and out.

use std::net::IpAddr;

use ipnet::IpNet;
use kith_wire::{Login, Session, UserId};

use crate::clock::now_ms;
use crate::sessions::tokens::RefreshToken;
use crate::{Actor, Client, Kith, Refusal, validate};

impl Kith {
    /// Opens a session for a user name (or e-mail address) and password. The refusal does not tell which of the two was
    /// wrong.
    pub async fn log_in(&self, request: Login, client: &Client) -> Result<Session, Refusal> {
        const WRONG: Refusal = Refusal::Unauthenticated("the user name or the password is wrong");
        if request.login.len() > validate::EMAIL_BYTES {
            // Too long for any account, and not worth an entry in the limits.
            return Err(WRONG);
        }
        let account = kith_store::fold(&request.login);
        self.rates.log_in(&account, client.network)?;
        let credentials = self.store.credentials(self.tenant_id, &request.login).await?;
        let known = match &credentials {
            Some(found) => self.knows(found.user_id, client.network).await?,
            None => false,
        };
        if !known {
            self.rates.log_in_as_stranger(&account)?;
        }
        let (user_id, hash) = credentials.map(|found| (found.user_id, found.password_hash)).unzip();
        let matches = self.passwords.verify(request.password, hash).await?;
        let user_id = user_id.filter(|_| matches).ok_or(WRONG)?;
        let me = self.store.me(user_id).await?.ok_or(WRONG)?;
        self.open_session(me.user, request.device, client).await
    }

    /// Whether somebody has logged in to the account from this network before. Attempts from other networks use up the
    /// limit for strangers, but lock out nobody who logged in from here before.
    async fn knows(&self, user_id: UserId, network: IpNet) -> Result<bool, Refusal> {
        let addresses = self.store.session_addresses(user_id).await?;
        Ok(addresses
            .iter()
            .filter_map(|known| known.parse::<IpAddr>().ok())
            .any(|known| network.contains(&known.to_canonical())))
    }

    /// Ends the actor's session.
    pub async fn log_out(&self, actor: Actor) -> Result<(), Refusal> {
        self.end_session(actor, actor.session_id()).await
    }

    /// Ends the session of a refresh token: its newest token, or the one before, since a client whose last answer was
    /// lost has only that one. An invalid token has no session left to end.
    pub async fn log_out_by_refresh_token(
        &self,
        refresh_token: &str,
        client: &Client,
    ) -> Result<(), Refusal> {
        self.rates.visit(client.network)?;
        let Some(token) = RefreshToken::decode(refresh_token) else { return Ok(()) };
        let user_id = self.store.session_by_token(token.session_id, token.hash(), now_ms()).await?;
        match user_id {
            Some(user_id) => self.end_session_of(user_id, token.session_id).await,
            None => Ok(()),
        }
    }
}
