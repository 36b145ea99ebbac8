//! Records outside the own area: asked for (申请查阅), opened in an emergency (紧急查阅), decided about and reviewed.

mod emergency;
mod list;
mod record;
mod waiting;

use std::sync::Arc;

use app::addresses::grants::{EMERGENCY, LIST};
use axum::Router;
use axum::routing::get;

use crate::Office;
use crate::review::reveal;

pub(crate) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route(LIST, get(list::show).post(list::act))
        .route(EMERGENCY, get(emergency::show).post(emergency::act))
        .route("/granted/{id}", get(record::show))
        .route("/granted/{id}/reveal/{group}", get(reveal::show_granted).post(reveal::act_granted))
}
