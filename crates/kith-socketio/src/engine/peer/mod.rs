//! Who is at the other end: the address that a proxy names, what one address may have, and the page that connects.

pub mod forwarded;
pub mod limits;
pub mod network;
pub mod origin;
