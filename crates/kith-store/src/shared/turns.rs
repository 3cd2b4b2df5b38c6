//! Fair turns for long reads: a few at once per person, and the waiting people take turns.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::StoreError;

/// Most reads of one person that may wait; more are refused.
const WAITING: usize = 256;

/// The id of the person who reads, or of the chat that is read on behalf of all its members.
pub type Whose = [u8; 16];

/// The running and the waiting reads. The waiting people take turns, each with one read.
pub struct Turns(Mutex<Inner>);

struct Inner {
    free: usize,
    /// Most reads at once for one person.
    each: usize,
    running: HashMap<Whose, usize>,
    waiting: HashMap<Whose, VecDeque<oneshot::Sender<Turn>>>,
    /// Invariant: contains the keys of `waiting`, each once.
    round: VecDeque<Whose>,
}

/// The right to read, until it is dropped.
pub struct Turn {
    turns: Arc<Turns>,
    whose: Whose,
}

impl Turns {
    /// `size` reads at once, and half of them for one person, so that other people always find room.
    pub fn new(size: usize) -> Arc<Self> {
        Arc::new(Self(Mutex::new(Inner {
            free: size,
            each: (size / 2).max(1),
            running: HashMap::new(),
            waiting: HashMap::new(),
            round: VecDeque::new(),
        })))
    }

    /// Waits for a turn, unless too many of this person's reads wait already.
    pub async fn ask(self: &Arc<Self>, whose: Whose) -> Result<Turn, StoreError> {
        self.take(whose, WAITING).await
    }

    /// Waits for a turn however many reads wait: for a read that follows from a stored change, and must not be
    /// refused.
    pub async fn wait(self: &Arc<Self>, whose: Whose) -> Result<Turn, StoreError> {
        self.take(whose, usize::MAX).await
    }

    async fn take(self: &Arc<Self>, whose: Whose, most: usize) -> Result<Turn, StoreError> {
        let mine = {
            let mut inner = self.lock();
            if inner.may_begin(whose) && !inner.waiting.contains_key(&whose) {
                return Ok(inner.begin(self, whose));
            }
            inner.queue(whose, most)?
        };
        mine.await.map_err(|_| StoreError::Closed)
    }

    fn end(self: &Arc<Self>, whose: Whose) {
        let next = {
            let mut inner = self.lock();
            inner.free += 1;
            if let Entry::Occupied(mut running) = inner.running.entry(whose) {
                *running.get_mut() -= 1;
                if *running.get() == 0 {
                    running.remove();
                }
            }
            inner.next(self)
        };
        for (waiting, turn) in next {
            // A caller that has gone away drops its turn, which passes it on.
            let _ = waiting.send(turn);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn may_begin(&self, whose: Whose) -> bool {
        self.free > 0 && self.running.get(&whose).is_none_or(|running| *running < self.each)
    }

    fn begin(&mut self, turns: &Arc<Turns>, whose: Whose) -> Turn {
        self.free -= 1;
        *self.running.entry(whose).or_default() += 1;
        Turn { turns: turns.clone(), whose }
    }

    fn queue(&mut self, whose: Whose, most: usize) -> Result<oneshot::Receiver<Turn>, StoreError> {
        let queue = match self.waiting.entry(whose) {
            Entry::Occupied(queue) => queue.into_mut(),
            Entry::Vacant(first) => {
                self.round.push_back(whose);
                first.insert(VecDeque::new())
            }
        };
        if queue.len() >= most {
            queue.retain(|waiting| !waiting.is_closed());
        }
        if queue.len() >= most {
            return Err(StoreError::Busy);
        }
        let (turn, mine) = oneshot::channel();
        queue.push_back(turn);
        Ok(mine)
    }

    /// Gives turns to the next reads, as many as are free.
    fn next(&mut self, turns: &Arc<Turns>) -> Vec<(oneshot::Sender<Turn>, Turn)> {
        let mut next = Vec::new();
        for _ in 0..self.round.len() {
            if self.free == 0 {
                break;
            }
            let Some(whose) = self.round.pop_front() else { break };
            let first = if self.may_begin(whose) { self.first_waiting(whose) } else { None };
            if let Some(waiting) = first {
                next.push((waiting, self.begin(turns, whose)));
            }
            if self.waiting.contains_key(&whose) {
                self.round.push_back(whose);
            }
        }
        next
    }

    /// The first of a person's reads whose caller still waits.
    fn first_waiting(&mut self, whose: Whose) -> Option<oneshot::Sender<Turn>> {
        let queue = self.waiting.get_mut(&whose)?;
        let wanted = std::iter::from_fn(|| queue.pop_front()).find(|waiting| !waiting.is_closed());
        if queue.is_empty() {
            self.waiting.remove(&whose);
        }
        wanted
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.turns.end(self.whose);
    }
}

#[cfg(test)]
mod tests {
    use std::task::Poll;

    use super::*;

    const ANN: Whose = [1; 16];
    const BOB: Whose = [2; 16];
    const EVE: Whose = [3; 16];

    type Asking = std::pin::Pin<Box<dyn Future<Output = Result<Turn, StoreError>>>>;

    fn asking(turns: &Arc<Turns>, whose: Whose) -> Asking {
        let turns = turns.clone();
        Box::pin(async move { turns.ask(whose).await })
    }

    async fn now(asking: &mut Asking) -> Option<Result<Turn, StoreError>> {
        std::future::poll_fn(|context| {
            Poll::Ready(match asking.as_mut().poll(context) {
                Poll::Ready(turn) => Some(turn),
                Poll::Pending => None,
            })
        })
        .await
    }

    #[tokio::test]
    async fn one_person_leaves_room_for_others() {
        let turns = Turns::new(4);
        let _two = (turns.ask(ANN).await.unwrap(), turns.ask(ANN).await.unwrap());
        assert!(now(&mut asking(&turns, ANN)).await.is_none());
        assert!(now(&mut asking(&turns, BOB)).await.is_some());
    }

    #[tokio::test]
    async fn those_who_wait_take_turns_however_long_their_queues() {
        let turns = Turns::new(1);
        let mut running = turns.ask(EVE).await.unwrap();
        let mut waiting: Vec<_> =
            [ANN, ANN, ANN, ANN, BOB, BOB, EVE].iter().map(|who| asking(&turns, *who)).collect();
        for one in &mut waiting {
            assert!(now(one).await.is_none());
        }
        let mut order = Vec::new();
        while order.len() < 7 {
            drop(running);
            let mut begun = None;
            let mut left = Vec::new();
            for mut one in waiting {
                match now(&mut one).await {
                    Some(turn) => begun = turn.ok(),
                    None => left.push(one),
                }
            }
            (running, waiting) = (begun.unwrap(), left);
            order.push(running.whose);
        }
        assert_eq!(order, [ANN, BOB, EVE, ANN, BOB, ANN, ANN]);
    }

    #[tokio::test]
    async fn a_queue_has_an_end_and_who_went_away_does_not_count() {
        let turns = Turns::new(1);
        let running = turns.ask(ANN).await.unwrap();
        let mut waiting: Vec<_> = std::iter::repeat_with(|| asking(&turns, ANN)).take(WAITING).collect();
        for one in &mut waiting {
            assert!(now(one).await.is_none());
        }
        assert!(matches!(now(&mut asking(&turns, ANN)).await, Some(Err(StoreError::Busy))));
        let mut others = asking(&turns, BOB);
        assert!(now(&mut others).await.is_none());
        let mut last = waiting.pop().unwrap();
        drop(waiting);
        let mut late = asking(&turns, ANN);
        assert!(now(&mut late).await.is_none());
        drop(running);
        for next in [&mut last, &mut others, &mut late] {
            assert!(now(next).await.is_some_and(|turn| turn.is_ok()));
        }
    }

    #[tokio::test]
    async fn nothing_is_kept_of_who_reads_no_more() {
        let turns = Turns::new(2);
        let running = turns.ask(ANN).await.unwrap();
        let mut gone = asking(&turns, ANN);
        assert!(now(&mut gone).await.is_none());
        drop(gone);
        drop(running);
        let inner = turns.lock();
        assert_eq!((inner.free, inner.running.len(), inner.waiting.len(), inner.round.len()), (2, 0, 0, 0));
    }
}
