//! Sealed cookies that outlive a new key: what an older key of the key file sealed still opens.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum_extra::extract::PrivateCookieJar;
use axum_extra::extract::cookie::{Cookie, Key};
use backend::Keyring;

/// The keys of sealed cookies, the one that seals first. Cheap to clone.
#[derive(Clone)]
pub struct CookieKeys {
    current: Key,
    older: Arc<[Key]>,
    https: bool,
}

impl CookieKeys {
    /// The keys of the key file, for a site that people reach over HTTPS or not.
    #[must_use]
    pub fn of(keys: &Keyring, https: bool) -> Self {
        Self {
            current: Key::from(keys.cookie_key()),
            older: keys.older_cookie_keys().map(|key| Key::from(key)).collect(),
            https,
        }
    }

    /// The sealed cookie of this name, opened with whichever key sealed it.
    #[must_use]
    pub fn open(&self, headers: &HeaderMap, name: &str) -> Option<Cookie<'static>> {
        std::iter::once(&self.current)
            .chain(self.older.iter())
            .find_map(|key| PrivateCookieJar::from_headers(headers, key.clone()).get(name))
    }

    /// Whether cookies are for HTTPS only.
    #[must_use]
    pub const fn https(&self) -> bool {
        self.https
    }

    /// A jar that seals with the current key.
    pub fn jar(&self, headers: &HeaderMap) -> PrivateCookieJar {
        PrivateCookieJar::from_headers(headers, self.current.clone())
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header;
    use axum::response::IntoResponse;

    use backend::crypt::suite::Suite;

    use super::*;

    /// The headers of a browser that was given this cookie.
    fn browser(keys: &CookieKeys) -> HeaderMap {
        let given = keys.jar(&HeaderMap::new()).add(Cookie::new("family", "示例")).into_response();
        let cookie = given.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, cookie.split(';').next().unwrap().parse().unwrap());
        headers
    }

    #[test]
    fn a_cookie_outlives_new_keys_and_new_ones_are_sealed_with_the_newest() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tongce.keys");
        let first = CookieKeys::of(&Keyring::create_file(&path).unwrap(), false);
        let second = CookieKeys::of(&Keyring::add_key(&path, Suite::default()).unwrap(), false);
        let third = CookieKeys::of(&Keyring::add_key(&path, Suite::default()).unwrap(), false);
        for older in [&first, &second, &third] {
            let opened = third.open(&browser(older), "family").unwrap();
            assert_eq!(opened.value(), "示例");
        }
        assert!(second.open(&browser(&third), "family").is_none());
        assert!(third.open(&browser(&third), "other").is_none());
        let stranger = CookieKeys::of(&Keyring::ephemeral().unwrap(), false);
        assert!(third.open(&browser(&stranger), "family").is_none());
    }
}
