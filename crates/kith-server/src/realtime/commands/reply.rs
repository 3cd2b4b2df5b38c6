//! Acknowledgements: `ok`, and beside it the result or the error.

use kith_core::Refusal;
use kith_wire::{
    ErrorInfo, MessageChanged, MessageEdited, MessageSent, PresenceStates, Scheduled, StarChanged, SyncPage,
};
use serde::Serialize;

/// An acknowledgement.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Reply {
    Done { ok: bool },
    Sent(Box<Positive<MessageSent>>),
    Scheduled(Positive<Scheduled>),
    Edited(Positive<MessageEdited>),
    Changed(Positive<MessageChanged>),
    Starred(Positive<StarChanged>),
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

impl<T> From<T> for Positive<T> {
    fn from(result: T) -> Self {
        Self { ok: true, result }
    }
}

impl From<()> for Reply {
    fn from((): ()) -> Self {
        Self::Done { ok: true }
    }
}

impl From<MessageSent> for Reply {
    fn from(sent: MessageSent) -> Self {
        Self::Sent(Box::new(sent.into()))
    }
}

impl From<Scheduled> for Reply {
    fn from(scheduled: Scheduled) -> Self {
        Self::Scheduled(scheduled.into())
    }
}

impl From<MessageEdited> for Reply {
    fn from(edited: MessageEdited) -> Self {
        Self::Edited(edited.into())
    }
}

impl From<StarChanged> for Reply {
    fn from(changed: StarChanged) -> Self {
        Self::Starred(changed.into())
    }
}

impl From<MessageChanged> for Reply {
    fn from(changed: MessageChanged) -> Self {
        Self::Changed(changed.into())
    }
}

impl From<PresenceStates> for Reply {
    fn from(states: PresenceStates) -> Self {
        Self::Presence(states.into())
    }
}

impl From<SyncPage> for Reply {
    fn from(page: SyncPage) -> Self {
        Self::Page(Box::new(page.into()))
    }
}

impl From<&Refusal> for Reply {
    fn from(refusal: &Refusal) -> Self {
        Self::Refused { ok: false, error: refusal.into() }
    }
}
