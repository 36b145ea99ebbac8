//! Breaches (安全事件): recorded, followed by the hours of the county's plan, never deleted.

mod list;
mod one;
mod touched;

use std::sync::Arc;

use app::addresses::breaches::{LIST, TOUCHED};
use axum::Router;
use axum::routing::get;

use crate::Office;

pub(crate) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route(LIST, get(list::show).post(list::act))
        .route(TOUCHED, get(touched::show))
        .route("/breaches/{county}/{id}", get(one::show).post(one::act))
}
