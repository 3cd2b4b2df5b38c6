//! How many large bodies one person sends at once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kith_wire::UserId;

/// How many bodies above the limit for strangers one person may be sending at once.
pub const AT_ONCE: u32 = 16;

/// The number of large bodies under way, by person.
#[derive(Clone, Default)]
pub struct LargeBodies(Arc<Mutex<HashMap<UserId, u32>>>);

/// A large body on its way, until it is dropped.
pub struct LargeBody(LargeBodies, UserId);

impl LargeBodies {
    /// Counts one more, unless it would be too many.
    pub fn begin(&self, user_id: UserId) -> Option<LargeBody> {
        let mut on_their_way = lock(&self.0);
        let taken = on_their_way.entry(user_id).or_default();
        if *taken == AT_ONCE {
            return None;
        }
        *taken += 1;
        Some(LargeBody(self.clone(), user_id))
    }
}

impl Drop for LargeBody {
    fn drop(&mut self) {
        let Self(bodies, user_id) = self;
        let mut on_their_way = lock(&bodies.0);
        if let Some(taken) = on_their_way.get_mut(user_id) {
            *taken -= 1;
            if *taken == 0 {
                on_their_way.remove(user_id);
            }
        }
    }
}

/// A panic under the lock cannot leave the map half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_has_only_so_many_large_bodies_on_their_way_at_once() {
        let (bodies, ada, bob) = (LargeBodies::default(), UserId::new(), UserId::new());
        let begun: Vec<_> = (0..AT_ONCE).map(|_| bodies.begin(ada).unwrap()).collect();
        assert!(bodies.begin(ada).is_none());
        assert!(bodies.begin(bob).is_some());
        drop(begun);
        assert!(bodies.begin(ada).is_some());
        assert!(lock(&bodies.0).is_empty());
    }
}
