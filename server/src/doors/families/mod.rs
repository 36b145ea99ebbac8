//! One browser, several families: village notice boards and a village worker's own phone are used so. Which family has
//! its turn is asked, never guessed; the others' work stays and is found again (ADR 16).
//!
//! `/declare/turn` is a document without scripts: it comes before any declaration, and before any download.

mod code;
mod my_child;
pub mod opening;
mod page;
mod renewal;

use app::addresses::declare::{CODE, HUB, NOTICE, TURN};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum_extra::extract::cookie::Cookie;
use backend::declare::declarations;
use backend::declare::declarations::LinkHolder;
use backend::declare::glance::{Glance, glance};
use backend::{Result, Store};
use domain::problem::Problem;
use domain::view::links::LinkKind;
use gate::{Form, Page, ProblemBody, last_value};

use crate::doors::posts::FLASHES;
use crate::layers::link_holder;
use crate::layers::link_holder::known::Known;
use crate::state::AppState;

/// In the query of `/declare`: a link was opened right before, so its cookie must be there.
const OPENED: &str = "opened";

/// The routes of the question, of the code, of a new notice and of a guardian's page.
pub fn router() -> Router<AppState> {
    Router::new()
        .route(TURN, get(ask).post(answer))
        .route(CODE, get(code::show).post(code::act))
        .route(NOTICE, get(renewal::show).post(renewal::act))
        .merge(my_child::router())
}

/// The cookie of the question, to be removed.
#[must_use]
pub fn no_question() -> Cookie<'static> {
    Cookie::build(link_holder::WAITING).path("/").build()
}

/// A family with what it has here.
type Seen = (LinkHolder, Glance);

/// What the browser's families have, those that have nothing left out.
async fn seen(store: &Store, known: &Known) -> Result<Vec<Seen>> {
    let mut families = Vec::new();
    for link_holder in known.all() {
        if let Some(glance) = glance(store, &link_holder).await?.filter(Glance::holds) {
            families.push((link_holder, glance));
        }
    }
    Ok(families)
}

/// What a link that was just opened leads to: what the browser knows from now on, and where it goes.
///
/// # Errors
/// If the database does not answer.
pub async fn opened(
    store: &Store,
    known: Known,
    (link, kind): (LinkHolder, LinkKind),
) -> Result<(Known, &'static str)> {
    // It is one browser, whoever was known here; what a cookie of an earlier version knew stays as it is.
    let same = known.all().find(|family| family.holder() == link.holder());
    let before = same.or_else(|| known.all().find(|family| !family.browser().is_nil()));
    let link = before.map_or(link, |before| link.in_browser_of(&before));
    let families = seen(store, &known).await?;
    let holds = |link_holder: &LinkHolder| families.iter().any(|(family, _)| family == link_holder);
    let told: Vec<_> = known.all().map(|link_holder| (link_holder, holds(&link_holder))).collect();
    let empty: Vec<_> = told.iter().filter(|(_, holds)| !holds).map(|(link_holder, _)| link_holder.holder()).collect();
    let today = link_holder::day(store);
    Ok(match opening::decide(&told, link, kind) {
        opening::Opening::Enter(link_holder) => (known.enter(link_holder, today).without(&empty), HUB),
        opening::Opening::Ask(waiting) => (known.without(&empty).ask(waiting), TURN),
    })
}

/// Whether a browser has something of a family, so that a link which has ended leads to it.
///
/// # Errors
/// If the database does not answer.
pub async fn any(store: &Store, known: &Known) -> Result<bool> {
    Ok(!seen(store, known).await?.is_empty())
}

/// Where a link's browser goes, when it is not known yet whether it keeps cookies.
#[must_use]
pub fn after_opening(to: &str, headers: &HeaderMap) -> String {
    if headers.contains_key(axum::http::header::COOKIE) { to.to_owned() } else { format!("{to}?{OPENED}") }
}

/// Leads to the question while it waits for its answer, to the code where one is needed, to a notice that is new, and tells apart who came without a
/// link from who keeps no cookies.
pub async fn lead(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let asks = request.method() == Method::GET && request.uri().path() == HUB;
    let query = request.uri().query().unwrap_or_default();
    if !asks || !(query.is_empty() || query == OPENED) {
        return next.run(request).await;
    }
    let known = link_holder::read(request.headers(), &state);
    if known.waiting().is_some() {
        return Redirect::to(TURN).into_response();
    }
    match (query == OPENED, known.current()) {
        (true, Some(_)) => Redirect::to(HUB).into_response(),
        (true, None) => page::no_cookies().respond(state.look(request.headers())),
        (false, Some(link_holder)) if code::is_needed(&state.store, &link_holder).await => {
            Redirect::to(CODE).into_response()
        }
        (false, Some(link_holder)) if renewal::is_needed(&state.store, &link_holder).await => {
            Redirect::to(NOTICE).into_response()
        }
        (false, _) => next.run(request).await,
    }
}

async fn ask(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let known = link_holder::read(&headers, &state);
    match question(&state, &known).await {
        Ok(Some(page)) => page.respond(state.look(&headers)),
        Ok(None) => Redirect::to(HUB).into_response(),
        Err(error) => ProblemBody::from(error).into_response(),
    }
}

/// The question; nothing when there is nothing to choose between.
async fn question(state: &AppState, known: &Known) -> Result<Option<Page>> {
    let families = seen(&state.store, known).await?;
    let Some(link) = known.waiting().or_else(|| known.current()) else { return Ok(None) };
    let Some(opened) = glance(&state.store, &link).await? else { return Ok(None) };
    let label = |link_holder: &LinkHolder| link_holder.label(&state.store);
    Ok(match opened.link.kind {
        LinkKind::Personal if known.waiting().is_some() => Some(page::personal(&opened, &link, &families, label)),
        _ => Some(page::turn(&opened, known, &families, label)),
    })
}

/// The answer: `stay:{family}`, `take:{family}` to the opened link, `new`, or `open` the link of one family.
async fn answer(State(state): State<AppState>, headers: HeaderMap, Form(pairs): Form) -> Response {
    let known = link_holder::read(&headers, &state);
    let go = last_value(&pairs, "go");
    match turn(&state, &known, go).await {
        Ok(Some(link_holder)) => {
            let known = known.enter(link_holder, link_holder::day(&state.store));
            let jar = state.cookie_keys.jar(&headers).add(link_holder::cookie(&known, state.https));
            let mut jar = jar.remove(no_question());
            // What was told to the family before is not told to the next one.
            for name in FLASHES {
                jar = jar.remove(Cookie::build(name).path(HUB));
            }
            (jar, Redirect::to(HUB)).into_response()
        }
        // The page was open for long: it is shown as things stand now.
        Ok(None) => Redirect::to(TURN).into_response(),
        Err(backend::Error::Problem(problem)) => page::refused(&problem).respond(state.look(&headers)),
        Err(error) => ProblemBody::from(error).into_response(),
    }
}

/// Whose turn it is; nothing when the answer makes no sense any more.
async fn turn(state: &AppState, known: &Known, go: &str) -> Result<Option<LinkHolder>> {
    let store = &state.store;
    let waiting = known.waiting();
    let Some(link) = waiting.or_else(|| known.current()) else { return Ok(None) };
    let Some(opened) = glance(store, &link).await? else { return Ok(None) };
    let (word, family) = go.split_once(':').unwrap_or((go, ""));
    let family = known.all().find(|link_holder| link_holder.label(store) == family);
    match (word, family) {
        ("new", _) if opened.link.kind == LinkKind::Village => {
            if opened.ways.ended.is_some() {
                return Err(Problem::LinkRevoked.into());
            }
            Ok(Some(waiting.unwrap_or_else(|| link.another(store.new_id()))))
        }
        ("open", _) if opened.link.kind == LinkKind::Personal => Ok(waiting),
        ("take", Some(family)) if opened.link.kind == LinkKind::Personal => {
            declarations::take_along(store, &family, &link).await?;
            Ok(waiting)
        }
        ("stay", Some(family)) => {
            // Whoever scans a poster may choose any family: who that is shows its own link.
            let poster = waiting.is_some() && opened.link.kind == LinkKind::Village;
            let same = known.current() == Some(family) && !poster;
            let family = if same { family } else { family.without_proof() };
            Ok(Some(stay(store, family, &link, &opened).await?))
        }
        _ => Ok(None),
    }
}

/// The family goes on. When its own way in has ended and another poster of the county was opened, it comes by that one
/// from now on.
async fn stay(store: &Store, family: LinkHolder, link: &LinkHolder, opened: &Glance) -> Result<LinkHolder> {
    let ended = glance(store, &family).await?.is_some_and(|glance| glance.ways.ended.is_some());
    let opens = opened.link.kind == LinkKind::Village && opened.ways.ended.is_none();
    if !(ended && opens && family.county() == link.county()) {
        return Ok(family);
    }
    let moved = family.by_link_of(*link);
    match declarations::take_along(store, &family, &moved).await {
        // Nothing can be sent any more by the ended link; what was submitted is still seen by it.
        Err(backend::Error::Problem(_)) => Ok(family),
        taken => taken.map(|_| moved),
    }
}

/// The status of a page that tells why there is nothing.
const NONE: StatusCode = StatusCode::BAD_REQUEST;
