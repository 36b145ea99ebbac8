//! One screen of questions of a form.

use app::command::{Command, NAME};
use app::sheet;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use domain::form::journey::Journey;
use domain::form::validation::{CheckContext, Facts};
use domain::form::{Answers, Asker, Field, FormKind, Section, entries};
use domain::forms::form;
use domain::problem::Problem;

use super::family::{Beside, Family};
use super::{Failed, Form, elsewhere, posted};
use crate::state::AppState;

/// Saves what stands in the inputs and does what the button asks.
pub(super) async fn save(
    State(state): State<AppState>,
    family: Family,
    headers: HeaderMap,
    Path((form_name, section_name)): Path<(String, String)>,
    Form(pairs): Form,
) -> Result<Response, Failed> {
    let kind = FormKind::from_name(&form_name).ok_or(Problem::NotFound)?;
    let form = form(kind);
    let section = form.section(&section_name).ok_or(Problem::NotFound)?;
    let (view, draft) = family.view().await?;
    if draft.form != Some(kind) {
        return Ok(Redirect::to("/declare/start").into_response());
    }
    let ctx = CheckContext {
        today: view.today,
        policy: &family.store.policy,
        deployment: &family.store.deployment,
        facts: Facts::default(),
    };
    let command = Command::parse(posted(&pairs, NAME));
    let asked = sheet::asked(section, &draft.answers, view.today, Asker::Family);
    let mut answers = typed(&draft.answers, &asked, &pairs);
    for (key, value) in sheet::changes(&command, &answers, &sheet::findings(form, &answers, &ctx)) {
        match value {
            Some(value) => answers.set(key, value),
            None => drop(answers.remove(&key)),
        }
    }
    let revision = posted(&pairs, "revision").parse().ok();
    let changed = family.save(&draft, &answers, Beside { revision, ..Beside::default() }).await?;

    let journey = Journey::family(form, &answers, view.today);
    let base = format!("/declare/{}", kind.name());
    let here = format!("{base}/{}", section.name);
    // The fragment takes the reader to the top: without one the browser would keep that of the page before.
    let path = |next: Option<&Section>| format!("{base}/{}#content", next.map_or("check", |next| next.name));
    if !changed.is_empty() {
        let fields: Vec<&Field> = changed.iter().filter_map(|key| form.field(key)).collect();
        let held = elsewhere::hold(&headers, &state, &draft.answers, &fields)?;
        let to = format!("{here}?changed={}#content", changed.join("."));
        return Ok((held, Redirect::to(&to)).into_response());
    }
    let to = match command {
        Command::Back => journey.previous(section.name).map_or("/declare".to_owned(), |before| path(Some(before))),
        Command::Skip => path(journey.next(section.name)),
        Command::Check => path(None),
        Command::Stay => format!("{here}#content"),
        Command::Same { field, .. } | Command::Fix { field, .. } => format!("{here}#f-{field}"),
        Command::Next => {
            let now = sheet::asked(section, &answers, view.today, Asker::Family);
            let found = sheet::findings(form, &answers, &ctx);
            let new = now.iter().find(|field| !asked.iter().any(|known| known.key == field.key));
            if !sheet::errors(&found, &asked).is_empty() {
                format!("{here}?check=1#problems")
            } else if let Some(new) = new.filter(|new| answers.value(new.key).is_none()) {
                format!("{here}#f-{}", new.key)
            } else if sheet::errors(&found, &now).is_empty() {
                path(journey.next(section.name))
            } else {
                format!("{here}?check=1#problems")
            }
        }
    };
    Ok(Redirect::to(&to).into_response())
}

/// The answers with what was typed into the fields that the page showed, and what an ID number tells.
pub(super) fn typed(before: &Answers, asked: &[&'static Field], pairs: &[(String, String)]) -> Answers {
    let mut answers = before.clone();
    entries::apply(asked, pairs, &mut answers);
    for (key, value) in sheet::told_by_id(&answers) {
        answers.set(key, value);
    }
    answers
}
