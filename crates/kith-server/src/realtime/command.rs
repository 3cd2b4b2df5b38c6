//! What a device asks: decoded into a typed command, applied, answered.

use kith_core::{Kith, Refusal};
use kith_socketio::Event;
use kith_wire::{
    ErrorInfo, MessageSent, Object, PresenceQuery, PresenceStates, SendMessage, SetPresence, SyncPage,
    SyncRequest, Typing, Watermark,
};
use serde::{Deserialize, Serialize};

use super::device::Device;

/// Every event that a device may send.
pub enum Command {
    Send(SendMessage),
    Delivered(Watermark),
    Read(Watermark),
    StartTyping(Typing),
    StopTyping(Typing),
    Watch(PresenceQuery),
    Unwatch(PresenceQuery),
    SetPresence(SetPresence),
    Sync(SyncRequest),
    /// An event of another name: refused, but no reason to hang up on a newer client.
    Unknown,
}

/// An acknowledgement.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Reply {
    Done { ok: bool },
    Sent(Box<Positive<MessageSent>>),
    Presence(Positive<PresenceStates>),
    Page(Box<Positive<SyncPage>>),
    Refused { ok: bool, error: ErrorInfo },
}

/// `ok: true` beside the result's own fields.
#[derive(Serialize)]
pub struct Positive<T> {
    ok: bool,
    #[serde(flatten)]
    result: T,
}

impl<T> Positive<T> {
    fn new(result: T) -> Self {
        Self { ok: true, result }
    }
}

impl Reply {
    const DONE: Self = Self::Done { ok: true };

    pub fn refusal(refusal: &Refusal) -> Self {
        Self::Refused { ok: false, error: refusal.into() }
    }
}

impl Command {
    pub fn decode(event: &Event) -> Result<Self, Refusal> {
        Ok(match event.name() {
            "message:send" => Self::Send(payload(event)?),
            "message:delivered" => Self::Delivered(payload(event)?),
            "message:read" => Self::Read(payload(event)?),
            "typing:start" => Self::StartTyping(payload(event)?),
            "typing:stop" => Self::StopTyping(payload(event)?),
            "presence:subscribe" => Self::Watch(payload(event)?),
            "presence:unsubscribe" => Self::Unwatch(payload(event)?),
            "presence:set" => Self::SetPresence(payload(event)?),
            "sync" => Self::Sync(payload(event)?),
            _ => Self::Unknown,
        })
    }

    /// For metrics: a fixed set of labels, whatever clients send.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Send(_) => "message:send",
            Self::Delivered(_) => "message:delivered",
            Self::Read(_) => "message:read",
            Self::StartTyping(_) => "typing:start",
            Self::StopTyping(_) => "typing:stop",
            Self::Watch(_) => "presence:subscribe",
            Self::Unwatch(_) => "presence:unsubscribe",
            Self::SetPresence(_) => "presence:set",
            Self::Sync(_) => "sync",
            Self::Unknown => "unknown",
        }
    }

    pub async fn apply(self, kith: &Kith, device: &Device) -> Result<Reply, Refusal> {
        let (actor, connection) = (device.actor, device.connection_id());
        match self {
            Self::Send(request) => {
                let message = kith.send_message(actor, request).await?.message;
                return Ok(Reply::Sent(Box::new(Positive::new(message.into()))));
            }
            Self::Delivered(mark) => kith.mark_delivered(actor, mark).await?,
            Self::Read(mark) => kith.mark_read(actor, mark).await?,
            Self::StartTyping(typing) => kith.start_typing(actor, typing).await?,
            Self::StopTyping(typing) => kith.stop_typing(actor, typing).await?,
            Self::Watch(query) => {
                return Ok(Reply::Presence(Positive::new(kith.watch_presence(connection, query).await?)));
            }
            Self::Unwatch(query) => {
                return Ok(Reply::Presence(Positive::new(kith.unwatch_presence(connection, query).await?)));
            }
            Self::SetPresence(request) => kith.set_presence(connection, request.state).await?,
            Self::Sync(request) => {
                return Ok(Reply::Page(Box::new(Positive::new(kith.sync(actor, request).await?))));
            }
            Self::Unknown => return Err(Refusal::Invalid("there is no event of this name".into())),
        }
        Ok(Reply::DONE)
    }
}

fn payload<'a, T: Deserialize<'a>>(event: &'a Event) -> Result<T, Refusal> {
    let Object(payload) = event.arg(0).map_err(|error| Refusal::Invalid(error.to_string()))?;
    Ok(payload)
}
