//! How many connections each client has, by its network. Must never refuse for another reason than the count.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;

use ipnet::IpNet;

use super::network::network;
use crate::sync::lock;

/// Counts per network.
#[derive(Default)]
pub(crate) struct Addresses {
    counts: Mutex<HashMap<IpNet, u32>>,
}

impl Addresses {
    /// Counts a connection of `address`; `false` when it has `limit` already. A limit of 0 is none.
    pub(crate) fn enter(&self, address: IpAddr, limit: u32) -> bool {
        let mut counts = lock(&self.counts);
        let count = counts.entry(network(address)).or_default();
        if limit != 0 && *count >= limit {
            return false;
        }
        *count += 1;
        true
    }

    /// Counts one connection less.
    pub(crate) fn leave(&self, address: IpAddr) {
        let mut counts = lock(&self.counts);
        let network = network(address);
        if let Some(count) = counts.get_mut(&network) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                counts.remove(&network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_at_most_its_limit() {
        let addresses = Addresses::default();
        let one: IpAddr = "10.0.0.1".parse().unwrap();
        assert!(addresses.enter(one, 2) && addresses.enter(one, 2));
        assert!(!addresses.enter(one, 2));
        assert!(addresses.enter("10.0.0.2".parse().unwrap(), 2));
        addresses.leave(one);
        assert!(addresses.enter(one, 2));
    }

    #[test]
    fn addresses_of_one_ipv6_network_count_together() {
        let addresses = Addresses::default();
        assert!(addresses.enter("2001:db8::1".parse().unwrap(), 1));
        assert!(!addresses.enter("2001:db8::2".parse().unwrap(), 1));
        addresses.leave("2001:db8::3".parse().unwrap());
        assert!(addresses.enter("2001:db8::2".parse().unwrap(), 1));
    }
}
