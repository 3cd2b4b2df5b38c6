//! Who is online. Only people who share a chat with a person see it.

use std::collections::HashMap;

use kith_wire::{Presence, PresenceQuery, PresenceState, PresenceStates, TimeMs, UserId};

use crate::clock::now_ms;
use crate::seams::bus::publish;
use crate::{Actor, Audience, ConnectionId, Kith, Refusal};

/// Most people that one request may ask about.
const ASKED: usize = 1024;

impl Kith {
    /// A device has connected, and counts as looked at until it reports otherwise.
    pub fn connected(&self, connection: ConnectionId) {
        let changed = self.directory.lock().change(connection, Some(PresenceState::Active));
        if changed.is_some() {
            self.publish_presence(connection.user_id, now_ms());
        }
    }

    /// A device's connection is gone.
    pub async fn disconnected(&self, connection: ConnectionId) {
        let (changed, last) = {
            let mut directory = self.directory.lock();
            for user in directory.watching.get(&connection).cloned().unwrap_or_default() {
                directory.unwatch(connection, user);
            }
            let changed = directory.change(connection, None);
            (changed, !directory.of_user.contains_key(&connection.user_id))
        };
        if last {
            self.end_typing_of(connection.user_id);
        }
        self.presence_changed(connection.user_id, changed).await;
    }

    /// The person begins or stops looking at the device.
    pub async fn set_presence(&self, connection: ConnectionId, state: PresenceState) -> Result<(), Refusal> {
        self.rates.signal(connection.user_id)?;
        let changed = {
            let mut directory = self.directory.lock();
            // A command may still be under way when its connection is gone: it must not add the connection again.
            if directory.is_open(connection) { directory.change(connection, Some(state)) } else { None }
        };
        self.presence_changed(connection.user_id, changed).await;
        Ok(())
    }

    /// Subscribes this connection to the presence of these people, and returns their presence as it is now. People who
    /// share no chat with the subscriber are left out.
    pub async fn watch_presence(
        &self,
        connection: ConnectionId,
        query: PresenceQuery,
    ) -> Result<PresenceStates, Refusal> {
        let partings = self.directory.lock().partings;
        let mut visible = self.last_seen(connection.user_id, &query).await?;
        let parted = {
            let mut directory = self.directory.lock();
            if directory.would_watch(connection, visible.keys()) > ASKED {
                return Err(Refusal::Invalid(format!(
                    "userIds: a connection watches at most {ASKED} people"
                )));
            }
            // As above: a connection that is gone watches nobody.
            if directory.is_open(connection) {
                visible.keys().for_each(|user| directory.watch(connection, *user));
            }
            directory.partings != partings
        };
        if parted {
            // The subscriber may have lost the last chat with one of these people before the subscription was noted.
            let still = self.store.last_seen(connection.user_id, query.user_ids.clone()).await;
            let mut directory = self.directory.lock();
            visible.retain(|user, _| {
                let stays = still.as_ref().is_ok_and(|still| still.contains_key(user));
                if !stays {
                    directory.unwatch(connection, *user);
                }
                stays
            });
            drop(directory);
            still?;
        }
        Ok(self.states(&query, &visible))
    }

    /// No longer tells this connection about these people.
    pub async fn unwatch_presence(
        &self,
        connection: ConnectionId,
        query: PresenceQuery,
    ) -> Result<PresenceStates, Refusal> {
        let visible = self.last_seen(connection.user_id, &query).await?;
        {
            let mut directory = self.directory.lock();
            query.user_ids.iter().for_each(|user| directory.unwatch(connection, *user));
        }
        Ok(self.states(&query, &visible))
    }

    /// A person and these people have lost a chat in common: if it was their last one, neither sees the other any more.
    pub(crate) async fn part_company(&self, user_id: UserId, others: &[UserId]) {
        let visible = self.store.last_seen(user_id, others.to_vec()).await.unwrap_or_else(|error| {
            // Without the database the server cannot tell who still shares a chat: all subscriptions end until clients
            // subscribe again.
            tracing::error!(%error, "cannot tell who shares a chat");
            HashMap::new()
        });
        let mut directory = self.directory.lock();
        directory.partings += 1;
        others
            .iter()
            .filter(|other| !visible.contains_key(other))
            .for_each(|other| directory.part(user_id, *other));
    }

    /// The presence of these people.
    pub async fn presence(&self, actor: Actor, query: PresenceQuery) -> Result<PresenceStates, Refusal> {
        let visible = self.last_seen(actor.user_id, &query).await?;
        Ok(self.states(&query, &visible))
    }

    async fn last_seen(
        &self,
        asker: UserId,
        query: &PresenceQuery,
    ) -> Result<HashMap<UserId, Option<TimeMs>>, Refusal> {
        if query.user_ids.len() > ASKED {
            return Err(Refusal::Invalid(format!("userIds: at most {ASKED}")));
        }
        self.rates.signal(asker)?;
        Ok(self.store.last_seen(asker, query.user_ids.clone()).await?)
    }

    fn states(&self, query: &PresenceQuery, visible: &HashMap<UserId, Option<TimeMs>>) -> PresenceStates {
        let directory = self.directory.lock();
        let state = |user_id: &UserId| match visible.get(user_id) {
            None => Presence { user_id: *user_id, online: false, last_seen: None },
            Some(last_seen) => {
                let online = directory.is_online(*user_id);
                Presence { user_id: *user_id, online, last_seen: last_seen.filter(|_| !online) }
            }
        };
        PresenceStates { states: query.user_ids.iter().map(state).collect() }
    }

    async fn presence_changed(&self, user_id: UserId, online: Option<bool>) {
        let Some(online) = online else { return };
        let now = now_ms();
        if !online && let Err(error) = self.store.set_last_seen(user_id, now).await {
            // Failing is harmless: others see an older time, and the next change writes a new one.
            tracing::warn!(%error, %user_id, "cannot note when the person was last seen");
        }
        self.publish_presence(user_id, now);
    }

    /// Publishes a person's presence to those who watch it. The presence may change meanwhile, and two tasks may want to
    /// publish: one after the other reads the presence at the moment of publishing.
    fn publish_presence(&self, user_id: UserId, changed_at_ms: TimeMs) {
        let mut directory = self.directory.lock();
        if let Some(meanwhile) = directory.telling.get_mut(&user_id) {
            *meanwhile = Some(changed_at_ms);
            return;
        }
        let mut next = Some(changed_at_ms);
        while let Some(at_ms) = next {
            let news = directory.news_of(user_id, at_ms);
            directory.telling.insert(user_id, None);
            drop(directory);
            if news.to != Audience::Connections(Vec::new()) {
                publish(&*self.bus, news);
            }
            directory = self.directory.lock();
            next = directory.telling.remove(&user_id).flatten();
        }
    }
}
