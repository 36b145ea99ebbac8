//! The office: officials' pages that are documents (docs/adr/0023). A request passes the gate, calls a service, and the
//! answer is written with leptos' `view!` without signals. Forms are real, an act is a POST: done leads on (303) with one
//! message, refused shows the page again (422) with everything that was typed. A GET writes nothing but the trail.
//!
//! Read in this order: [`call`] (what a handler takes and answers), [`document`] and [`frame`] (around every page),
//! [`refused`] (a page that is not shown) and [`carried`] (what goes through the sign-in), [`script`] (the only one); then
//! the rooms, a subject a folder.

mod access;
mod audit;
mod breaches;
mod call;
mod carried;
mod comparison;
mod compliance;
mod county;
mod document;
mod exports;
mod fieldwork;
mod frame;
mod grants;
mod links;
mod print;
mod refused;
mod retention;
mod review;
mod rights;
mod script;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use backend::Store;
use backend::sheets::Reader;
use gate::CookieKeys;

pub use carried::given_back;
pub use document::look;
pub use refused::sign_in_first;

/// What the pages of the office share.
pub struct Office {
    /// The register.
    pub store: Store,
    /// Seal the message between a post and the page that it leads to.
    pub cookie_keys: CookieKeys,
    /// The look of the built site's pages; nothing when it is not built.
    pub style: Option<app::Style>,
    /// Reads what is uploaded.
    pub sheets: Reader,
}

/// The pages of the office. They need the session layer around them.
pub fn router<S: Clone + Send + Sync + 'static>(office: Office) -> Router<S> {
    let office = Arc::new(office);
    Router::new()
        .merge(access::router())
        .merge(audit::router())
        .merge(breaches::router())
        .merge(comparison::router())
        .merge(compliance::router())
        .merge(county::router())
        .merge(exports::router())
        .merge(fieldwork::router())
        .merge(grants::router())
        .merge(links::router())
        .merge(print::router())
        .merge(retention::router())
        .merge(review::router())
        .merge(rights::router())
        .layer(from_fn_with_state(office.clone(), refused::shown))
        .merge(script::router())
        .with_state(office)
}
