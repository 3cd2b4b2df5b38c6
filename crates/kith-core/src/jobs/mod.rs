//! Jobs: work for a later time, kept in the store until it is done. One file for each kind, and the worker.
//!
//! A job may be done twice, and late: the server was off, or another process put it on the list. The worker ends a job
//! that takes too long, and repeats it like a failed one.

mod alarm;
mod backoff;
mod close_ended_sessions;
mod expire_messages;
mod forget_sessions;
mod kind;
mod next;
mod schedule;
mod worker;

pub(crate) use alarm::Alarm;
pub(crate) use backoff::wait_after;
pub(crate) use kind::JobKind;
pub(crate) use next::Next;
