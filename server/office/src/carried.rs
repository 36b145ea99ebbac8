//! What was typed into a page whose session had ended: it goes along through the sign-in, under names with a prefix.

use app::ui::erase::Erase as _;
use app::wire::sessions::CARRIED;
use axum::response::Redirect;
use gate::Pairs;
use leptos::prelude::*;

use crate::call::GO;

/// Whether there is anything that somebody would miss: not the button, not the version that was read.
#[must_use]
pub(crate) fn is_typed(pairs: &[(String, String)]) -> bool {
    pairs.iter().any(|(name, value)| ![GO, "version"].contains(&&**name) && !value.trim().is_empty())
}

/// What was typed, to go along through a page that asks who it is.
pub(crate) fn hidden(pairs: &[(String, String)]) -> AnyView {
    let inputs = pairs.iter().map(|(name, value)| {
        view! { <input type="hidden" name=format!("{CARRIED}{name}") value=value.clone()/> }
    });
    inputs.collect_view().erase()
}

/// Back to the page that was interrupted: with what was typed there, which is in the body of this request, if there is any.
pub(crate) fn lead_back(to: &str, carries: bool) -> Redirect {
    if carries { Redirect::temporary(to) } else { Redirect::to(to) }
}

/// What was typed into the page before the sign-in that interrupted it. Which button was pressed is not among it.
#[must_use]
pub fn given_back(pairs: &[(String, String)]) -> Option<Pairs> {
    let inner = pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix(CARRIED)?.to_owned(), value.clone())));
    let mut inner = inner.peekable();
    inner.peek()?;
    Some(inner.filter(|(name, _)| name != GO).collect())
}
