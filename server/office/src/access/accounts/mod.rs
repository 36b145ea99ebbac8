//! Accounts as administrators keep them.

mod assignment_form;
mod invite;
mod list;
mod made;
mod one;
mod pending;

use std::sync::Arc;

use app::addresses::access::{ACCOUNTS, INVITE, PENDING};
use axum::Router;
use axum::routing::get;

use crate::Office;

pub(super) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route(ACCOUNTS, get(list::show))
        .route(INVITE, get(invite::show).post(invite::act))
        .route(PENDING, get(pending::show).post(pending::act))
        .route("/accounts/{county}/{id}", get(one::show).post(one::act))
}
