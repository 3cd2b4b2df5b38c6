//! Messages.

mod change;
mod delete;
mod edit;
mod react;
mod read;
mod send;

pub use send::SendOutcome;
