//! Rate limits: enough for people, too little for floods.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;
use kith_wire::{SessionId, UserId};

use crate::Refusal;

/// Whether limits apply. Off is for load tests on one's own machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateLimits {
    /// The limits of this file.
    On,
    /// No limits.
    Off,
}

/// Each limit is a burst that refills steadily.
pub struct Rates {
    enforced: bool,
    clock: DefaultClock,
    logins_by_address: DefaultKeyedRateLimiter<IpNet>,
    logins_by_both: DefaultKeyedRateLimiter<(String, IpNet)>,
    logins_by_strangers: DefaultKeyedRateLimiter<String>,
    passwords: DefaultKeyedRateLimiter<UserId>,
    registrations: DefaultKeyedRateLimiter<IpNet>,
    visits: DefaultKeyedRateLimiter<IpNet>,
    bad_tokens: DefaultKeyedRateLimiter<IpNet>,
    pictures: DefaultKeyedRateLimiter<IpNet>,
    refreshes: DefaultKeyedRateLimiter<SessionId>,
    checks: DefaultKeyedRateLimiter<UserId>,
    messages: DefaultKeyedRateLimiter<UserId>,
    signals: DefaultKeyedRateLimiter<UserId>,
    requests: DefaultKeyedRateLimiter<UserId>,
    invitations: DefaultKeyedRateLimiter<UserId>,
}

impl Rates {
    /// `group_members` is the most members of a group: that many people can be added to one at once.
    pub fn new(limits: RateLimits, group_members: usize) -> Self {
        let largest_group = u32::try_from(group_members).unwrap_or(u32::MAX);
        Self {
            enforced: limits == RateLimits::On,
            clock: DefaultClock::default(),
            logins_by_address: limiter(60, Duration::from_secs(2)),
            // A password of 8 lower-case letters lasts centuries at this rate.
            logins_by_both: limiter(10, Duration::from_secs(30)),
            // One address cannot use it up: at least nine have to conspire, and networks known to the account do not
            // count.
            logins_by_strangers: limiter(100, Duration::from_secs(3)),
            passwords: limiter(10, Duration::from_secs(30)),
            registrations: limiter(100, Duration::from_secs(6)),
            // After a restart everybody in a large office comes back at once.
            visits: limiter(600, Duration::from_millis(50)),
            // As many as visits, but counted apart: a client that returns with an expired token has yet to refresh it.
            bad_tokens: limiter(600, Duration::from_millis(50)),
            // Ten full packs at once, for all people behind one address: each asks once, and browsers keep the pictures.
            pictures: limiter(2000, Duration::from_millis(10)),
            // Each load of a page asks for it.
            refreshes: limiter(60, Duration::from_secs(2)),
            // More than all later requests together, so that their limits apply first.
            checks: limiter(1200, Duration::from_millis(5)),
            // Nobody types 15 messages a second; the burst is for forwarding to many chats at once.
            messages: limiter(60, Duration::from_millis(66)),
            signals: limiter(120, Duration::from_millis(25)),
            requests: limiter(400, Duration::from_millis(10)),
            invitations: limiter(largest_group.max(2048), Duration::from_millis(50)),
        }
    }

    /// Trying a password for an account, whether or not an account of this name exists.
    pub fn log_in(&self, account: &str, network: IpNet) -> Result<(), Refusal> {
        self.check(&self.logins_by_address, &network)?;
        self.check(&self.logins_by_both, &(account.to_owned(), network))
    }

    /// Trying a password from a network that the account has never logged in from.
    pub fn log_in_as_stranger(&self, account: &str) -> Result<(), Refusal> {
        self.check(&self.logins_by_strangers, &account.to_owned())
    }

    /// Trying one's own password, within a session.
    pub fn password(&self, user_id: UserId) -> Result<(), Refusal> {
        self.check(&self.passwords, &user_id)
    }

    /// Creating an account.
    pub fn register(&self, network: IpNet) -> Result<(), Refusal> {
        self.check(&self.registrations, &network)
    }

    /// Requests that need no account, or that present a refresh token.
    pub fn visit(&self, network: IpNet) -> Result<(), Refusal> {
        self.check(&self.visits, &network)
    }

    /// Presenting an invalid access token, or none where one is needed.
    pub fn bad_token(&self, network: IpNet) -> Result<(), Refusal> {
        self.check(&self.bad_tokens, &network)
    }

    /// Getting the file of a sticker or a custom emoji.
    pub fn picture(&self, network: IpNet) -> Result<(), Refusal> {
        self.check(&self.pictures, &network)
    }

    /// Exchanging the tokens of a session.
    pub fn refresh(&self, session_id: SessionId) -> Result<(), Refusal> {
        self.check(&self.refreshes, &session_id)
    }

    /// Looking up whether a session is alive: for each HTTP request and each connection of a device.
    pub fn check_session(&self, user_id: UserId) -> Result<(), Refusal> {
        self.check(&self.checks, &user_id)
    }

    /// Sending a message.
    pub fn message(&self, user_id: UserId) -> Result<(), Refusal> {
        self.check(&self.messages, &user_id)
    }

    /// Receipts, typing and presence.
    pub fn signal(&self, user_id: UserId) -> Result<(), Refusal> {
        self.check(&self.signals, &user_id)
    }

    /// All other reads and writes.
    pub fn request(&self, user_id: UserId) -> Result<(), Refusal> {
        self.check(&self.requests, &user_id)
    }

    /// A request that costs as much as `cost` requests.
    pub fn requests(&self, user_id: UserId, cost: u32) -> Result<(), Refusal> {
        self.check_many(&self.requests, &user_id, cost)
    }

    /// Adding this many people to chats, or publishing a chat's change to as many.
    pub fn invite(&self, user_id: UserId, people: usize) -> Result<(), Refusal> {
        self.check_many(&self.invitations, &user_id, u32::try_from(people).unwrap_or(u32::MAX))
    }

    /// Forgets entries that have been idle for long enough.
    pub fn tidy(&self) {
        tidy(&self.logins_by_address);
        tidy(&self.logins_by_both);
        tidy(&self.logins_by_strangers);
        tidy(&self.passwords);
        tidy(&self.registrations);
        tidy(&self.visits);
        tidy(&self.bad_tokens);
        tidy(&self.pictures);
        tidy(&self.refreshes);
        tidy(&self.checks);
        tidy(&self.messages);
        tidy(&self.signals);
        tidy(&self.requests);
        tidy(&self.invitations);
    }

    /// The number of remembered people, accounts, sessions and addresses.
    pub fn entries(&self) -> usize {
        let visits = self.visits.len() + self.bad_tokens.len() + self.pictures.len();
        let by_address = self.logins_by_address.len() + self.registrations.len() + visits;
        let by_account = self.logins_by_both.len() + self.logins_by_strangers.len() + self.passwords.len();
        let by_user = self.messages.len() + self.signals.len() + self.requests.len() + self.invitations.len();
        by_address + by_account + self.refreshes.len() + self.checks.len() + by_user
    }

    fn check<K: Hash + Eq + Clone>(
        &self,
        limiter: &DefaultKeyedRateLimiter<K>,
        key: &K,
    ) -> Result<(), Refusal> {
        self.check_many(limiter, key, 1)
    }

    /// An error means more than the burst: the sizes of requests have limits of their own below it.
    fn check_many<K: Hash + Eq + Clone>(
        &self,
        limiter: &DefaultKeyedRateLimiter<K>,
        key: &K,
        cost: u32,
    ) -> Result<(), Refusal> {
        let Some(cost) = NonZeroU32::new(cost).filter(|_| self.enforced) else { return Ok(()) };
        let refused = |retry_after_ms| Refusal::RateLimited { retry_after_ms };
        limiter.check_key_n(key, cost).map_err(|_| refused(u64::MAX))?.map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            refused(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX).saturating_add(1))
        })
    }
}

fn limiter<K: Hash + Eq + Clone>(burst: u32, refill: Duration) -> DefaultKeyedRateLimiter<K> {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    // Only a period of zero is refused, and none of these is zero.
    let quota = Quota::with_period(refill).unwrap_or_else(|| Quota::per_second(burst));
    RateLimiter::keyed(quota.allow_burst(burst))
}

fn tidy<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>) {
    limiter.retain_recent();
    limiter.shrink_to_fit();
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn rates(limits: RateLimits) -> Rates {
        Rates::new(limits, 1024)
    }

    fn address(n: u8) -> IpNet {
        IpAddr::from([10, 0, 0, n]).into()
    }

    #[test]
    fn guessing_one_account_is_limited_wherever_it_comes_from() {
        let rates = rates(RateLimits::On);
        let guess = |n: u8| rates.log_in("ada", address(n)).and_then(|()| rates.log_in_as_stranger("ada"));
        assert!((0..20).any(|_| matches!(guess(0), Err(Refusal::RateLimited { retry_after_ms: 1.. }))));
        assert!((0..200).any(|n| matches!(guess(n), Err(Refusal::RateLimited { retry_after_ms: 1.. }))));
    }

    #[test]
    fn no_single_address_uses_up_what_strangers_may_guess() {
        let rates = rates(RateLimits::On);
        for _ in 0..200 {
            if rates.log_in("ada", address(1)).is_ok() {
                assert!(rates.log_in_as_stranger("ada").is_ok());
            }
        }
        assert!(rates.log_in("ada", address(2)).is_ok());
        assert!(rates.log_in_as_stranger("ada").is_ok());
    }

    #[test]
    fn a_full_group_can_be_made_at_once_whatever_its_limit() {
        let (ann, rates) = (UserId::from([1; 16]), Rates::new(RateLimits::On, 5000));
        assert!(rates.invite(ann, 5000).is_ok());
        assert!(matches!(rates.invite(ann, 5000), Err(Refusal::RateLimited { retry_after_ms: 200_000.. })));
    }

    #[test]
    fn off_means_off() {
        let rates = rates(RateLimits::Off);
        assert!((0..10_000).all(|_| rates.message(UserId::from([1; 16])).is_ok()));
    }
}
