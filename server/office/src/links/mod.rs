//! Links through which families come: making them, taking them back, and their posters.

mod list;
mod made;
mod poster;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::Office;
use app::addresses::links::LIST;

pub(crate) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route(LIST, get(list::show).post(list::act))
        .route("/links/{id}/poster", get(poster::nothing).post(poster::print))
}
