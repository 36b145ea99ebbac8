//! What of the review is paper; the review page itself is a living one.

pub(crate) mod reveal;
mod sheet;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::Office;

pub(crate) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route("/review/{id}/print", get(sheet::show))
        .route("/review/{id}/reveal/{group}", get(reveal::show).post(reveal::act))
}
