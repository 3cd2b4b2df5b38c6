//! Lean clients of a Kith server, for the load generator, tests and bots.
//!
//! [`Http`] sends requests to the REST API, and waits for each answer. [`Link`] is a non-blocking WebSocket that the
//! caller polls, so that one thread can run tens of thousands; [`frames`] writes and reads its frames.

pub mod frames;
mod http;
mod link;

pub use http::Http;
pub use link::{Link, Received, Stage};
