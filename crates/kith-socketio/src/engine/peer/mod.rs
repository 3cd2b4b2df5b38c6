//! The client at the other end: its address as a proxy forwards it, the limits of one address, and its page's origin.

pub mod forwarded;
pub mod limits;
pub mod network;
pub mod origin;
