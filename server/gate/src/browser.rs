//! The browser of somebody who signs in: one in which the account has signed in before is told from a stranger's, so that
//! others' guesses do not shut its owner out. It is no right to anything.

use axum::http::HeaderMap;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use time::Duration;

/// Name of the cookie that holds its token.
const COOKIE: &str = "tongce_browser";

/// As long as browsers keep a cookie at all.
const KEPT: Duration = Duration::days(400);

/// The token that the browser holds.
pub(crate) fn token(headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers).get(COOKIE).map(|cookie| cookie.value().to_owned())
}

/// The cookie with a new token, for a site that people reach over HTTPS or not; none when the browser was known.
pub fn browser_cookie(token: Option<String>, https: bool) -> CookieJar {
    let cookie = |token| {
        Cookie::build((COOKIE, token)).http_only(true).same_site(SameSite::Lax).secure(https).path("/").max_age(KEPT)
    };
    token.into_iter().fold(CookieJar::new(), |jar, token| jar.add(cookie(token)))
}
