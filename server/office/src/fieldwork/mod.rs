//! The work in the villages, as the township and the county see it.

mod villages;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::Office;
use app::addresses::fieldwork::VILLAGES;

pub(crate) fn router() -> Router<Arc<Office>> {
    Router::new().route(VILLAGES, get(villages::show).post(villages::end_phone))
}
