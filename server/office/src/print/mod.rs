//! `/print/{form}`: a blank sheet, for collecting on paper at a home visit. Anybody may print one.

use std::sync::Arc;

use app::addresses;
use app::paper::blank;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use domain::form::FormKind;
use domain::forms::form;
use domain::problem::Problem;
use gate::Refusal;

use crate::Office;
use crate::call::Call;

pub(crate) fn router() -> Router<Arc<Office>> {
    Router::new().route("/print/{form}", get(show))
}

async fn show(call: Call, Path(kind): Path<String>) -> Result<Response, Refusal> {
    let kind = FormKind::from_name(&kind).ok_or(Problem::NotFound)?;
    Ok(call.sheet(form(kind).title, blank::sheets(kind, addresses::print::blank, None)))
}
