//! How often things may be done: enough for people, too little for floods.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use kith_wire::UserId;

use crate::Refusal;

/// Whether limits hold. Off is for load tests on one's own machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateLimits {
    /// The limits of this file.
    On,
    /// None.
    Off,
}

/// Each limit is a burst that refills steadily.
pub struct Rates {
    enforced: bool,
    clock: DefaultClock,
    logins_by_account: DefaultKeyedRateLimiter<String>,
    logins_by_address: DefaultKeyedRateLimiter<IpAddr>,
    registrations: DefaultKeyedRateLimiter<IpAddr>,
    messages: DefaultKeyedRateLimiter<UserId>,
    signals: DefaultKeyedRateLimiter<UserId>,
    requests: DefaultKeyedRateLimiter<UserId>,
}

impl Rates {
    pub fn new(limits: RateLimits) -> Self {
        Self {
            enforced: limits == RateLimits::On,
            clock: DefaultClock::default(),
            // A password of 8 lower-case letters lasts centuries at this rate.
            logins_by_account: limiter(10, Duration::from_secs(30)),
            logins_by_address: limiter(60, Duration::from_secs(2)),
            registrations: limiter(100, Duration::from_secs(6)),
            // Nobody types 15 messages a second; forwarding to many chats at once is what the burst is for.
            messages: limiter(60, Duration::from_millis(66)),
            signals: limiter(120, Duration::from_millis(25)),
            requests: limiter(400, Duration::from_millis(10)),
        }
    }

    /// Trying a password for an account.
    pub fn log_in(&self, account: &str, address: IpAddr) -> Result<(), Refusal> {
        self.check(&self.logins_by_address, &network(address))?;
        self.check(&self.logins_by_account, &account.to_owned())
    }

    /// Creating an account.
    pub fn register(&self, address: IpAddr) -> Result<(), Refusal> {
        self.check(&self.registrations, &network(address))
    }

    /// Sending a message.
    pub fn message(&self, user_id: UserId) -> Result<(), Refusal> {
        self.check(&self.messages, &user_id)
    }

    /// Receipts, typing and presence.
    pub fn signal(&self, user_id: UserId) -> Result<(), Refusal> {
        self.check(&self.signals, &user_id)
    }

    /// Everything else that reads or writes.
    pub fn request(&self, user_id: UserId) -> Result<(), Refusal> {
        self.check(&self.requests, &user_id)
    }

    /// Forgets whoever has been quiet for long enough.
    pub fn tidy(&self) {
        tidy(&self.logins_by_account);
        tidy(&self.logins_by_address);
        tidy(&self.registrations);
        tidy(&self.messages);
        tidy(&self.signals);
        tidy(&self.requests);
    }

    /// How many people, accounts and addresses are remembered.
    pub fn kept(&self) -> usize {
        let by_address = self.logins_by_address.len() + self.registrations.len();
        let by_user = self.messages.len() + self.signals.len() + self.requests.len();
        self.logins_by_account.len() + by_address + by_user
    }

    fn check<K: Hash + Eq + Clone>(
        &self,
        limiter: &DefaultKeyedRateLimiter<K>,
        key: &K,
    ) -> Result<(), Refusal> {
        if !self.enforced {
            return Ok(());
        }
        limiter.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            let retry_after_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX).saturating_add(1);
            Refusal::RateLimited { retry_after_ms }
        })
    }
}

fn limiter<K: Hash + Eq + Clone>(burst: u32, refill: Duration) -> DefaultKeyedRateLimiter<K> {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    // A period is refused only when it is zero, and none of these is.
    let quota = Quota::with_period(refill).unwrap_or_else(|| Quota::per_second(burst));
    RateLimiter::keyed(quota.allow_burst(burst))
}

fn tidy<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>) {
    limiter.retain_recent();
    limiter.shrink_to_fit();
}

/// What one household or attacker has: a whole /64 of IPv6, or one address of IPv4.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_one_account_is_limited_wherever_it_comes_from() {
        let rates = Rates::new(RateLimits::On);
        let refused = (0..20u8).find_map(|i| rates.log_in("ada", IpAddr::from([10, 0, 0, i])).err());
        assert!(matches!(refused, Some(Refusal::RateLimited { retry_after_ms: 1.. })));
    }

    #[test]
    fn addresses_of_one_ipv6_network_share_a_limit() {
        let (a, b) = ("2001:db8::1".parse::<IpAddr>().unwrap(), "2001:db8::2".parse::<IpAddr>().unwrap());
        assert_eq!(network(a), network(b));
        assert_ne!(network(a), network("2001:db8:0:1::1".parse().unwrap()));
    }

    #[test]
    fn off_means_off() {
        let rates = Rates::new(RateLimits::Off);
        assert!((0..10_000).all(|_| rates.message(UserId::from([1; 16])).is_ok()));
    }
}
