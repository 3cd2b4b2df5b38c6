//! Kith over Socket.IO: who connects, what they ask, and which sockets an event goes to.

mod commands;
mod credentials;
mod device;
mod devices;
mod hub;

pub use devices::Devices;
pub use hub::Hub;
