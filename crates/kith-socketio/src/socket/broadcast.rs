//! One event to a few sockets, one after the other. [`Fanout`](super::Fanout) is for many.

use super::frame::Frame;
use super::socket::Socket;

/// Sends one frame to many sockets; returns how many took it. Skips disconnected sockets: the application gets
/// `disconnected` for them.
pub fn broadcast<'a, S: 'a>(frame: &Frame, sockets: impl IntoIterator<Item = &'a Socket<S>>) -> usize {
    sockets.into_iter().filter(|socket| socket.emit_frame(frame).is_ok()).count()
}
