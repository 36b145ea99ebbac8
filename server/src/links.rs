//! `GET /l/{token}`: a declaration link. Opening it changes nothing in the register; it sets the sealed
//! cookie and moves on, so that the token leaves the address bar at once.

mod token;

use axum::Router;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use backend::service::declarations;
use domain::problem::Problem;

use crate::problem::ProblemBody;
use crate::state::AppState;
use crate::{plain, visitor};

/// The token must not travel in a referrer.
const NO_REFERRER: (HeaderName, HeaderValue) = (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));

/// The route of declaration links, and what becomes of them on their way through other programs.
pub fn router() -> Router<AppState> {
    ["/l/{token}", "/l/{token}/", "/l/{token}/{*rest}", "/l//{token}", "//l/{token}", "//l/{token}/"]
        .into_iter()
        .fold(Router::new(), |router, path| router.route(path, get(open)))
}

async fn open(State(state): State<AppState>, OriginalUri(uri): OriginalUri, headers: HeaderMap) -> Response {
    let token = token::token_of(uri.path());
    // A family that opens the same poster again keeps its own drafts.
    let before = visitor::read(&headers, &state.cookie_keys);
    match declarations::open(&state.store, &token, before.as_ref()).await {
        Ok(link) => {
            let jar = state.cookie_keys.jar(&headers);
            let jar = jar.add(visitor::cookie(&link.visitor, state.https));
            ([NO_REFERRER], jar, Redirect::to("/declare")).into_response()
        }
        Err(backend::Error::Problem(problem)) => closed(&problem),
        Err(error) => ProblemBody::from(error).into_response(),
    }
}

/// A page for a link that does not open: it has to work for anybody who scans an old poster.
fn closed(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::NOT_FOUND);
    let words = [&*problem.words(), "如果不知道找谁，请带上身份证和户口簿到村（居）委会办理登记。"];
    ([NO_REFERRER], plain::page(status, "链接打不开", &words, None)).into_response()
}
