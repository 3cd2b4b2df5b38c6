//! Messages.

mod read;
mod send;

pub use send::SendOutcome;
