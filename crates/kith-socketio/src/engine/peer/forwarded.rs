//! The client's address, as proxies forward it.

use std::net::{IpAddr, SocketAddr};

use hyper::HeaderMap;
use hyper::header::HeaderName;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address that the nearest proxy added to `X-Forwarded-For`, with or without a port. Trust it only behind a proxy
/// that sets the header: clients can write anything into it.
pub fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED_FOR).iter().next_back()?.to_str().ok()?;
    address(last.rsplit(',').next()?.trim())
}

fn address(text: &str) -> Option<IpAddr> {
    let bare = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let with_port = || Some(text.parse::<SocketAddr>().ok()?.ip());
    text.parse().ok().or_else(with_port).or_else(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(values: &[&str]) -> Option<String> {
        let values = values.iter().map(|value| (FORWARDED_FOR, value.parse().unwrap()));
        forwarded_for(&HeaderMap::from_iter(values)).map(|address| address.to_string())
    }

    #[test]
    fn the_last_address_counts_however_it_is_written() {
        for (values, address) in [
            (&["203.0.113.7"][..], Some("203.0.113.7")),
            (&["198.51.100.1, 203.0.113.7"], Some("203.0.113.7")),
            (&["198.51.100.1", "203.0.113.7:4711"], Some("203.0.113.7")),
            (&["2001:db8::1"], Some("2001:db8::1")),
            (&["[2001:db8::1]"], Some("2001:db8::1")),
            (&["[2001:db8::1]:4711"], Some("2001:db8::1")),
            (&["203.0.113.7, unknown"], None),
            (&["2001:db8::1]"], None),
            (&[""], None),
            (&[], None),
        ] {
            assert_eq!(told(values).as_deref(), address, "{values:?}");
        }
    }
}
