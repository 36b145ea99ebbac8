//! Accounts as administrators keep them.

mod assignment_form;
mod hand_over;
mod import;
mod invite;
mod list;
mod made;
mod one;
mod pending;

use std::sync::Arc;

use app::addresses::access::{ACCOUNTS, IMPORT, INVITE, PENDING, TEMPLATE};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

use crate::Office;

/// Largest body with a sheet; the guard before the router speaks first.
const SHEETS: usize = 4 * 1024 * 1024;

pub(super) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route(ACCOUNTS, get(list::show))
        .route(IMPORT, get(import::show).post(import::act).layer(DefaultBodyLimit::max(SHEETS)))
        .route(TEMPLATE, get(import::template))
        .route(INVITE, get(invite::show).post(invite::act))
        .route(PENDING, get(pending::show).post(pending::act))
        .route("/accounts/{county}/{id}", get(one::show).post(one::act))
        .route("/accounts/{county}/{id}/hand-over", get(hand_over::show).post(hand_over::act))
}
