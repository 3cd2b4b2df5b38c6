//! Accounts for the clients of a run.
//!
//! Accounts of a private server are written into its database before it starts, with a password hash that matches no
//! password: hashing one for each would take longer than most runs. Their sessions are then opened with a refresh
//! token, like those of any device that comes back. A running server is asked to register the accounts.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;

use anyhow::{Context as _, anyhow};
use kith_core::RefreshToken;
use kith_store::{NewSession, NewUser, Store};
use kith_wire::{Refresh, Register, Session, SessionId, TenantId, TimeMs, UserId};
use tokio::task::JoinSet;

use crate::context::Context;
use crate::server::{Folder, Server};
use kith_client::Http;

/// Requests at a time.
const AT_ONCE: usize = 8;

/// Somebody with a session.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account.
    pub id: UserId,
    /// The access token of the session.
    pub token: Arc<str>,
}

/// The server to load, with this many accounts. A bare event server has none.
pub fn meet(context: &Context, count: usize) -> anyhow::Result<(Server, Vec<Person>)> {
    match Server::named(&context.target)? {
        Some(server) if server.relay => Ok((server, Vec::new())),
        Some(server) => {
            eprintln!("registering {count} accounts ...");
            let people = register(server.address, count)?;
            Ok((server, people))
        }
        None => {
            let folder = Folder::temporary()?;
            let tokens = create(context.store(folder.path())?, count)?;
            let server = Server::start(folder)?;
            let people = log_in(server.address, &tokens)?;
            Ok((server, people))
        }
    }
}

/// Writes accounts with one session each; returns the sessions' refresh tokens.
pub fn create(store: Arc<dyn Store>, count: usize) -> anyhow::Result<Vec<String>> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(async {
        let mut creating = JoinSet::new();
        for number in 0..count {
            creating.spawn(create_person(store.clone(), format!("person{number}")));
        }
        let mut tokens = Vec::with_capacity(count);
        while let Some(created) = creating.join_next().await {
            tokens.push(created??.1);
        }
        Ok(tokens)
    })
}

/// Writes an account with a session; returns it and the session's refresh token.
pub async fn create_person(store: Arc<dyn Store>, name: String) -> anyhow::Result<(UserId, String)> {
    let id = UserId::new();
    let user = NewUser {
        tenant_id: TenantId::DEFAULT,
        id,
        username: name.clone(),
        email: None,
        name,
        // Not a hash, so no password matches it.
        password_hash: "*".into(),
        only_if_first: false,
        at_ms: now_ms()?,
    };
    store.create_user(user).await?;
    Ok((id, create_session(store, id).await?))
}

/// Writes a session of an existing account; returns its refresh token.
pub fn open_session(store: Arc<dyn Store>, user_id: UserId) -> anyhow::Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(create_session(store, user_id))
}

async fn create_session(store: Arc<dyn Store>, user_id: UserId) -> anyhow::Result<String> {
    let (session_id, at_ms) = (SessionId::new(), now_ms()?);
    let token = RefreshToken::new(session_id).map_err(|refusal| anyhow!("{refusal}"))?;
    let session = NewSession {
        id: session_id,
        user_id,
        device: "Load generator".into(),
        address: "127.0.0.1".into(),
        refresh_hash: token.hash(),
        at_ms,
        expires_at_ms: at_ms + 24 * 60 * 60 * 1000,
    };
    store.create_session(session).await?;
    Ok(token.encode())
}

/// Opens sessions with their refresh tokens.
pub fn log_in(server: SocketAddr, tokens: &[String]) -> anyhow::Result<Vec<Person>> {
    at_once(server, tokens, |http, token| {
        http.post("auth/refresh", None, &Refresh { refresh_token: Some(token.clone()) })
    })
}

fn register(server: SocketAddr, count: usize) -> anyhow::Result<Vec<Person>> {
    // Names that no earlier run has taken.
    let run = now_ms()?;
    let names: Vec<String> = (0..count).map(|number| format!("bench-{run}-{number}")).collect();
    at_once(server, &names, |http, name| {
        let body = Register {
            name: name.clone(),
            username: name.clone(),
            password: "correct horse battery".into(),
            email: None,
            device: None,
            setup_code: None,
        };
        http.post("auth/register", None, &body)
    })
}

/// Sends a request to the server for each of the items, some at a time.
fn at_once<T: Sync>(
    server: SocketAddr,
    things: &[T],
    ask: impl Fn(&mut Http, &T) -> anyhow::Result<Session> + Sync,
) -> anyhow::Result<Vec<Person>> {
    let share = things.len().div_ceil(AT_ONCE).max(1);
    let ask = &ask;
    thread::scope(|scope| {
        let threads: Vec<_> = things
            .chunks(share)
            .map(|things| {
                scope.spawn(move || {
                    let mut http = Http::connect(server)?;
                    things
                        .iter()
                        .map(|thing| {
                            let session = ask(&mut http, thing)?;
                            Ok(Person { id: session.user.id, token: session.access_token.into() })
                        })
                        .collect::<anyhow::Result<Vec<_>>>()
                })
            })
            .collect();
        let mut people = Vec::with_capacity(things.len());
        for thread in threads {
            people.extend(thread.join().map_err(|_| anyhow!("a thread panicked"))??);
        }
        Ok(people)
    })
}

/// Now, in milliseconds since the epoch.
pub fn now_ms() -> anyhow::Result<TimeMs> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).context("the clock")?;
    Ok(TimeMs::try_from(now.as_millis())?)
}
