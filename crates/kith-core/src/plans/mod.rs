//! What the server will do for a person at a time: messages that it will send, and reminders.

pub(crate) mod carry_out;
mod publish;
mod remind;
mod repeat;
mod schedule;

/// Most plans of each kind that a person has.
const MOST: usize = 100;
