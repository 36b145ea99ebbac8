//! A form to practise on, without JavaScript: the screens lead on, nothing is kept.

use app::addresses::practice as address;
use app::declaration::command::{Command, NAME};
use axum::extract::{Path, State};
use axum::response::Redirect;
use domain::form::journey::Journey;
use domain::form::{Answers, FormKind};
use domain::forms::form;
use domain::problem::Problem;
use gate::{Form, last_value};

use super::Leads;
use crate::state::AppState;

/// The screen before or after this one, as if nothing were answered.
pub(crate) async fn redirect(
    State(state): State<AppState>,
    Path((form_name, section)): Path<(String, String)>,
    Form(pairs): Form,
) -> Leads {
    let kind = FormKind::from_name(&form_name).ok_or(Problem::NotFound)?;
    let form = form(kind);
    form.section(&section).ok_or(Problem::NotFound)?;
    let answers = Answers::default();
    let journey = Journey::family(form, &answers, state.store.clock.today());
    let to = match Command::parse(last_value(&pairs, NAME)) {
        Command::Back => journey.previous(&section),
        Command::Stay | Command::Same { .. } | Command::Fix { .. } => form.section(&section),
        Command::Next | Command::Skip | Command::Check => journey.next(&section),
    };
    let to = to.map_or_else(|| address::FORMS.to_owned(), |to| address::section(kind, to.name) + "#content");
    Ok(Redirect::to(&to))
}
