//! Which addresses count as one client.

use std::net::IpAddr;

use ipnet::{IpNet, Ipv6Net};

/// The addresses that one household or attacker has: a whole /64 of IPv6, or one address of IPv4.
pub fn network(address: IpAddr) -> IpNet {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Net::new_assert(v6, 64).trunc().into(),
        v4 => v4.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(address: &str) -> String {
        network(address.parse().unwrap()).to_string()
    }

    #[test]
    fn a_client_is_one_ipv4_address_or_64_bits_of_an_ipv6_address() {
        assert_eq!(of("10.0.0.1"), "10.0.0.1/32");
        assert_eq!(of("::ffff:10.0.0.1"), "10.0.0.1/32");
        assert_eq!(of("2001:db8::1"), "2001:db8::/64");
        assert_eq!(of("2001:db8:0:1:ffff::1"), "2001:db8:0:1::/64");
    }
}
