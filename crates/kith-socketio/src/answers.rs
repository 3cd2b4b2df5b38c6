//! Answers to HTTP requests that their clients have not taken yet, and how much all of them together may hold.
//!
//! When there is no room for another, the connections go whose answers have waited longest. Must never keep an answer
//! waiting itself, whoever reads nothing.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::sync::Notify;

use crate::sync::lock;

/// Less than this at a time is not accounted for: the connection itself costs more.
const SMALL: usize = 4096;

/// What all answers of one server hold.
pub(crate) struct Answers {
    limit: usize,
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    held: usize,
    next: u64,
    /// In the order of their coming.
    pieces: BTreeMap<u64, Held>,
}

struct Held {
    bytes: usize,
    hang_up: Arc<Notify>,
}

impl Answers {
    pub(crate) fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self { limit, waiting: Mutex::default() })
    }

    /// Bytes held now.
    pub(crate) fn held(&self) -> usize {
        lock(&self.waiting).held
    }

    /// Takes account of an answer. `hang_up` is notified when its connection is to end.
    pub(crate) fn account<B>(self: &Arc<Self>, body: B, hang_up: &Arc<Notify>) -> Accounted<B> {
        Accounted { body, answers: Arc::clone(self), hang_up: Arc::clone(hang_up) }
    }

    fn hold(self: &Arc<Self>, bytes: Bytes, hang_up: &Arc<Notify>) -> Bytes {
        // What is static or shared takes no memory for this answer.
        if bytes.len() < SMALL || !bytes.is_unique() {
            return bytes;
        }
        let waiting = &mut *lock(&self.waiting);
        while waiting.held + bytes.len() > self.limit
            && let Some((_, longest)) = waiting.pieces.pop_first()
        {
            waiting.held -= longest.bytes;
            longest.hang_up.notify_one();
        }
        let number = waiting.next;
        waiting.next += 1;
        waiting.held += bytes.len();
        waiting.pieces.insert(number, Held { bytes: bytes.len(), hang_up: Arc::clone(hang_up) });
        Bytes::from_owner(Piece { bytes, answers: Arc::clone(self), number })
    }
}

/// A part of an answer, until it is written.
struct Piece {
    bytes: Bytes,
    answers: Arc<Answers>,
    number: u64,
}

impl AsRef<[u8]> for Piece {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        let mut waiting = lock(&self.answers.waiting);
        // It is not there any more if it had to go.
        if let Some(held) = waiting.pieces.remove(&self.number) {
            waiting.held -= held.bytes;
        }
    }
}

/// A body whose parts are accounted for until they are written.
pub(crate) struct Accounted<B> {
    body: B,
    answers: Arc<Answers>,
    hang_up: Arc<Notify>,
}

impl<B: Body<Data = Bytes> + Unpin> Body for Accounted<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let frame = std::task::ready!(Pin::new(&mut self.body).poll_frame(cx));
        let hold = |bytes| self.answers.hold(bytes, &self.hang_up);
        Poll::Ready(frame.map(|frame| frame.map(|frame| frame.map_data(hold))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future as _;

    use super::*;

    const KIB: usize = 1024;

    fn answer() -> Bytes {
        Bytes::from(vec![0; 100 * KIB])
    }

    fn is_hung_up(connection: &Notify) -> bool {
        let notified = std::pin::pin!(connection.notified());
        notified.poll(&mut Context::from_waker(std::task::Waker::noop())).is_ready()
    }

    #[test]
    fn those_who_have_waited_longest_make_room() {
        let answers = Answers::new(300 * KIB);
        let connections: Vec<_> = (0..5).map(|_| Arc::default()).collect();
        let mut pieces: Vec<_> = connections[..3].iter().map(|each| answers.hold(answer(), each)).collect();
        // The second one has read its answer.
        drop(pieces.remove(1));
        assert_eq!(answers.held(), 200 * KIB);
        pieces.extend(connections[3..].iter().map(|each| answers.hold(answer(), each)));
        assert_eq!(answers.held(), 300 * KIB);
        let gone: Vec<_> = connections.iter().map(|each| is_hung_up(each)).collect();
        assert_eq!(gone, [true, false, false, false, false]);
        drop(pieces);
        assert_eq!(answers.held(), 0);
    }

    #[test]
    fn what_is_static_shared_or_small_is_not_held() {
        let answers = Answers::new(300 * KIB);
        let shared = answer();
        for bytes in [Bytes::from_static(&[0; 100 * KIB]), shared.clone(), Bytes::from(vec![0; SMALL - 1])] {
            let _piece = answers.hold(bytes, &Arc::default());
            assert_eq!(answers.held(), 0);
        }
    }

    #[test]
    fn one_that_is_larger_than_the_limit_is_held_alone() {
        let (answers, other) = (Answers::new(50 * KIB), Arc::default());
        let _first = answers.hold(Bytes::from(vec![0; 10 * KIB]), &other);
        let _large = answers.hold(answer(), &Arc::default());
        assert!(is_hung_up(&other));
        assert_eq!(answers.held(), 100 * KIB);
    }
}
