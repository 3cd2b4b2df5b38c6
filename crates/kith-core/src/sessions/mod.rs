//! Sessions: opening one, checking one, listing and ending them. Shared by registering and logging in.

mod log_in;
mod refresh;
pub(crate) mod tokens;

pub use refresh::TokenCarrier;
pub use tokens::{RefreshToken, SESSION_SECONDS, SigningKey};

use ipnet::IpNet;
use kith_store::NewSession;
use kith_wire::{
    Device, ErrorCode, ServerEvent, Session, SessionEnded, SessionId, SessionList, User, UserId,
};

use crate::clock::now_ms;
use crate::{Actor, Audience, Client, Delivery, Kith, Refusal, validate};
use tokens::{Bearer, SESSION_MS};

impl Kith {
    /// The actor of an access token whose session is alive. Bad tokens count against their network, good ones against
    /// the person: nobody is locked out by their neighbours' attempts.
    pub async fn authenticate(&self, access_token: Option<&str>, from: IpNet) -> Result<Actor, Refusal> {
        let now = now_ms();
        let verified = access_token
            .ok_or(Refusal::Unauthenticated("an access token is required"))
            .and_then(|token| self.key.verify(token, now));
        let bearer = match verified {
            Ok(bearer) => bearer,
            Err(refusal) => return Err(self.rates.bad_token(from).err().unwrap_or(refusal)),
        };
        self.rates.check_session(bearer.user_id)?;
        match self.store.session_owner(bearer.session_id, now).await? {
            Some(owner) if owner.user_id == bearer.user_id => {
                Ok(Actor::person(owner.tenant_id, owner.user_id, bearer.session_id))
            }
            _ => Err(Refusal::SessionEnded),
        }
    }

    /// Counts a refused event: an unreadable event reaches no limit of its own. Beyond the limit, returns that refusal
    /// instead.
    pub fn count_refusal(&self, actor: Actor, refusal: Refusal) -> Refusal {
        match refusal {
            Refusal::RateLimited { .. } => refusal,
            _ => self.rates.signal(actor.user_id).err().unwrap_or(refusal),
        }
    }

    /// The account's devices, latest use first.
    pub async fn sessions(&self, actor: Actor) -> Result<SessionList, Refusal> {
        self.rates.request(actor.user_id)?;
        let mut sessions = self.store.sessions(actor.user_id, now_ms()).await?;
        for session in &mut sessions {
            session.current = session.id == actor.session_id();
        }
        Ok(SessionList { sessions })
    }

    /// Logs one of the account's devices out, at once.
    pub async fn end_session(&self, actor: Actor, session_id: SessionId) -> Result<(), Refusal> {
        self.rates.request(actor.user_id)?;
        self.end_session_of(actor.user_id, session_id).await
    }

    pub(crate) async fn end_session_of(&self, user_id: UserId, session_id: SessionId) -> Result<(), Refusal> {
        if !self.store.end_session(user_id, session_id, now_ms()).await? {
            return Err(Refusal::NotFound("session"));
        }
        self.publish_session_ended(user_id, vec![session_id]);
        Ok(())
    }

    pub(crate) async fn open_session(
        &self,
        user: User,
        device: Option<Device>,
        client: &Client,
    ) -> Result<Session, Refusal> {
        let now = now_ms();
        let session_id = SessionId::new();
        let token = RefreshToken::new(session_id)?;
        let device = device
            .map(|device| validate::device(&device.name))
            .filter(|name| !name.is_empty())
            .or_else(|| client.user_agent.as_deref().map(validate::device))
            .unwrap_or_else(|| "Unknown device".into());
        self.store
            .create_session(NewSession {
                id: session_id,
                user_id: user.id,
                device,
                address: client.address.to_string(),
                refresh_hash: token.hash(),
                at_ms: now,
                expires_at_ms: now + SESSION_MS,
            })
            .await?;
        self.hand_out(user, &token)
    }

    pub(crate) fn hand_out(&self, user: User, token: &RefreshToken) -> Result<Session, Refusal> {
        let server_time = now_ms();
        let session_id = token.session_id;
        let (access_token, access_expires_at) =
            self.key.sign(Bearer { user_id: user.id, session_id }, server_time)?;
        Ok(Session {
            user,
            session_id,
            access_token,
            access_expires_at,
            refresh_token: token.encode(),
            server_time,
        })
    }

    pub(crate) fn publish_session_ended(&self, user_id: UserId, sessions: Vec<SessionId>) {
        if !sessions.is_empty() {
            let event = ServerEvent::SessionEnded(SessionEnded { code: ErrorCode::SessionEnded });
            self.bus.publish(Delivery { to: Audience::Sessions(user_id, sessions), event });
        }
    }
}
