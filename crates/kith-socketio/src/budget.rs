//! What many connections may hold together: each claims what it holds, and gives it back.
//!
//! Must never let all claims be more than the limit, however many there are.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// One may hold as much as this part of what all others leave free. So the more there are, the less each may hold; those
/// that hold most go first, and there is always something free for the rest.
const SHARE: usize = 4;

/// So many bytes, for all claims together.
pub(crate) struct Budget {
    limit: usize,
    held: AtomicUsize,
}

impl Budget {
    pub(crate) fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self { limit, held: AtomicUsize::new(0) })
    }

    /// Bytes held now.
    pub(crate) fn held(&self) -> usize {
        self.held.load(Ordering::Relaxed)
    }

    /// A claim to nothing yet.
    pub(crate) fn claim(self: &Arc<Self>) -> Claim {
        Claim { of: Arc::clone(self), bytes: 0 }
    }
}

/// What one holds of a budget.
pub(crate) struct Claim {
    of: Arc<Budget>,
    bytes: usize,
}

impl Claim {
    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Holds so many more bytes; answers how many this claim may be in view of all others, or nothing if so much is not
    /// left.
    pub(crate) fn grow(&mut self, by: usize) -> Option<usize> {
        let fits = |held| Some(held + by).filter(|more| *more <= self.of.limit);
        let before = self.of.held.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fits).ok()?;
        self.bytes += by;
        Some((self.of.limit - before - by) / SHARE)
    }

    /// Gives back so many bytes.
    pub(crate) fn shrink(&mut self, by: usize) {
        self.bytes -= by;
        self.of.held.fetch_sub(by, Ordering::Relaxed);
    }

    /// Holds so many bytes from now on; `false` if that is too much in view of all others.
    pub(crate) fn hold(&mut self, bytes: usize) -> bool {
        if bytes <= self.bytes {
            self.shrink(self.bytes - bytes);
            return true;
        }
        self.grow(bytes - self.bytes).is_some_and(|share| bytes <= share)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.shrink(self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_may_be_a_quarter_of_what_it_leaves_free() {
        let budget = Budget::new(1000);
        let (mut one, mut other) = (budget.claim(), budget.claim());
        assert!(one.hold(200));
        assert!(other.hold(160));
        assert!(!other.hold(161));
        assert!(one.hold(100));
        assert!(other.hold(161));
    }

    #[test]
    fn there_is_never_more_held_than_the_limit_and_nothing_once_claims_are_gone() {
        let budget = Budget::new(1000);
        let (mut one, mut other) = (budget.claim(), budget.claim());
        assert_eq!(one.grow(900), Some(25));
        assert_eq!((other.grow(101), other.bytes()), (None, 0));
        assert_eq!(budget.held(), 900);
        drop((one, other));
        assert_eq!(budget.held(), 0);
    }
}
