//! Lists of records that leave the register as a numbered file (导出).

mod form;
mod list;

use std::sync::Arc;

use app::addresses::exports::LIST;
use axum::Router;
use axum::routing::get;

use crate::Office;

pub(crate) fn router() -> Router<Arc<Office>> {
    Router::new().route(LIST, get(list::show).post(list::act))
}
