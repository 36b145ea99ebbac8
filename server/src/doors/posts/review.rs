//! The review without JavaScript: what is posted to `/review` and `/review/{id}` is done here. Done leads on (303) and is
//! told once; refused shows the page again (422) with everything that was typed, and so does a search or the next list of
//! townships, which do nothing.
//!
//! When the session has ended, what was typed goes along to the sign-in and back. What comes back is shown and never done
//! by itself: the person presses the button again.

use app::addresses::review::QUEUE;
use app::review::functions::act::perform;
use app::review::functions::command::GO;
use app::review::functions::outcome::Flashed;
use app::review::functions::{ActOutcome, ReviewCommand, ticked};
use app::wire::context::GivenBack;
use axum::body::Body;
use axum::extract::{FromRequest as _, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::PrivateCookieJar;
use backend::access::accounts::Reviewer;
use backend::review;
use gate::{Caller, Flash, Form, Pairs, Refusal, last_value, parse_id};
use office::{given_back, sign_in_first};
use serde::{Deserialize, Serialize};
use time::Duration;

use crate::doors::pages;
use crate::state::AppState;

const FLASH: Flash = Flash { cookie: "tongce_reviewed", path: QUEUE, shown: Duration::minutes(10) };

/// All reasons that are told, in bytes: a browser keeps no cookie of more than 4 KiB, sealed and encoded.
const MAX_BYTES: usize = 2000;

/// What the flash holds: what an act came to, and which page shows it.
#[derive(Serialize, Deserialize)]
struct Stored {
    at: String,
    #[serde(rename = "told")]
    outcome: ActOutcome,
    search: Option<String>,
}

/// What was posted to the list.
pub(crate) async fn queue(State(state): State<AppState>, request: Request) -> Response {
    posted(state, None, request).await
}

/// What was posted to a record.
pub(crate) async fn record(State(state): State<AppState>, Path(id): Path<String>, request: Request) -> Response {
    posted(state, Some(id), request).await
}

async fn posted(state: AppState, id: Option<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let caller = Caller::new(state.store.clone(), &parts);
    let Form(pairs) = match Form::from_request(Request::from_parts(parts.clone(), body), &state).await {
        Ok(form) => form,
        Err(unread) => return unread.into_response(),
    };
    let reviewer = match caller.reviewer().await {
        Ok(reviewer) => reviewer,
        Err(refusal) if refusal.problem.leads_to_sign_in() => {
            return sign_in_first(&parts.uri, &pairs).into_response();
        }
        Err(refusal) => return again(&state, parts, given_back(&pairs).unwrap_or(pairs), &refusal).await,
    };
    if let Some(typed) = given_back(&pairs) {
        return show(&state, parts, GivenBack { typed, refused: None }).await;
    }
    let done = match &id {
        Some(id) => act(&state, &reviewer, id, &pairs).await,
        None => approve(&state, &reviewer, &pairs).await,
    };
    match done {
        Ok(Some(outcome)) => redirect_get(&state, &parts, outcome, &pairs),
        Ok(None) => show(&state, parts, GivenBack { typed: pairs, refused: None }).await,
        Err(refusal) => again(&state, parts, pairs, &refusal).await,
    }
}

/// Does what the pressed button of a record asks; nothing when it only shows the page again.
async fn act(state: &AppState, reviewer: &Reviewer, id: &str, pairs: &Pairs) -> Result<Option<ActOutcome>, Refusal> {
    let (id, command) = (parse_id(id)?, ReviewCommand::read(pairs)?);
    let outcome = match &command {
        ReviewCommand::Decide { decision, .. } => ActOutcome::Decided(decision.action()),
        ReviewCommand::Settle { same_child, .. } => ActOutcome::Settled { same_child: *same_child },
        ReviewCommand::Release => ActOutcome::Released,
        ReviewCommand::Stay => return Ok(None),
    };
    perform(&state.store, reviewer, id, command).await?;
    Ok(Some(outcome))
}

/// Approves what was ticked; nothing when it was a search.
async fn approve(state: &AppState, reviewer: &Reviewer, pairs: &Pairs) -> Result<Option<ActOutcome>, Refusal> {
    if last_value(pairs, GO) != "batch" {
        return Ok(None);
    }
    let records = pairs.iter().filter(|(name, _)| name == "entry").map(|(_, record)| record.clone());
    let records = ticked(&records.collect::<Vec<_>>())?;
    Ok(Some(review::approve_batch(&state.store, reviewer, &records).await?.into()))
}

/// On to the page that tells what was done: a settled candidate to its record, everything else to the list.
fn redirect_get(state: &AppState, parts: &Parts, outcome: ActOutcome, pairs: &Pairs) -> Response {
    let at = if matches!(outcome, ActOutcome::Settled { .. }) { parts.uri.path() } else { QUEUE };
    let to = parts.uri.query().map_or_else(|| at.to_owned(), |query| format!("{at}?{query}"));
    let search = Some(last_value(pairs, "search").trim().to_owned()).filter(|search| !search.is_empty());
    let flashed = Stored { at: at.to_owned(), outcome: short(outcome), search };
    // It was done, whether it can be told or not.
    let flash = FLASH.put(&parts.headers, &state.cookie_keys, state.store.clock.millis(), &flashed).ok();
    (flash, Redirect::to(&to)).into_response()
}

/// As many reasons as a cookie holds; how many there are is told all the same.
fn short(outcome: ActOutcome) -> ActOutcome {
    let ActOutcome::Approved { approved, left, why } = outcome else { return outcome };
    let mut room = MAX_BYTES;
    let told = why.into_iter().take_while(|why| {
        let more = room.checked_sub(why.len());
        room = more.unwrap_or_default();
        more.is_some()
    });
    ActOutcome::Approved { approved, left, why: told.collect() }
}

/// The page with what was typed and why nothing was done: 422 for what the person can put right; what failed inside keeps
/// its own.
async fn again(state: &AppState, parts: Parts, typed: Pairs, refusal: &Refusal) -> Response {
    let refused = Some(refusal.problem.clone());
    let mut response = show(state, parts, GivenBack { typed, refused }).await;
    if response.status() == StatusCode::OK {
        let status = refusal.status();
        *response.status_mut() = if status.is_server_error() { status } else { StatusCode::UNPROCESSABLE_ENTITY };
    }
    if let Some(seconds) = refusal.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// The page at this address.
async fn show(state: &AppState, mut parts: Parts, back: GivenBack) -> Response {
    parts.extensions.insert(back);
    let mut response = pages::render(state, Request::from_parts(parts, Body::empty())).await;
    if response.status() == StatusCode::FOUND {
        // After a post a browser has to ask for the next page with GET.
        *response.status_mut() = StatusCode::SEE_OTHER;
    }
    response
}

/// What the page at this path has to tell.
pub(crate) fn recall(headers: &HeaderMap, state: &AppState, path: &str) -> Option<Flashed> {
    let Stored { at, outcome, search } = FLASH.get(headers, &state.cookie_keys, state.store.clock.millis())?;
    (at == path).then_some(Flashed { outcome, search })
}

/// Takes out of the browser what was told.
pub(crate) fn forget(headers: &HeaderMap, state: &AppState) -> PrivateCookieJar {
    FLASH.take(headers, &state.cookie_keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_holds_what_is_told_of_the_largest_batch() {
        let why = vec!["有需要立即核实的情况，请打开核对后办理".to_owned(); 100];
        let ActOutcome::Approved { approved, left, why } = short(ActOutcome::Approved { approved: 0, left: 100, why })
        else {
            panic!("a batch")
        };
        assert_eq!((approved, left), (0, 100));
        assert!(!why.is_empty() && why.iter().map(String::len).sum::<usize>() <= MAX_BYTES);
        let decided = ActOutcome::Decided(domain::review::Action::Approve);
        assert_eq!(short(decided.clone()), decided);
    }
}
