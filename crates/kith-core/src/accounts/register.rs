//! Creating an account.

use std::sync::PoisonError;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kith_store::NewUser;
use kith_wire::{Me, Register, Session, UserId};

use crate::clock::now_ms;
use crate::sessions::tokens;
use crate::{Client, Kith, Refusal, validate};

/// The data of a new account, as the person typed it.
pub(crate) struct Account<'a> {
    pub username: &'a str,
    pub name: &'a str,
    pub email: Option<&'a str>,
    pub password: String,
    pub only_if_first: bool,
}

impl Kith {
    /// Creates an account and opens its first session. The first account of all is the administrator's; on a server
    /// with closed registration only that one can be made here, with the set-up code.
    pub async fn register(&self, request: Register, client: &Client) -> Result<Session, Refusal> {
        let only_if_first = !self.settings.registration_open;
        if only_if_first && !self.is_setup_code(request.setup_code.as_deref()) {
            return Err(Refusal::RegistrationClosed);
        }
        self.rates.register(client.network)?;
        let account = Account {
            username: &request.username,
            name: &request.name,
            email: request.email.as_deref(),
            password: request.password,
            only_if_first,
        };
        let me = self.create_account(account).await?;
        self.forget_setup_code();
        self.open_session(me.user, request.device, client).await
    }

    pub(crate) async fn create_account(&self, account: Account<'_>) -> Result<Me, Refusal> {
        let username = validate::username(account.username)?;
        let name = validate::name(account.name)?;
        let email = account.email.map(validate::email).transpose()?;
        validate::password(&account.password)?;
        let password_hash = self.passwords.hash(account.password).await?;
        let me = self
            .store
            .create_user(NewUser {
                tenant_id: self.tenant_id,
                id: UserId::new(),
                username,
                email,
                name,
                password_hash,
                only_if_first: account.only_if_first,
                at_ms: now_ms(),
            })
            .await?;
        tracing::info!(user_id = %me.user.id, admin = me.admin, "account created");
        Ok(me)
    }

    /// Returns a code for the link that opens the first account; `None` when accounts exist already. Each call
    /// makes the codes of earlier calls worthless.
    pub async fn new_setup_code(&self) -> Result<Option<String>, Refusal> {
        if self.store.has_users(self.tenant_id).await? {
            return Ok(None);
        }
        let code = URL_SAFE_NO_PAD.encode(tokens::random::<15>()?);
        *self.setup_code.lock().unwrap_or_else(PoisonError::into_inner) = Some(code.clone());
        Ok(Some(code))
    }

    fn is_setup_code(&self, given: Option<&str>) -> bool {
        let code = self.setup_code.lock().unwrap_or_else(PoisonError::into_inner);
        given.is_some() && given == code.as_deref()
    }

    fn forget_setup_code(&self) {
        *self.setup_code.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
