//! What guardians ask for about a child's data, the working days by which it is due, and the notices that families read.

mod calendar;
mod measures;
mod notices;
mod requests;

use std::sync::Arc;

use app::addresses::rights::{CALENDAR, MEASURES, NOTICES, REQUESTS};
use axum::Router;
use axum::routing::get;

use crate::Office;

pub(crate) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route(REQUESTS, get(requests::show).post(requests::act))
        .route(CALENDAR, get(calendar::show).post(calendar::act))
        .route(MEASURES, get(measures::show).post(measures::act))
        .route(NOTICES, get(notices::show).post(notices::act))
}
