//! Living pages without JavaScript: real HTML forms post to the page's own address; each handler
//! saves through the service and redirects to the next page (POST, redirect, GET).
//!
//! What a button means and what is found on a screen is decided by `app::declaration::command` and `app::declaration::screen`, the
//! same code that the live page uses.

mod begin;
mod check;
mod family;
mod given_back;
mod overwritten;
mod practice;
pub mod recall;
mod receipt;
mod review;
mod screening;
mod section;
mod text_size;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::Redirect;
use axum::routing::post;
use domain::form::{Answers, Value};
use gate::Refusal;

use crate::state::AppState;
use app::addresses::{self, declare};

/// Cookies of what is told once to a family: another one's turn begins without them.
pub const FLASHES: [&str; 2] = [receipt::COOKIE, overwritten::COOKIE];

/// The POST handlers of the pages.
pub fn router(state: &AppState) -> Router<AppState> {
    let families = Router::new()
        .route(declare::HUB, post(begin::consent))
        .route(declare::SIBLING, post(begin::sibling))
        .route(declare::CORRECT, post(begin::correct))
        .route(declare::START, post(screening::first))
        .route("/declare/start/{step}", post(screening::step))
        // Under the pattern of the page's own route: a path of its own would hide the page from GET.
        .route("/declare/{page}", post(screening::not_needed))
        .route("/declare/{form}/check", post(check::submit))
        .route("/declare/{form}/{section}", post(section::save))
        .route("/try/{form}/{section}", post(practice::redirect))
        .layer(from_fn_with_state(state.clone(), given_back::give_back));
    let officials =
        Router::new().route(addresses::review::QUEUE, post(review::queue)).route("/review/{id}", post(review::record));
    Router::new().route(addresses::TEXT_SIZE, post(text_size::remember)).merge(families).merge(officials)
}

/// Where a post leads.
type Leads = Result<Redirect, Refusal>;

/// What changed between two states of the answers: to set, and to take away.
fn difference(before: &Answers, after: &Answers) -> (Answers, Vec<String>) {
    let set = after.iter().filter(|(key, value)| before.value(key) != Some(value));
    let set: Answers = set.map(|(key, value): (&str, &Value)| (key, value.clone())).collect();
    let gone = before.iter().filter(|(key, _)| after.value(key).is_none());
    (set, gone.map(|(key, _)| key.to_owned()).collect())
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
