//! `GET /l/{token}`: a declaration link. Opening it changes nothing in the register; it sets the sealed
//! cookie and moves on, so that the token leaves the address bar at once. Where others' work lies in this browser, whose turn
//! it is is asked first ([`families`]).

mod token;

use app::addresses::declare::TURN;
use axum::Router;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use backend::declare::declarations;
use domain::problem::Problem;
use gate::{Page, ProblemBody};

use crate::doors::families;
use crate::layers::link_holder;
use crate::layers::link_holder::known::Known;
use crate::state::AppState;

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
    let known = link_holder::read(&headers, &state);
    let entered = match declarations::open(&state.store, &token, None).await {
        Ok(link) => families::opened(&state.store, known, (link.link_holder, link.view.kind)).await,
        Err(backend::Error::Problem(problem)) => return closed(&state, &headers, &problem, &known).await,
        Err(error) => Err(error),
    };
    match entered {
        Ok((known, to)) => {
            // The question changes nothing of what the browser knows.
            let cookie = match known.waiting() {
                Some(opened) => link_holder::waiting(opened, state.https),
                None => link_holder::cookie(&known, state.https),
            };
            let jar = state.cookie_keys.jar(&headers).add(cookie);
            let jar = if known.waiting().is_none() { jar.remove(families::no_question()) } else { jar };
            ([NO_REFERRER], jar, Redirect::to(&families::after_opening(to, &headers))).into_response()
        }
        Err(error) => ProblemBody::from(error).into_response(),
    }
}

/// A page for a link that does not open: it has to work for anybody who scans an old poster. Who has something here is led
/// to it.
async fn closed(state: &AppState, headers: &HeaderMap, problem: &Problem, known: &Known) -> Response {
    let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::NOT_FOUND);
    let page = Page::new(status, "链接打不开");
    let help = "如果不知道找谁，请带上身份证和户口簿到村（居）委会办理登记。";
    let page = match families::any(&state.store, known).await {
        Ok(true) => page
            .words([problem.message(), "这部手机上填过的还在，可以接着填，也可以看办理情况。".to_owned()])
            .way(TURN, "看这部手机上的登记"),
        _ => page.words([problem.message(), help.to_owned()]),
    };
    ([NO_REFERRER], page.respond(state.look(headers))).into_response()
}
