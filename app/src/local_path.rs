//! Addresses that somebody else wrote and that lead on within this site.

/// The address, when a browser that follows it stays on this site.
///
/// It begins with one slash, and no character of it makes a browser read it otherwise: browsers take a backslash for
/// a slash, and drop tabs and line ends, so that `/⇥/example.org` is another host to them.
#[must_use]
pub fn local_path(address: &str) -> Option<&str> {
    let rest = address.strip_prefix('/')?;
    let stays = !rest.starts_with('/') && !address.contains(|c: char| c.is_control() || c == '\\');
    stays.then_some(address)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::*;

    /// Where a browser goes from a page of this site.
    fn followed(address: &str) -> Option<Url> {
        Url::parse("https://tongce.test/sign-in").unwrap().join(address).ok()
    }

    #[test]
    fn pages_of_this_site_are_let_through() {
        for own in ["/", "/review?state=returned", "/declare/migrant/child#f-child_name", "/review?q=王%20明", "/a:b"]
        {
            assert_eq!(local_path(own), Some(own));
        }
    }

    #[test]
    fn other_hosts_are_not() {
        for foreign in [
            "",
            "review",
            "https://example.org/",
            "//example.org",
            "/\\example.org",
            "\\\\example.org",
            "/\t/example.org",
            "/\n/example.org",
            "/\r/example.org",
            "\t//example.org",
            " //example.org",
            "/\u{0}/example.org",
            "/review\r\nset-cookie: a=b",
            "javascript:alert(1)",
        ] {
            assert_eq!(local_path(foreign), None, "{foreign:?}");
        }
    }

    proptest! {
        /// Made of what browsers read in more than one way.
        #[test]
        fn who_follows_it_stays_here(address in "[/\\\\\t\n\r @:.?#a%09\u{b}\u{a0}\u{2028}]{0,12}") {
            if let Some(to) = local_path(&address).and_then(followed) {
                prop_assert_eq!(to.host_str(), Some("tongce.test"), "{:?}", address);
            }
        }
    }
}
