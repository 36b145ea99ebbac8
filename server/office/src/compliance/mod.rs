//! The yearly pack: what was done with personal data in a year (年度合规审计材料).

mod year;
mod years;

use std::sync::Arc;

use app::addresses::compliance::YEARS;
use axum::Router;
use axum::routing::get;

use crate::Office;

pub(crate) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route(YEARS, get(years::show))
        .route("/compliance/{year}", get(year::show))
        .route("/compliance/{year}/pack.json", get(year::file))
}
