//! The end of what is kept: lists of records whose time is over, requests of guardians, certificates, holds (到期删除).

mod batch;
mod certificate;
mod holds;
mod list;
mod words;

use std::sync::Arc;

use app::addresses::retention::{HOLDS, LISTS};
use axum::Router;
use axum::routing::get;

use crate::Office;

pub(crate) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route(LISTS, get(list::show).post(list::act))
        .route(HOLDS, get(holds::show).post(holds::act))
        .route("/retention/{id}", get(batch::show).post(batch::act))
        .route("/retention/{id}/certificate", get(certificate::show))
}
