//! What another window had answered, between the post that wrote over it and the page that names it.

use app::addresses::declare::HUB;
use app::wire::context::Overwritten;
use axum::http::HeaderMap;
use axum_extra::extract::PrivateCookieJar;
use domain::form::summary::display;
use domain::form::{Answers, Field};
use gate::{Flash, Refusal};
use time::Duration;

use crate::state::AppState;

/// Name of the cookie.
pub(crate) const COOKIE: &str = "tongce_elsewhere";

const FLASH: Flash = Flash { cookie: COOKIE, path: HUB, shown: Duration::minutes(10) };

/// Longest answer that is told, in characters.
const LONGEST: usize = 80;

/// All that is told, in bytes: a browser keeps no cookie of more than 4 KiB, sealed and encoded.
const MAX_BYTES: usize = 2400;

/// Holds what the store had in these fields.
pub(crate) fn hold(
    headers: &HeaderMap,
    state: &AppState,
    stored: &Answers,
    fields: &[&'static Field],
) -> Result<PrivateCookieJar, Refusal> {
    FLASH.put(headers, &state.cookie_keys, state.store.clock.millis(), &told(stored, fields))
}

/// Keys of the fields with their answers in words, as many as a cookie holds.
fn told(stored: &Answers, fields: &[&'static Field]) -> Vec<(String, String)> {
    let mut left = MAX_BYTES;
    let words = fields.iter().map(|field| {
        let words = display(field, stored.value(field.key));
        (field.key.to_owned(), words.chars().take(LONGEST).collect::<String>())
    });
    words
        .take_while(|(key, words)| {
            let more = left.checked_sub(key.len() + words.len());
            left = more.unwrap_or_default();
            more.is_some()
        })
        .collect()
}

/// What was held, for the page that asks with these headers.
pub(crate) fn recall(headers: &HeaderMap, state: &AppState) -> Option<Overwritten> {
    FLASH.get(headers, &state.cookie_keys, state.store.clock.millis()).map(Overwritten)
}

#[cfg(test)]
mod tests {
    use domain::form::{FormKind, Value};
    use domain::forms::form;

    use super::*;

    #[test]
    fn a_cookie_holds_what_is_told_however_long_the_answers_are() {
        let form = form(FormKind::Migrant);
        let fields: Vec<&Field> = form.sections.iter().flat_map(|section| section.fields).collect();
        let stored: Answers = fields.iter().map(|field| (field.key, Value::Text("长".repeat(500)))).collect();
        let told = told(&stored, &fields);
        assert!(!told.is_empty() && told.iter().all(|(_, words)| words.chars().count() == LONGEST));
        assert!(told.iter().map(|(key, words)| key.len() + words.len()).sum::<usize>() <= MAX_BYTES);
    }

    #[test]
    fn an_answer_that_was_missing_is_said_so() {
        let field = form(FormKind::Migrant).field("child_name").unwrap();
        assert_eq!(told(&Answers::default(), &[field]), [("child_name".to_owned(), "未填报".to_owned())]);
    }
}
