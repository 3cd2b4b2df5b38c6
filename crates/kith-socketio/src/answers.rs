//! Bodies of HTTP answers, accounted for until their clients have read them.
//!
//! An answer stays in memory as long as its client reads nothing. Must never change the bytes of an answer.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::sync::Notify;

use crate::waiting_room::{SMALL, Seat, WaitingRoom};

/// A body whose parts take up room in the waiting room until they are written.
pub(crate) struct Accounted<B> {
    pub body: B,
    pub room: Arc<WaitingRoom>,
    /// Notified when the connection has to end.
    pub hang_up: Arc<Notify>,
}

impl<B: Body<Data = Bytes> + Unpin> Body for Accounted<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        let account = |bytes| account(bytes, &self.room, &self.hang_up);
        Poll::Ready(frame.map(|frame| frame.map(|frame| frame.map_data(account))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

fn account(bytes: Bytes, room: &Arc<WaitingRoom>, hang_up: &Arc<Notify>) -> Bytes {
    // Static or shared bytes take no memory for this answer.
    if bytes.len() < SMALL || !bytes.is_unique() {
        return bytes;
    }
    let seat = room.seat(bytes.len(), hang_up.clone());
    Bytes::from_owner(Piece { bytes, _seat: seat })
}

/// A part of an answer, until hyper has written it.
struct Piece {
    bytes: Bytes,
    _seat: Seat,
}

impl AsRef<[u8]> for Piece {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_held_as_long_as_any_of_them_waits() {
        let room = WaitingRoom::new(usize::MAX);
        let mut bytes = account(Bytes::from(vec![0; SMALL]), &room, &Arc::default());
        let rest = bytes.split_off(SMALL - 1);
        drop(bytes);
        assert_eq!(room.held(), SMALL);
        drop(rest);
        assert_eq!(room.held(), 0);
    }

    #[test]
    fn what_is_static_shared_or_small_is_not_held() {
        let room = WaitingRoom::new(usize::MAX);
        let shared = Bytes::from(vec![0; SMALL]);
        for bytes in [Bytes::from_static(&[0; SMALL]), shared.clone(), Bytes::from(vec![0; SMALL - 1])] {
            let _bytes = account(bytes, &room, &Arc::default());
            assert_eq!(room.held(), 0);
        }
    }
}
