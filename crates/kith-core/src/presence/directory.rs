//! Everybody's connections, and who watches whom.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use kith_wire::{Presence, PresenceState, ServerEvent, TimeMs, UserId};

use crate::seams::bus::{Audience, ConnectionId, Delivery};

/// Everybody's connections, and who watches whom.
#[derive(Default)]
pub struct Directory(Mutex<Connections>);

#[derive(Default)]
pub struct Connections {
    /// A person's connections, and whether each device is being looked at.
    pub of_user: HashMap<UserId, HashMap<ConnectionId, PresenceState>>,
    /// Invariant: the reverse of `watching`.
    pub watchers: HashMap<UserId, HashSet<ConnectionId>>,
    pub watching: HashMap<ConnectionId, HashSet<UserId>>,
    /// The people whose presence is being published, each with the latest change that arrived meanwhile. The publishing
    /// task takes that change over, so that the last event has the present state.
    pub telling: HashMap<UserId, Option<TimeMs>>,
    /// How many times people have lost a chat in common.
    pub partings: u64,
}

impl Connections {
    pub fn is_online(&self, user_id: UserId) -> bool {
        self.of_user
            .get(&user_id)
            .is_some_and(|all| all.values().any(|state| *state == PresenceState::Active))
    }

    pub fn is_open(&self, connection: ConnectionId) -> bool {
        self.of_user.get(&connection.user_id).is_some_and(|all| all.contains_key(&connection))
    }

    /// Changes a connection (`None`: it is gone). Returns whether the person is online now, if that changed.
    pub fn change(&mut self, connection: ConnectionId, state: Option<PresenceState>) -> Option<bool> {
        let user = connection.user_id;
        let before = self.is_online(user);
        match state {
            Some(state) => {
                self.of_user.entry(user).or_default().insert(connection, state);
            }
            None => {
                if let Some(all) = self.of_user.get_mut(&user) {
                    all.remove(&connection);
                    if all.is_empty() {
                        self.of_user.remove(&user);
                    }
                }
            }
        }
        let after = self.is_online(user);
        (after != before).then_some(after)
    }

    /// How many people a connection would watch with these. A person whom it watches already counts once.
    pub fn would_watch<'a>(&self, connection: ConnectionId, also: impl Iterator<Item = &'a UserId>) -> usize {
        let watching = self.watching.get(&connection);
        let new = also.filter(|user| watching.is_none_or(|watching| !watching.contains(user))).count();
        watching.map_or(0, HashSet::len) + new
    }

    pub fn watch(&mut self, connection: ConnectionId, user: UserId) {
        self.watchers.entry(user).or_default().insert(connection);
        self.watching.entry(connection).or_default().insert(user);
    }

    pub fn unwatch(&mut self, connection: ConnectionId, user: UserId) {
        if let Some(watchers) = self.watchers.get_mut(&user) {
            watchers.remove(&connection);
            if watchers.is_empty() {
                self.watchers.remove(&user);
            }
        }
        if let Some(watching) = self.watching.get_mut(&connection) {
            watching.remove(&user);
            if watching.is_empty() {
                self.watching.remove(&connection);
            }
        }
    }

    /// The connections that watch a person, and the person's presence now.
    pub fn news_of(&self, user_id: UserId, at_ms: TimeMs) -> Delivery {
        let online = self.is_online(user_id);
        let last_seen = (!online).then_some(at_ms);
        let to = Audience::Connections(self.watchers(user_id));
        Delivery { to, event: ServerEvent::Presence(Presence { user_id, online, last_seen }) }
    }

    /// Two people stop watching each other.
    pub fn part(&mut self, one: UserId, other: UserId) {
        for (watched, watcher) in [(one, other), (other, one)] {
            for connection in self.watchers(watched) {
                if connection.user_id == watcher {
                    self.unwatch(connection, watched);
                }
            }
        }
    }

    pub fn watchers(&self, user: UserId) -> Vec<ConnectionId> {
        self.watchers.get(&user).map(|all| all.iter().copied().collect()).unwrap_or_default()
    }
}

impl Directory {
    /// How many people are connected, and how many are watched.
    pub fn entries(&self) -> (usize, usize) {
        let connections = self.lock();
        (connections.of_user.len(), connections.watchers.len())
    }

    pub fn lock(&self) -> MutexGuard<'_, Connections> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_again_about_the_same_people_is_not_watching_more() {
        let mut connections = Connections::default();
        let connection = ConnectionId { user_id: UserId::new(), number: 1 };
        let people = [UserId::new(), UserId::new()];
        people.iter().for_each(|user| connections.watch(connection, *user));
        assert_eq!(connections.would_watch(connection, people.iter()), 2);
        assert_eq!(connections.would_watch(connection, [people[0], UserId::new()].iter()), 3);
    }
}
