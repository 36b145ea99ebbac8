//! The receipt between the post that submits and the page that shows it, because the address with the fresh
//! token is given only once.

use app::addresses::declare::HUB;
use app::wire::context::HeldReceipt;
use axum::http::HeaderMap;
use axum_extra::extract::PrivateCookieJar;
use domain::view::declare::ReceiptView;
use gate::{Flash, Refusal};
use time::Duration;

use crate::state::AppState;

/// Name of the cookie.
pub(crate) const COOKIE: &str = "tongce_receipt";

const FLASH: Flash = Flash { cookie: COOKIE, path: HUB, shown: Duration::hours(1) };

/// Holds the receipt in the browser.
pub(crate) fn hold(headers: &HeaderMap, state: &AppState, receipt: &ReceiptView) -> Result<PrivateCookieJar, Refusal> {
    // The QR is drawn anew from the address: it is too large for a cookie.
    FLASH.put(
        headers,
        &state.cookie_keys,
        state.store.clock.millis(),
        &ReceiptView { status_qr: None, ..receipt.clone() },
    )
}

/// The receipt that was held, for the page that asks with these headers.
pub(crate) fn recall(headers: &HeaderMap, state: &AppState) -> Option<HeldReceipt> {
    let mut receipt: ReceiptView = FLASH.get(headers, &state.cookie_keys, state.store.clock.millis())?;
    receipt.status_qr = receipt.status_link.as_deref().and_then(|link| backend::links::qr::svg(link).ok());
    Some(HeldReceipt(receipt))
}
