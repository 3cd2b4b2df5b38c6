//! Just enough HTTP to create accounts and chats, over one kept-alive connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, bail};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection for requests, one after the other.
pub struct Http {
    server: SocketAddr,
    stream: BufReader<TcpStream>,
}

impl Http {
    /// Connects.
    pub fn connect(server: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(server).with_context(|| format!("cannot connect to {server}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { server, stream: BufReader::new(stream) })
    }

    /// Posts to a path of the API, and reads the answer.
    pub fn post<T: DeserializeOwned>(
        &mut self,
        path: &str,
        token: Option<&str>,
        body: &impl Serialize,
    ) -> anyhow::Result<T> {
        let body = serde_json::to_string(body)?;
        let answer = self.request("POST", path, token, &body)?;
        serde_json::from_slice(&answer).with_context(|| format!("the answer to {path}"))
    }

    /// Gets a path of the API; returns the body as bytes.
    pub fn get(&mut self, path: &str, token: &str) -> anyhow::Result<Vec<u8>> {
        self.request("GET", path, Some(token), "")
    }

    /// Sends a request to a path of the API; returns the body of a successful answer.
    fn request(
        &mut self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: &str,
    ) -> anyhow::Result<Vec<u8>> {
        let authorization =
            token.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
        let request = format!(
            "{method} /api/v1/{path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n{authorization}\
             Content-Length: {}\r\n\r\n{body}",
            self.server,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes()).context("cannot write")?;
        let status = self.line()?;
        let mut length = 0;
        loop {
            let line = self.line()?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().context("content-length")?;
            } else if line.starts_with("transfer-encoding:") {
                bail!("{path}: the answer has no length");
            }
        }
        let mut answer = vec![0; length];
        self.stream.read_exact(&mut answer).context("cannot read")?;
        if !status.starts_with("HTTP/1.1 2") {
            bail!("{path}: {status} {}", String::from_utf8_lossy(&answer));
        }
        Ok(answer)
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line).context("cannot read")?;
        if line.is_empty() {
            bail!("the server closed the connection");
        }
        Ok(line.trim_end().to_owned())
    }
}
