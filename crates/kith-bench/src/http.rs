//! Just enough HTTP to make accounts and chats.

use std::net::SocketAddr;

use anyhow::{Context, bail};
use kith_wire::{Chat, CreateChat, Register, Session};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Creates an account and logs it in.
pub async fn register(server: SocketAddr, username: String) -> anyhow::Result<Session> {
    let body = Register {
        name: username.clone(),
        username,
        password: "correct horse battery".into(),
        email: None,
        device: None,
        setup_code: None,
    };
    post(server, "auth/register", None, &body).await
}

/// Opens a direct chat or creates a group.
pub async fn create_chat(
    server: SocketAddr,
    session: &Session,
    request: &CreateChat,
) -> anyhow::Result<Chat> {
    post(server, "chats", Some(&session.access_token), request).await
}

async fn post<T: DeserializeOwned>(
    server: SocketAddr,
    path: &str,
    token: Option<&str>,
    body: &impl Serialize,
) -> anyhow::Result<T> {
    let body = serde_json::to_string(body)?;
    let authorization = token.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
    let request = format!(
        "POST /api/v1/{path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         {authorization}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(server).await.context("cannot connect")?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let (head, body) = answer.split_once("\r\n\r\n").context("no HTTP answer")?;
    if !head.starts_with("HTTP/1.1 2") {
        bail!("{path}: {} {body}", head.lines().next().unwrap_or_default());
    }
    Ok(serde_json::from_str(body)?)
}
