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
    if let Some(peer) = peer(&request, state.trust_forwarded) {
        request.extensions_mut().insert(Peer(peer));
    }
    next.run(request).await
}

/// The address of the other side. Behind a trusted proxy it is the last entry of `X-Forwarded-For`: the
/// one that the proxy wrote itself.
fn peer(request: &Request, trust_forwarded: bool) -> Option<String> {
    let forwarded = || {
        let header = request.headers().get_all("x-forwarded-for").iter().next_back()?;
        let last = header.to_str().ok()?.rsplit(',').next()?.trim();
        last.parse::<std::net::IpAddr>().ok().map(|ip| ip.to_string())
    };
    let connected = || request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_string());
    if trust_forwarded { forwarded().or_else(connected) } else { connected() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(forwarded: &[&str]) -> Request {
        let mut builder = Request::builder();
        for value in forwarded {
            builder = builder.header("x-forwarded-for", *value);
        }
        let mut request = builder.body(axum::body::Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 5000))));
        request
    }

    #[test]
    fn a_client_cannot_choose_its_address() {
        assert_eq!(peer(&request(&["198.51.100.7"]), false).as_deref(), Some("192.0.2.1"));
    }

    #[test]
    fn behind_a_trusted_proxy_the_entry_of_the_proxy_counts() {
        assert_eq!(peer(&request(&["203.0.113.9, 198.51.100.7"]), true).as_deref(), Some("198.51.100.7"));
        assert_eq!(peer(&request(&["203.0.113.9", "198.51.100.8"]), true).as_deref(), Some("198.51.100.8"));
        assert_eq!(peer(&request(&["no address"]), true).as_deref(), Some("192.0.2.1"));
        assert_eq!(peer(&request(&[]), true).as_deref(), Some("192.0.2.1"));
    }
}
