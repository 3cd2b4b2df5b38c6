//! Plans: actions that the server carries out for a person at a later time. Scheduled messages, and
//! reminders.

pub(crate) mod carry_out;
mod publish;
mod remind;
mod repeat;
mod schedule;

/// Most plans of each kind per person.
const MOST: usize = 100;
