//! Lean clients of a Kith server, for the load generator, tests and bots.
//!
//! [`Http`] asks the REST API, and waits for each answer. [`Link`] is a socket with a WebSocket on it that the caller polls, so
//! that one thread has tens of thousands; [`frames`] writes and reads what goes over it.

pub mod frames;
mod http;
mod link;

pub use http::Http;
pub use link::{Link, Received, Stage};
