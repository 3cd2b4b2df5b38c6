//! Frames that wait for clients that read too slowly, and how much all of them together may hold.
//!
//! Must never let all backlogs hold more than the limit, however many clients stop reading.

use std::collections::VecDeque;
use std::io::{ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::{Buf as _, Bytes};
use tokio::io::AsyncWrite as _;
use tokio::net::tcp::OwnedWriteHalf;

use crate::config::Config;

/// Most frames in one vectored write.
const MAX_SLICES: usize = 64;

/// What a waiting frame costs beside its bytes: its entry in the queue, and its allocation.
const FRAME_COST: usize = 64;

/// One backlog may hold a quarter of the bytes that all others leave free. So the more clients are slow, the less each
/// may lag behind; those that lag most are closed first, and some bytes are always free for the rest.
const SHARE: usize = 4;

/// What all backlogs of one server hold.
pub(crate) struct Backlogs {
    limit: usize,
    held: AtomicUsize,
}

impl Backlogs {
    pub(crate) fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self { limit, held: AtomicUsize::new(0) })
    }

    /// Bytes held now. A frame that waits for several clients counts for each.
    pub(crate) fn held(&self) -> usize {
        self.held.load(Ordering::Relaxed)
    }

    /// Takes room; returns the bytes that are left, or `None` if there is not enough.
    fn take(&self, cost: usize) -> Option<usize> {
        let fits = |held| Some(held + cost).filter(|more| *more <= self.limit);
        let before = self.held.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fits).ok()?;
        Some(self.limit - before - cost)
    }

    fn give_back(&self, cost: usize) {
        self.held.fetch_sub(cost, Ordering::Relaxed);
    }
}

/// Frames that wait for one client. Boxed: most connections have none most of the time.
pub(crate) struct Backlog {
    all: Arc<Backlogs>,
    frames: VecDeque<Bytes>,
    /// The bytes that it has taken from `all`.
    cost: usize,
}

impl Backlog {
    pub(crate) fn new(all: &Arc<Backlogs>) -> Self {
        Self { all: Arc::clone(all), frames: VecDeque::new(), cost: 0 }
    }

    /// Takes a frame, unless it exceeds the limit of this client or of all backlogs.
    pub(crate) fn push(&mut self, frame: Bytes, config: &Config) -> bool {
        let cost = frame.len() + FRAME_COST;
        let Some(free) = self.all.take(cost) else { return false };
        let fits = self.frames.len() < config.max_backlog_frames
            && self.cost + cost <= config.max_backlog_bytes.min(free / SHARE);
        if !fits && !self.frames.is_empty() {
            self.all.give_back(cost);
            return false;
        }
        self.cost += cost;
        self.frames.push_back(frame);
        true
    }

    /// Takes out the oldest frame.
    pub(crate) fn pop(&mut self) -> Option<Bytes> {
        let frame = self.frames.pop_front()?;
        let cost = frame.len() + FRAME_COST;
        self.cost -= cost;
        self.all.give_back(cost);
        Some(frame)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// Writes until all is written (`Ready(Ok)`) or the kernel takes no more.
    pub(crate) fn poll_write(
        &mut self,
        half: &mut OwnedWriteHalf,
        cx: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        while !self.frames.is_empty() {
            let mut slices = [IoSlice::new(&[]); MAX_SLICES];
            let mut count = 0;
            for (slice, frame) in slices.iter_mut().zip(&self.frames) {
                *slice = IoSlice::new(frame);
                count += 1;
            }
            match Pin::new(&mut *half).poll_write_vectored(cx, &slices[..count]) {
                Poll::Ready(Ok(0)) => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
                Poll::Ready(Ok(written)) => self.advance(written),
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => return Poll::Pending,
            }
        }
        Poll::Ready(Ok(()))
    }

    fn advance(&mut self, mut written: usize) {
        let before = self.cost;
        self.cost -= written;
        while let Some(front) = self.frames.front_mut() {
            if written < front.len() {
                front.advance(written);
                break;
            }
            written -= front.len();
            self.cost -= FRAME_COST;
            self.frames.pop_front();
        }
        self.all.give_back(before - self.cost);
    }
}

impl Drop for Backlog {
    fn drop(&mut self) {
        self.all.give_back(self.cost);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIB: usize = 1024;

    fn frame() -> Bytes {
        Bytes::from(vec![0; KIB - FRAME_COST])
    }

    /// Fills a backlog; returns how many frames of one KiB it took.
    fn fill(backlog: &mut Backlog, config: &Config) -> usize {
        std::iter::repeat_with(|| backlog.push(frame(), config)).take_while(|taken| *taken).count()
    }

    #[test]
    fn alone_a_backlog_takes_as_much_as_one_may() {
        let all = Backlogs::new(1024 * KIB);
        let config = Config::default().max_backlog_bytes(100 * KIB);
        assert_eq!(fill(&mut Backlog::new(&all), &config), 100);
        assert_eq!(fill(&mut Backlog::new(&all), &config.max_backlog_frames(7)), 7);
        assert_eq!(all.held(), 0);
    }

    #[test]
    fn a_frame_of_any_size_may_wait_alone_as_long_as_there_is_room_for_all() {
        let all = Backlogs::new(100 * KIB);
        let config = Config::default().max_backlog_bytes(KIB);
        let mut backlog = Backlog::new(&all);
        assert!(!backlog.push(Bytes::from(vec![0; 100 * KIB]), &config));
        assert!(backlog.push(Bytes::from(vec![0; 90 * KIB]), &config));
        assert!(!backlog.push(frame(), &config));
        drop(backlog);
        assert_eq!(all.held(), 0);
    }

    #[test]
    fn together_they_never_hold_more_than_the_limit_and_leave_some_free() {
        let all = Backlogs::new(1024 * KIB);
        let config = Config::default().max_backlog_bytes(1024 * KIB);
        let mut backlogs: Vec<_> = (0..60).map(|_| Backlog::new(&all)).collect();
        // As in a flooded room: each backlog gets a frame in turn, until it refuses one.
        let mut open: Vec<&mut Backlog> = backlogs.iter_mut().collect();
        while !open.is_empty() {
            open.retain_mut(|backlog| backlog.push(frame(), &config));
            assert!(all.held() <= 1024 * KIB);
        }
        assert!(backlogs.iter().all(|backlog| backlog.cost == 16 * KIB));
        assert_eq!(fill(&mut Backlog::new(&all), &config), 12);
        drop(backlogs);
        assert_eq!(all.held(), 0);
    }

    #[test]
    fn what_is_written_is_no_longer_held() {
        let all = Backlogs::new(1024 * KIB);
        let mut backlog = Backlog::new(&all);
        for _ in 0..3 {
            assert!(backlog.push(frame(), &Config::default()));
        }
        backlog.advance(KIB);
        assert_eq!((all.held(), backlog.frames.len()), (2 * KIB - FRAME_COST, 2));
        assert_eq!(backlog.pop().unwrap().len(), 2 * frame().len() - KIB);
        backlog.advance(frame().len());
        assert_eq!((all.held(), backlog.frames.len()), (0, 0));
    }
}
