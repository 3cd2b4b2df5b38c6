//! The facts about a server that a client may know before anyone logs in.

use kith_wire::{Limits, ServerInfo};

use crate::{Client, Kith, Refusal};

/// The features of this server beyond sending and reading texts.
const FEATURES: [&str; 18] = [
    "reply",
    "edit",
    "delete",
    "react",
    "forward",
    "silent",
    "poll",
    "location",
    "contact",
    "pin",
    "disappear",
    "schedule",
    "remind",
    "star",
    "hide",
    "clear",
    "sticker",
    "custom_emoji",
];

impl Kith {
    /// The server's name, version and limits.
    pub async fn describe_server(&self, client: &Client) -> Result<ServerInfo, Refusal> {
        self.rates.visit(client.network)?;
        Ok(ServerInfo {
            name: self.settings.name.clone(),
            version: env!("CARGO_PKG_VERSION").into(),
            features: FEATURES.map(String::from).to_vec(),
            registration_open: self.settings.registration_open,
            needs_setup: !self.store.has_users(self.tenant_id).await?,
            limits: Limits {
                message_bytes: self.settings.message_bytes,
                group_members: self.settings.group_members,
                edit_ms: self.settings.edit_ms,
                undo_ms: self.settings.undo_ms,
            },
        })
    }
}
