//! What lies between a post and the page that it leads to: in a sealed cookie for a short time, because it is
//! told only once, and because answers never stand in an address.

use axum::http::HeaderMap;
use axum_extra::extract::PrivateCookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::problem::Problem;
use serde::Serialize;
use serde::de::DeserializeOwned;
use time::Duration;

use crate::cookies::CookieKeys;
use crate::refusal::Refusal;

/// A cookie that holds one kind of it.
#[derive(Clone, Copy, Debug)]
pub struct Flash {
    /// Its name.
    pub cookie: &'static str,
    /// Below which path the pages are that show it.
    pub path: &'static str,
    /// How long the page can be shown again.
    pub shown: Duration,
}

impl Flash {
    /// Holds `what` in the browser. `now` is in Unix milliseconds.
    ///
    /// # Errors
    /// [`Problem::Internal`] when it cannot be written.
    pub fn put(
        &self,
        headers: &HeaderMap,
        keys: &CookieKeys,
        now: i64,
        what: &impl Serialize,
    ) -> Result<PrivateCookieJar, Refusal> {
        let until = now + i64::try_from(self.shown.whole_milliseconds()).unwrap_or(i64::MAX);
        let json = serde_json::to_string(&(until, what)).map_err(|_| Problem::Internal)?;
        let cookie = Cookie::build((self.cookie, json))
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(keys.https())
            .path(self.path)
            .max_age(self.shown)
            .build();
        Ok(keys.jar(headers).add(cookie))
    }

    /// What is held, for the page that asks with these headers.
    #[must_use]
    pub fn get<T: DeserializeOwned>(&self, headers: &HeaderMap, keys: &CookieKeys, now: i64) -> Option<T> {
        let cookie = keys.open(headers, self.cookie)?;
        // A browser may keep a cookie longer than it was told.
        let (until, what) = serde_json::from_str::<(i64, T)>(cookie.value()).ok()?;
        (now < until).then_some(what)
    }

    /// Takes it out of the browser, once it was shown.
    pub fn take(&self, headers: &HeaderMap, keys: &CookieKeys) -> PrivateCookieJar {
        keys.jar(headers).remove(Cookie::build(self.cookie).path(self.path))
    }
}
