//! What lies between a post and the page that it leads to: in a sealed cookie for a short time, because it is
//! told only once, and because answers never stand in an address.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::PrivateCookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::problem::Problem;
use serde::Serialize;
use serde::de::DeserializeOwned;
use time::Duration;

use super::{Failed, overwritten, receipt};
use crate::state::AppState;

/// A cookie that holds one kind of it.
pub(super) struct Flash {
    /// Its name.
    pub cookie: &'static str,
    /// How long the page can be shown again.
    pub shown: Duration,
}

impl Flash {
    /// Holds `what` in the browser.
    pub(super) fn put(
        &self,
        headers: &HeaderMap,
        state: &AppState,
        what: &impl Serialize,
    ) -> Result<PrivateCookieJar, Failed> {
        let until = state.store.clock.millis() + i64::try_from(self.shown.whole_milliseconds()).unwrap_or(i64::MAX);
        let json = serde_json::to_string(&(until, what)).map_err(|_| Failed(Problem::Internal))?;
        let cookie = Cookie::build((self.cookie, json))
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(state.https)
            .path("/declare")
            .max_age(self.shown)
            .build();
        Ok(state.cookie_keys.jar(headers).add(cookie))
    }

    /// What is held, for the page that asks with these headers.
    pub(super) fn get<T: DeserializeOwned>(&self, headers: &HeaderMap, state: &AppState) -> Option<T> {
        let cookie = state.cookie_keys.open(headers, self.cookie)?;
        // A browser may keep a cookie longer than it was told.
        let (until, what) = serde_json::from_str::<(i64, T)>(cookie.value()).ok()?;
        (state.store.clock.millis() < until).then_some(what)
    }
}

/// Puts a held receipt, or what another window had answered, where the page finds it.
pub async fn recall(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if request.uri().path() == "/declare/done"
        && let Some(receipt) = receipt::recall(request.headers(), &state)
    {
        request.extensions_mut().insert(receipt);
    }
    if request.uri().query().is_some_and(|query| query.contains("changed="))
        && let Some(elsewhere) = overwritten::recall(request.headers(), &state)
    {
        request.extensions_mut().insert(elsewhere);
    }
    next.run(request).await
}
