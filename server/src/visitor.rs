//! The declaration cookie: which link a family opened in this browser, sealed and unreadable to scripts.
//!
//! The cookie names the link; services check it against the link (expired, taken back) on every use.

use std::net::SocketAddr;

use app::api::context::Peer;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::cookie::{Cookie, SameSite};
use backend::service::declarations::Visitor;
use time::Duration;

use crate::cookies::CookieKeys;
use crate::state::AppState;

/// Name of the cookie.
pub const COOKIE: &str = "tongce_declaration";

/// How long a browser keeps it: long enough for a family that comes back after a return.
const KEPT: Duration = Duration::days(60);

/// The visitor that the request's cookie names.
#[must_use]
pub fn read(headers: &HeaderMap, keys: &CookieKeys) -> Option<Visitor> {
    Visitor::from_cookie(keys.open(headers, COOKIE)?.value())
}

/// The cookie that names `visitor`.
#[must_use]
pub fn cookie(visitor: &Visitor, https: bool) -> Cookie<'static> {
    Cookie::build((COOKIE, visitor.to_cookie()))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(https)
        .path("/")
        .max_age(KEPT)
        .build()
}

/// Puts the visitor and the peer's address where server functions and pages find them.
pub async fn recognise(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if let Some(visitor) = read(request.headers(), &state.cookie_keys) {
        request.extensions_mut().insert(visitor);
    }
    if let Some(ConnectInfo(connected)) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
        let client = state.proxies.client(connected.ip(), request.headers());
        request.extensions_mut().insert(Peer(client.to_string()));
    }
    next.run(request).await
}
