//! Socket.IO v5 over Engine.IO connections: namespaces, events, acknowledgements, attachments.
//!
//! There are no rooms here: the application keeps its own maps of sockets and sends one [`Frame`] to as many
//! as it likes, see [`broadcast`] and [`Fanout`].

mod ack;
mod broadcast;
mod encode;
mod event;
mod fanout;
mod frame;
mod handler;
mod json;
mod namespace;
pub(crate) mod packet;
mod session;
#[expect(
    clippy::module_inception,
    reason = "the type is called Socket, and files are called like their types"
)]
mod socket;

pub use ack::{AckError, AckSender, Reply};
pub use broadcast::broadcast;
pub use encode::{EmitError, Placeholder};
#[cfg(feature = "decoders")]
pub(crate) use event::ArgList;
pub use event::{ArgError, Event};
pub use fanout::Fanout;
pub use frame::Frame;
pub use handler::{ConnectError, ConnectRequest, Handler};
pub use namespace::Namespace;
pub(crate) use session::SocketIo;
pub use socket::Socket;
