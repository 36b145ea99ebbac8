//! The declaration cookie: which families opened which links in this browser, sealed and unreadable to scripts.
//!
//! The cookie names the links; services check it against the link (expired, taken back) on every use. It lives as long as
//! what it leads to, counted from the last visit, and the server looks at that itself.

pub mod known;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::cookie::{Cookie, SameSite};
use backend::Store;
use backend::declare::declarations::LinkHolder;
use backend::declare::draft_purge;
use time::Duration;

use self::known::Known;
use crate::state::AppState;

/// Name of the cookie.
pub const COOKIE: &str = "tongce_declaration";

/// Name of the cookie that names an opened link while the question waits whose turn it is. It stands apart, so that opening a
/// link changes nothing of the families that the browser knows.
pub const WAITING: &str = "tongce_opened";

/// How long the question waits.
const WAITS: Duration = Duration::hours(1);

/// How long a browser keeps it: as long as a draft that nobody touches.
const KEPT: Duration = Duration::days(draft_purge::KEPT_DAYS);

/// Today as a number of days since 1970.
#[must_use]
pub fn day(store: &Store) -> i64 {
    store.clock.millis().div_euclid(24 * 3_600_000)
}

/// The families that the request's cookie names.
#[must_use]
pub fn read(headers: &HeaderMap, state: &AppState) -> Known {
    let cookie = state.cookie_keys.open(headers, COOKIE);
    let known = cookie.map(|cookie| Known::from_cookie(cookie.value(), day(&state.store))).unwrap_or_default();
    let opened = state.cookie_keys.open(headers, WAITING);
    match opened.and_then(|opened| LinkHolder::from_cookie(opened.value())) {
        Some(opened) => known.ask(opened),
        None => known,
    }
}

/// The cookie of a link that waits for an answer.
#[must_use]
pub fn waiting(opened: LinkHolder, https: bool) -> Cookie<'static> {
    sealed(WAITING, opened.to_cookie(), WAITS, https)
}

/// The cookie that names these families.
#[must_use]
pub fn cookie(known: &Known, https: bool) -> Cookie<'static> {
    sealed(COOKIE, known.to_cookie(), KEPT, https)
}

fn sealed(name: &'static str, value: String, kept: Duration, https: bool) -> Cookie<'static> {
    let cookie = Cookie::build((name, value)).http_only(true).same_site(SameSite::Lax).secure(https).path("/");
    cookie.max_age(kept).build()
}

/// Puts the family that has its turn and the peer's address where server functions and pages find them, and gives the
/// cookie of an earlier day anew.
pub async fn recognise(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let known = read(request.headers(), &state);
    let today = day(&state.store);
    let renewed = known.is_stale(today).then(|| {
        let jar = state.cookie_keys.jar(request.headers());
        jar.add(cookie(&known.clone().seen(today), state.https)).into_response()
    });
    if let Some(link_holder) = known.current() {
        request.extensions_mut().insert(link_holder);
    }
    if let Some(peer) = state.peer(request.extensions(), request.headers()) {
        request.extensions_mut().insert(peer);
    }
    let mut response = next.run(request).await;
    let given = response.headers().get_all(header::SET_COOKIE).iter();
    let given = given.filter_map(|value| value.to_str().ok()).any(|value| value.starts_with(COOKIE));
    if let Some(renewed) = renewed.filter(|_| !given) {
        response.headers_mut().extend(
            renewed
                .into_parts()
                .0
                .headers
                .into_iter()
                .filter_map(|(name, value)| Some((name.filter(|name| name == header::SET_COOKIE)?, value))),
        );
    }
    response
}
