//! Messages.

mod change;
mod content;
mod delete;
mod edit;
mod location;
mod mark;
mod pin;
mod react;
mod read;
mod send;
mod vote;

pub use send::SendOutcome;
