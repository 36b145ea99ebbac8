//! The receipt between the post that submits and the page that shows it: in a sealed cookie for a short
//! time, because the address with the fresh token is given only once.

use app::api::context::HeldReceipt;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::PrivateCookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::problem::Problem;
use domain::view::ReceiptView;
use time::Duration;

use super::Failed;
use crate::state::AppState;

/// Name of the cookie.
const COOKIE: &str = "tongce_receipt";

/// How long the receipt can be shown again.
const SHOWN: Duration = Duration::hours(1);

/// Holds the receipt in the browser.
pub(super) fn hold(headers: &HeaderMap, state: &AppState, receipt: &ReceiptView) -> Result<PrivateCookieJar, Failed> {
    // The QR is drawn anew from the address: it is too large for a cookie.
    let receipt = ReceiptView { status_qr: None, ..receipt.clone() };
    let json = serde_json::to_string(&receipt).map_err(|_| Failed(Problem::Internal))?;
    let cookie = Cookie::build((COOKIE, json))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.https)
        .path("/declare")
        .max_age(SHOWN)
        .build();
    Ok(state.cookie_keys.jar(headers).add(cookie))
}

/// Puts a held receipt, or what another window had answered, where the page finds it.
pub async fn recall(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if request.uri().path() == "/declare/done" {
        let cookie = state.cookie_keys.open(request.headers(), COOKIE);
        let held = cookie.and_then(|cookie| serde_json::from_str::<ReceiptView>(cookie.value()).ok());
        if let Some(mut receipt) = held {
            receipt.status_qr = receipt.status_link.as_deref().and_then(|link| backend::qr::svg(link).ok());
            request.extensions_mut().insert(HeldReceipt(receipt));
        }
    }
    let told = request.uri().query().is_some_and(|query| query.contains("changed="));
    if let Some(held) = told.then(|| super::elsewhere::recall(request.headers(), &state)).flatten() {
        request.extensions_mut().insert(held);
    }
    next.run(request).await
}
