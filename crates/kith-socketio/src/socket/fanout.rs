//! Sends frames to large audiences: on all cores, beside the sender's own task, and many frames in one write when they
//! arrive faster than they leave.
//!
//! Must never reorder frames of one key, and must never hold a lock while it writes.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::hash::Hash;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use dashmap::{DashMap, Entry};
use tokio::sync::Notify;
use tokio::sync::futures::OwnedNotified;

use super::broadcast::broadcast;
use super::frame::{Batch, Frame};
use super::socket::Socket;

/// Up to this many sockets, the sender's task writes to all of them itself: waking another task would cost more.
const AT_ONCE: usize = 8;

/// Sockets written to before other tasks get their turn: about a fifth of a millisecond.
const CHUNK: usize = 64;

/// Chunks of an audience for each core that writes to it.
const CHUNKS_PER_CORE: usize = 2;

/// Most bytes that one write carries to each socket. Further frames wait for the next pass.
const BATCH_BYTES: usize = 64 * 1024;

/// With more bytes than this on their way under one key, [`Fanout::settled`] waits.
const CONGESTED_BYTES: usize = 256 * 1024;

/// Sends frames to audiences. Frames with the same key, such as a room, leave in the order in which they were sent.
///
/// The caller's task writes a frame for a few sockets. For many sockets another task writes it in chunks; frames sent
/// meanwhile wait, and those for the same audience leave together, one write per socket.
///
/// `A` names an audience. Equal audiences have the same sockets, which are looked up just before writing.
pub struct Fanout<K, A, S>(Arc<Shared<K, A, S>>);

type Resolve<A, S> = dyn Fn(&A) -> Vec<Socket<S>> + Send + Sync;

struct Shared<K, A, S> {
    resolve: Box<Resolve<A, S>>,
    /// Invariant: a lane exists exactly as long as a task works on it.
    lanes: DashMap<K, Lane<A>>,
    cores: usize,
}

/// The frames under one key that are not written yet.
struct Lane<A> {
    waiting: VecDeque<(Frame, A)>,
    /// Bytes of the frames that wait or are being written.
    bytes: usize,
    passed: Arc<Notify>,
}

impl<A: Eq> Lane<A> {
    /// A lane in which this many bytes are being written.
    fn new(bytes: usize) -> Self {
        Self { waiting: VecDeque::new(), bytes, passed: Arc::default() }
    }

    /// When too many bytes are on their way: a future that ends with the present pass. Called under the lock, so that
    /// the caller does not miss the end of the pass.
    fn congestion(&self) -> Option<OwnedNotified> {
        (self.bytes > CONGESTED_BYTES).then(|| Arc::clone(&self.passed).notified_owned())
    }

    fn push(&mut self, frame: Frame, audience: A) {
        self.bytes += frame.size();
        self.waiting.push_back((frame, audience));
    }

    /// The frames that can leave together next.
    fn take(&mut self) -> Option<(Vec<Frame>, A)> {
        let (first, audience) = self.waiting.pop_front()?;
        let mut size = first.size();
        let mut together = vec![first];
        while let Some((frame, for_whom)) = self.waiting.front()
            && size + frame.size() <= BATCH_BYTES
            && frame.namespace() == together[0].namespace()
            && *for_whom == audience
        {
            size += frame.size();
            together.extend(self.waiting.pop_front().map(|(frame, _)| frame));
        }
        Some((together, audience))
    }
}

impl<K, A, S> Fanout<K, A, S>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    A: Eq + Send + Sync + 'static,
    S: Send + Sync + 'static,
{
    /// `resolve` returns the sockets of an audience. It must not block.
    pub fn new(resolve: impl Fn(&A) -> Vec<Socket<S>> + Send + Sync + 'static) -> Self {
        Self(Arc::new(Shared {
            resolve: Box::new(resolve),
            lanes: DashMap::new(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
        }))
    }

    /// Sends a frame, after all frames that the caller sent under this key before. Never waits.
    ///
    /// Must be called on a tokio runtime.
    pub fn send(&self, key: K, frame: Frame, audience: A) {
        let shared = &self.0;
        if let Some(mut lane) = shared.lanes.get_mut(&key) {
            return lane.push(frame, audience);
        }
        let sockets = (shared.resolve)(&audience);
        if sockets.len() <= AT_ONCE {
            broadcast(&frame, &sockets);
            return;
        }
        match shared.lanes.entry(key.clone()) {
            Entry::Occupied(mut lane) => return lane.get_mut().push(frame, audience),
            Entry::Vacant(free) => drop(free.insert(Lane::new(frame.size()))),
        }
        tokio::spawn(Arc::clone(shared).work(key, Pass::new(Batch::from(frame), sockets)));
    }

    /// Waits while too many bytes are on their way under this key: for callers that could send faster than the sockets
    /// take.
    pub async fn settled(&self, key: &K) {
        while let Some(passed) = self.0.congestion(key) {
            passed.await;
        }
    }
}

impl<K, A, S> Shared<K, A, S>
where
    K: Hash + Eq + Send + Sync + 'static,
    A: Eq + Send + Sync + 'static,
    S: Send + Sync + 'static,
{
    fn congestion(&self, key: &K) -> Option<OwnedNotified> {
        self.lanes.get(key)?.congestion()
    }

    /// Works on a lane until nothing waits in it. A panic costs one batch, and must not end the work: frames would go
    /// into the lane for ever.
    async fn work(self: Arc<Self>, key: K, first: Pass<S>) {
        let mut bytes = first.batch.size();
        survive(first.write(self.cores)).await;
        while let Some((batch, audience)) = self.next(&key, bytes) {
            bytes = batch.size();
            let resolve = &self.resolve;
            survive(async { Pass::new(batch, resolve(&audience)).write(self.cores).await }).await;
        }
    }

    /// Takes the frames that can leave together next; removes the lane when there are none.
    fn next(&self, key: &K, written: usize) -> Option<(Batch, A)> {
        let mut taken = None;
        self.lanes.remove_if_mut(key, |_, lane| {
            lane.bytes -= written;
            lane.passed.notify_waiters();
            taken = lane.take();
            taken.is_none()
        });
        taken.map(|(frames, audience)| (Batch::new(frames), audience))
    }
}

/// Runs to the end, or to a panic.
async fn survive(work: impl Future<Output = ()>) {
    let mut work = pin!(work);
    poll_fn(|cx| {
        catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(cx))).unwrap_or_else(|_| {
            tracing::error!("a fan-out panicked: a batch did not reach everybody");
            Poll::Ready(())
        })
    })
    .await;
}

/// One batch to one audience.
struct Pass<S> {
    batch: Batch,
    sockets: Vec<Socket<S>>,
    /// The next chunk that no task has taken.
    next: AtomicUsize,
}

impl<S: Send + Sync + 'static> Pass<S> {
    fn new(batch: Batch, sockets: Vec<Socket<S>>) -> Self {
        Self { batch, sockets, next: AtomicUsize::new(0) }
    }

    /// Writes to every socket, on several cores if that is worth it.
    async fn write(self, cores: usize) {
        let hands = (self.sockets.len() / (CHUNK * CHUNKS_PER_CORE)).clamp(1, cores);
        if hands == 1 {
            return self.chunks().await;
        }
        let pass = Arc::new(self);
        let helpers: Vec<_> = (1..hands)
            .map(|_| {
                let pass = Arc::clone(&pass);
                tokio::spawn(async move { pass.chunks().await })
            })
            .collect();
        pass.chunks().await;
        for helper in helpers {
            if let Err(error) = helper.await {
                tracing::error!(%error, "a part of a fan-out ended early");
            }
        }
    }

    async fn chunks(&self) {
        while let Some(chunk) = self.sockets.chunks(CHUNK).nth(self.next.fetch_add(1, Ordering::Relaxed)) {
            // Skips disconnected sockets: the application gets `disconnected` for them.
            let taken = chunk.iter().filter(|socket| socket.emit_batch(&self.batch).is_ok()).count();
            if let Some(any) = chunk.first() {
                any.count_sent(&self.batch, taken);
            }
            tokio::task::yield_now().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lane(frames: &[(&str, usize, char)]) -> Lane<char> {
        let mut lane = Lane::new(0);
        for (namespace, bytes, audience) in frames {
            lane.push(Frame::event(*namespace, "e", &"x".repeat(*bytes)).unwrap(), *audience);
        }
        lane
    }

    /// How many frames leave in each pass.
    fn passes(mut lane: Lane<char>) -> Vec<usize> {
        std::iter::from_fn(|| lane.take().map(|(frames, _)| frames.len())).collect()
    }

    #[test]
    fn frames_for_the_same_audience_leave_together() {
        assert_eq!(passes(lane(&[("/", 10, 'a'), ("/", 10, 'a'), ("/", 10, 'a')])), [3]);
    }

    #[test]
    fn another_audience_or_namespace_between_two_frames_keeps_them_apart() {
        assert_eq!(passes(lane(&[("/", 10, 'a'), ("/", 10, 'b'), ("/", 10, 'a')])), [1, 1, 1]);
        assert_eq!(passes(lane(&[("/", 10, 'a'), ("/n", 10, 'a'), ("/", 10, 'a')])), [1, 1, 1]);
    }

    #[test]
    fn who_waits_for_a_pass_learns_of_its_end_also_before_they_look() {
        let shared = Fanout::<u8, char, ()>::new(|_| Vec::new()).0;
        shared.lanes.insert(1, Lane::new(CONGESTED_BYTES + 1));
        let passed = shared.congestion(&1).unwrap();
        assert!(shared.next(&1, CONGESTED_BYTES + 1).is_none());
        // The key is congested anew, by a lane of its own.
        shared.lanes.insert(1, Lane::new(CONGESTED_BYTES + 1));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(pin!(passed).poll(&mut context).is_ready());
    }

    #[test]
    fn one_write_carries_so_much_and_no_more_but_for_a_single_frame() {
        let third = BATCH_BYTES / 3;
        assert_eq!(passes(lane(&[("/", third, 'a'), ("/", third, 'a'), ("/", third, 'a')])), [2, 1]);
        assert_eq!(passes(lane(&[("/", 2 * BATCH_BYTES, 'a'), ("/", 10, 'a')])), [1, 1]);
    }
}
