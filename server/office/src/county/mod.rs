//! The county's queue (受理核实): what townships approved, accepted and verified, one by one or together.

mod queue;

use std::sync::Arc;

use app::addresses::county::QUEUE;
use axum::Router;
use axum::routing::get;

use crate::Office;

pub(crate) fn router() -> Router<Arc<Office>> {
    Router::new().route(QUEUE, get(queue::show).post(queue::act))
}
