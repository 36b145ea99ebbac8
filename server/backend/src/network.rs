//! The network of an address: whoever has one address of it has the others.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The network of an address as `192.0.2.0/24`, or of IPv6 with so many bits, at most 127; nothing of what is no address.
pub(crate) fn of(address: &str, bits: u32) -> Option<String> {
    Some(match address.parse::<IpAddr>().ok()?.to_canonical() {
        IpAddr::V4(address) => format!("{}/24", Ipv4Addr::from_bits(address.to_bits() >> 8 << 8)),
        IpAddr::V6(address) => {
            let rest = 128 - bits;
            format!("{}/{bits}", Ipv6Addr::from_bits(address.to_bits() >> rest << rest))
        }
    })
}
