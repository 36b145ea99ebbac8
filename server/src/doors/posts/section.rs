//! One screen of questions of a form.

use app::addresses::declare as address;
use app::declaration::command::{Command, NAME};
use app::declaration::made::MadeFrom;
use app::declaration::screen;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Date;
use domain::checks::{CheckContext, Facts};
use domain::form::journey::Journey;
use domain::form::{Answers, Asker, Field, FormKind, Section, inputs};
use domain::forms::form;
use domain::problem::Problem;
use domain::view::declare::DraftView;
use gate::{Form, Refusal, last_value};

use super::family::{Beside, Family};
use super::overwritten;
use crate::state::AppState;

/// Saves what stands in the inputs and does what the button asks.
pub(crate) async fn save(
    State(state): State<AppState>,
    family: Family,
    headers: HeaderMap,
    Path((form_name, section_name)): Path<(String, String)>,
    Form(pairs): Form,
) -> Result<Response, Refusal> {
    let kind = FormKind::from_name(&form_name).ok_or(Problem::NotFound)?;
    let form = form(kind);
    let section = form.section(&section_name).ok_or(Problem::NotFound)?;
    let fields: Vec<&'static Field> = screen::fields(section, Asker::Family).collect();
    let command = Command::parse(last_value(&pairs, NAME));
    let made = MadeFrom::read(last_value(&pairs, "revision"));
    let mut attempts = 3;
    let (view, draft, asked, answers, changed) = loop {
        let (view, draft) = family.view().await?;
        if draft.form != Some(kind) {
            return Ok(Redirect::to(address::START).into_response());
        }
        // What the page asked counts, also where somebody else's answer has closed the question meanwhile.
        let asked =
            made.asked(&fields).unwrap_or_else(|| screen::asked(section, &draft.answers, view.today, Asker::Family));
        let mut answers = typed(&draft.answers, &asked, &pairs);
        let changed = overwritten_answers(&made, &fields, &mut answers, &draft);
        let ctx = context(&family, view.today);
        for (key, value) in screen::changes(&command, &answers, &screen::findings(form, &answers, &ctx)) {
            match value {
                Some(value) => answers.set(key, value),
                None => drop(answers.remove(&key)),
            }
        }
        let beside = Beside { revision: Some(draft.revision), ..Beside::default() };
        match family.save(&draft, &answers, beside).await {
            Ok(_) => break (view, draft, asked, answers, changed),
            // Somebody saved between reading and writing.
            Err(Refusal { problem: Problem::DraftChanged, .. }) if attempts > 1 => attempts -= 1,
            Err(failed) => return Err(failed),
        }
    };
    let ctx = context(&family, view.today);

    let journey = Journey::family(form, &answers, view.today);
    let here = address::section(kind, section.name);
    // The fragment takes the reader to the top: without one the browser would keep that of the page before.
    let path = |next: Option<&Section>| address::section(kind, next.map_or("check", |next| next.name)) + "#content";
    if !changed.is_empty() {
        let held = overwritten::hold(&headers, &state, &draft.answers, &changed)?;
        let keys: Vec<&str> = changed.iter().map(|field| field.key).collect();
        let to = format!("{here}?changed={}#content", keys.join("."));
        return Ok((held, Redirect::to(&to)).into_response());
    }
    let to = match command {
        Command::Back => journey.previous(section.name).map_or(address::HUB.to_owned(), |before| path(Some(before))),
        Command::Skip => path(journey.next(section.name)),
        Command::Check => path(None),
        Command::Stay => format!("{here}#content"),
        Command::Same { field, .. } | Command::Fix { field, .. } => format!("{here}#f-{field}"),
        Command::Next => {
            let now = screen::asked(section, &answers, view.today, Asker::Family);
            let found = screen::findings(form, &answers, &ctx);
            let new = now.iter().find(|field| !asked.iter().any(|known| known.key == field.key));
            if !screen::errors(&found, &asked).is_empty() {
                format!("{here}?check=1#problems")
            } else if let Some(new) = new.filter(|new| answers.value(new.key).is_none()) {
                format!("{here}#f-{}", new.key)
            } else if screen::errors(&found, &now).is_empty() {
                path(journey.next(section.name))
            } else {
                format!("{here}?check=1#problems")
            }
        }
    };
    Ok(Redirect::to(&to).into_response())
}

fn context(family: &Family, today: Date) -> CheckContext<'_> {
    CheckContext { today, policy: &family.store.policy, deployment: &family.store.deployment, facts: Facts::default() }
}

/// The fields whose answers somebody else changed too since the page was made; what only others changed is taken over
/// into `answers`. A page of an earlier version does not say from what it was made: then it is all that it changes.
fn overwritten_answers(
    made: &MadeFrom,
    fields: &[&'static Field],
    answers: &mut Answers,
    draft: &DraftView,
) -> Vec<&'static Field> {
    if made.revision.is_none_or(|revision| revision == draft.revision) {
        return Vec::new();
    }
    made.merge(fields, answers, &draft.answers).unwrap_or_else(|| {
        let differs = |field: &&&'static Field| answers.value(field.key) != draft.answers.value(field.key);
        fields.iter().filter(differs).copied().collect()
    })
}

/// The answers with what was typed into the fields that the page showed, and what an ID number tells.
pub(crate) fn typed(before: &Answers, asked: &[&'static Field], pairs: &[(String, String)]) -> Answers {
    let mut answers = before.clone();
    inputs::apply(asked, pairs, &mut answers);
    for (key, value) in screen::answers_from_id_number(&answers) {
        answers.set(key, value);
    }
    answers
}
