//! The HTTP side: REST under `/api/v1`, the API document, health, metrics, and the web app.
//!
//! Handlers (`routes/<domain>.rs`) decode, call one action and encode. No rule of the product lives here.

mod app;
mod assets;
mod body;
mod cookie;
mod document;
mod error;
mod extract;
mod large_bodies;
mod middleware;
mod readiness;
mod router;
mod routes;
mod web;

pub use app::{App, RealtimeStats};
pub use router::router;
