//! The declaration without JavaScript: real HTML forms post to the page's own address; each handler
//! saves through the service and redirects to the next page (POST, redirect, GET).
//!
//! What a button means and what is found on a screen is decided by `app::command` and `app::sheet`, the
//! same code that the live page uses.

mod begin;
mod check;
mod family;
pub mod flash;
mod given_back;
mod officials;
mod overwritten;
pub(crate) mod pairs;
mod practice;
mod receipt;
mod screening;
mod section;
mod text_size;
pub(crate) mod typed;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::form::{Answers, Value};
use domain::problem::Problem;

pub(crate) use self::pairs::Form;
use self::pairs::Pairs;
use crate::problem::ProblemBody;
use crate::state::AppState;

/// Cookies of what is told once to a family: another one's turn begins without them.
pub const FLASHES: [&str; 2] = [receipt::COOKIE, overwritten::COOKIE];

/// The POST handlers of the pages.
pub fn router(state: &AppState) -> Router<AppState> {
    let families = Router::new()
        .route("/declare", post(begin::consent))
        .route("/declare/sibling", post(begin::sibling))
        .route("/declare/correct", post(begin::correct))
        .route("/declare/start", post(screening::first))
        .route("/declare/start/{step}", post(screening::step))
        // Under the pattern of the page's own route: a path of its own would hide the page from GET.
        .route("/declare/{page}", post(screening::not_needed))
        .route("/declare/{form}/check", post(check::submit))
        .route("/declare/{form}/{section}", post(section::save))
        .route("/try/{form}/{section}", post(practice::redirect))
        .layer(from_fn_with_state(state.clone(), given_back::give_back));
    let officials = Router::new()
        .route("/sign-in", post(officials::page))
        .route(officials::ARRIVED, get(officials::arrived))
        .route("/sign-out", post(officials::sign_out))
        .route("/review", post(officials::page))
        .route("/review/{id}", post(officials::page))
        .route("/villages", post(officials::page))
        .route("/links", post(officials::page))
        .route("/links/{id}/poster", post(officials::page));
    Router::new().route("/text-size", post(text_size::remember)).merge(families).merge(officials)
}

/// Why a post did not lead to the next page. [`given_back`] makes the page of it.
#[derive(Clone, Debug)]
struct Failed(Problem);

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<backend::Error> for Failed {
    fn from(error: backend::Error) -> Self {
        if let backend::Error::Internal(error) = &error {
            tracing::error!(error = format!("{error:#}"), "a service failed");
        }
        Self(error.into_problem())
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let mut response = ProblemBody::from(self.0.clone()).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Where a post leads.
type Leads = Result<Redirect, Failed>;

/// What changed between two states of the answers: to set, and to take away.
fn difference(before: &Answers, after: &Answers) -> (Answers, Vec<String>) {
    let set = after.iter().filter(|(key, value)| before.value(key) != Some(value));
    let set: Answers = set.map(|(key, value): (&str, &Value)| (key, value.clone())).collect();
    let gone = before.iter().filter(|(key, _)| after.value(key).is_none());
    (set, gone.map(|(key, _)| key.to_owned()).collect())
}

/// The last value posted under `name`.
pub(crate) fn posted<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().rev().find(|(given, _)| given == name).map_or("", |(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_saved() {
        let text = |value: &str| Value::Text(value.to_owned());
        let before: Answers = [("a", text("1")), ("b", text("1")), ("c", text("1"))].into_iter().collect();
        let after: Answers = [("a", text("1")), ("b", text("2")), ("d", text("3"))].into_iter().collect();
        let (set, gone) = difference(&before, &after);
        assert_eq!(set, [("b", text("2")), ("d", text("3"))].into_iter().collect());
        assert_eq!(gone, ["c"]);
    }
}
