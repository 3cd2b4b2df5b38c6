//! Frames that wait for a client that reads too slowly. A frame that waits for several clients counts for each.
//!
//! Must never hold more than the budget of all backlogs allows, however many clients stop reading.

use std::collections::VecDeque;
use std::io::{ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Buf as _, Bytes};
use tokio::io::AsyncWrite as _;
use tokio::net::tcp::OwnedWriteHalf;

use crate::budget::{Budget, Claim};
use crate::config::Config;

/// Most frames in one vectored write.
const MAX_SLICES: usize = 64;

/// What a waiting frame costs beside its bytes: its place in the queue, and its allocation.
const FRAME_COST: usize = 64;

/// Frames that wait for one client. Boxed: most connections have none most of the time.
pub(crate) struct Backlog {
    frames: VecDeque<Bytes>,
    claim: Claim,
}

impl Backlog {
    pub(crate) fn new(all: &Arc<Budget>) -> Self {
        Self { frames: VecDeque::new(), claim: all.claim() }
    }

    /// Takes a frame, unless that would be too much: for this client, or in view of all.
    pub(crate) fn push(&mut self, frame: Bytes, config: &Config) -> bool {
        let cost = frame.len() + FRAME_COST;
        let Some(share) = self.claim.grow(cost) else { return false };
        let fits = self.frames.len() < config.max_backlog_frames
            && self.claim.bytes() <= config.max_backlog_bytes.min(share);
        if !fits && !self.frames.is_empty() {
            self.claim.shrink(cost);
            return false;
        }
        self.frames.push_back(frame);
        true
    }

    /// Takes out the frame that waits longest.
    pub(crate) fn pop(&mut self) -> Option<Bytes> {
        let frame = self.frames.pop_front()?;
        self.claim.shrink(frame.len() + FRAME_COST);
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
        let mut given_back = written;
        while let Some(front) = self.frames.front_mut() {
            if written < front.len() {
                front.advance(written);
                break;
            }
            written -= front.len();
            given_back += FRAME_COST;
            self.frames.pop_front();
        }
        self.claim.shrink(given_back);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIB: usize = 1024;

    fn frame() -> Bytes {
        Bytes::from(vec![0; KIB - FRAME_COST])
    }

    /// Fills a backlog; answers how many frames of one KiB it took.
    fn fill(backlog: &mut Backlog, config: &Config) -> usize {
        std::iter::repeat_with(|| backlog.push(frame(), config)).take_while(|taken| *taken).count()
    }

    #[test]
    fn alone_a_backlog_takes_as_much_as_one_may() {
        let all = Budget::new(1024 * KIB);
        let config = Config { max_backlog_bytes: 100 * KIB, ..Config::default() };
        assert_eq!(fill(&mut Backlog::new(&all), &config), 100);
        assert_eq!(fill(&mut Backlog::new(&all), &Config { max_backlog_frames: 7, ..config }), 7);
        assert_eq!(all.held(), 0);
    }

    #[test]
    fn a_frame_of_any_size_may_wait_alone_as_long_as_there_is_room_for_all() {
        let all = Budget::new(100 * KIB);
        let config = Config { max_backlog_bytes: KIB, ..Config::default() };
        let mut backlog = Backlog::new(&all);
        assert!(!backlog.push(Bytes::from(vec![0; 100 * KIB]), &config));
        assert!(backlog.push(Bytes::from(vec![0; 90 * KIB]), &config));
        assert!(!backlog.push(frame(), &config));
        drop(backlog);
        assert_eq!(all.held(), 0);
    }

    #[test]
    fn together_they_never_hold_more_than_the_limit_and_leave_some_free() {
        let all = Budget::new(1024 * KIB);
        let config = Config { max_backlog_bytes: 1024 * KIB, ..Config::default() };
        let mut backlogs: Vec<_> = (0..60).map(|_| Backlog::new(&all)).collect();
        // As a flooded room does: each gets a frame in turn, until it would be too much for it.
        let mut open: Vec<&mut Backlog> = backlogs.iter_mut().collect();
        while !open.is_empty() {
            open.retain_mut(|backlog| backlog.push(frame(), &config));
            assert!(all.held() <= 1024 * KIB);
        }
        assert!(backlogs.iter().all(|backlog| backlog.claim.bytes() == 16 * KIB));
        assert_eq!(fill(&mut Backlog::new(&all), &config), 12);
        drop(backlogs);
        assert_eq!(all.held(), 0);
    }

    #[test]
    fn what_is_written_is_no_longer_held() {
        let all = Budget::new(1024 * KIB);
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
