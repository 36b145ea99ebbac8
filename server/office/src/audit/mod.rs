//! The trail of who did what, for auditors (审计员); reading out of the ordinary, for them and whoever else handles it.

mod event;
mod export;
mod form;
mod list;
mod notices;
mod search;
mod words;

use std::sync::Arc;

use app::addresses::audit::{EXPORT, NOTICES, SEARCH};
use axum::Router;
use axum::routing::get;

use crate::Office;

pub(crate) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route(SEARCH, get(search::show))
        .route(EXPORT, get(export::show).post(export::act))
        .route(NOTICES, get(notices::show).post(notices::act))
        .route("/audit/{county}/{lane}/{no}", get(event::show))
}
