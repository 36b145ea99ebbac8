//! The proxies in front, and whose address a request comes from.
//!
//! Each hop that passes a request on adds the address from which it came to `X-Forwarded-For`. Only what a proxy of
//! our own wrote is believed: the list is read from its end, and the first address that is not one of ours is the
//! client's. Whatever stands before it, the client may have written itself.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

/// The header.
const FORWARDED: &str = "x-forwarded-for";

/// Networks of the proxies that are believed; without any, the header counts for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Vec<IpNet>);

impl Proxies {
    /// Reads addresses and networks (`10.0.0.0/8`), with commas between.
    ///
    /// # Errors
    /// The part that is neither.
    pub fn parse(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        let network = |part: &str| {
            let address = part.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical()));
            part.parse::<IpNet>().or(address).map_err(|_| part.to_owned())
        };
        parts.map(network).collect::<Result<_, _>>().map(Self)
    }

    /// Whether a proxy has this address.
    #[must_use]
    pub fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The client of a request that came over a connection from `connected`.
    #[must_use]
    pub fn client(&self, connected: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = connected.to_canonical();
        let lines: Vec<_> = headers.get_all(FORWARDED).iter().collect();
        // What cannot be read ends the list: nothing before it is known to be of a proxy.
        let hops = lines.iter().rev().flat_map(|line| line.to_str().unwrap_or("?").rsplit(','));
        for hop in hops {
            match address(hop.trim()) {
                Some(before) if self.trusts(client) => client = before,
                _ => break,
            }
        }
        client
    }
}

/// An address as proxies write it; some add the port.
fn address(hop: &str) -> Option<IpAddr> {
    let bare = || hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let ported = || hop.parse::<SocketAddr>().ok().map(|address| address.ip());
    hop.parse::<IpAddr>().ok().or_else(ported).or_else(bare).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.1";

    fn client(proxies: &str, connected: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(FORWARDED, line.parse().unwrap());
        }
        Proxies::parse(proxies).unwrap().client(connected.parse().unwrap(), &headers).to_string()
    }

    /// T-41: what the client wrote itself counts for nothing.
    #[test]
    fn a_client_cannot_choose_its_address() {
        assert_eq!(client("", "192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(client("10.0.0.0/8", "192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(client("10.0.0.0/8", PROXY, &["203.0.113.9, 198.51.100.7"]), "198.51.100.7");
        assert_eq!(client("10.0.0.0/8", PROXY, &["203.0.113.9", "198.51.100.8"]), "198.51.100.8");
        // Not even by naming a proxy of ours before its own.
        assert_eq!(client("10.0.0.0/8", PROXY, &["1.2.3.4, 10.0.0.9, 198.51.100.8"]), "198.51.100.8");
    }

    #[test]
    fn a_row_of_own_proxies_is_followed_to_its_beginning() {
        let proxies = "10.0.0.0/8, 2001:db8::/32,192.168.7.7";
        assert_eq!(client(proxies, PROXY, &["198.51.100.7, 10.3.2.1", "192.168.7.7"]), "198.51.100.7");
        assert_eq!(client(proxies, "2001:db8::5", &["198.51.100.7:4711"]), "198.51.100.7");
        assert_eq!(client(proxies, "::ffff:10.0.0.1", &["[2400:3200::1]:443"]), "2400:3200::1");
        assert_eq!(client(proxies, PROXY, &["10.1.1.1"]), "10.1.1.1");
    }

    #[test]
    fn what_cannot_be_read_ends_the_list() {
        assert_eq!(client("10.0.0.0/8", PROXY, &["no address"]), PROXY);
        assert_eq!(client("10.0.0.0/8", PROXY, &["198.51.100.7, unknown, 10.0.0.2"]), "10.0.0.2");
        assert_eq!(client("10.0.0.0/8", PROXY, &[]), PROXY);
        assert_eq!(Proxies::parse("10.0.0.0/8,localhost"), Err("localhost".to_owned()));
    }
}
