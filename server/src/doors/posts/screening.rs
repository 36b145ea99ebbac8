//! The questions that pick the form. Between their pages the answers wait in the draft; when no
//! registration is needed the draft goes, and the last page gets only the reasons.

use app::addresses::declare as address;
use app::declaration::command::{Command, NAME};
use app::declaration::screen;
use axum::extract::Path;
use axum::response::Redirect;
use backend::declare::declarations;
use domain::Date;
use domain::checks::{CheckContext, Facts};
use domain::form::journey::Journey;
use domain::form::{Answers, Asker, FormKind, Section};
use domain::forms::form;
use domain::problem::Problem;
use domain::screening::{self, Screening};
use domain::view::declare::DraftView;
use gate::{Form, Refusal, last_value};

use super::Leads;
use super::family::{Beside, Family};
use super::section::typed;

/// The first page.
pub(crate) async fn first(family: Family, Form(pairs): Form) -> Leads {
    answer(&family, &screening::SECTIONS[0], &pairs).await
}

/// A later page.
pub(crate) async fn step(family: Family, Path(step): Path<String>, Form(pairs): Form) -> Leads {
    let section = screening::section(&step).ok_or(Problem::NotFound)?;
    answer(&family, section, &pairs).await
}

async fn answer(family: &Family, section: &'static Section, pairs: &[(String, String)]) -> Leads {
    let (view, draft) = family.view().await?;
    let (policy, today) = (&*family.store.policy, view.today);
    let ctx = CheckContext { today, policy, deployment: &family.store.deployment, facts: Facts::default() };
    let command = Command::parse(last_value(pairs, NAME));
    let asked = screen::asked(section, &draft.answers, today, Asker::Family);
    let mut answers = typed(&draft.answers, &asked, pairs);
    let found = screen::screening_findings(section, &answers, &ctx);
    for (key, value) in screen::changes(&command, &answers, &found) {
        match value {
            Some(value) => answers.set(key, value),
            None => drop(answers.remove(&key)),
        }
    }
    let here = address::step(section.name);
    let found = screen::screening_findings(section, &answers, &ctx);
    let now = screen::asked(section, &answers, today, Asker::Family);
    let new = now.iter().find(|field| !asked.iter().any(|known| known.key == field.key));
    let wait = match &command {
        Command::Back => Some(screening::previous(section.name).map_or_else(|| address::HUB.to_owned(), path)),
        Command::Stay => Some(path(section)),
        Command::Same { field, .. } | Command::Fix { field, .. } => Some(format!("{here}#f-{field}")),
        _ if !screen::errors(&found, &asked).is_empty() => Some(format!("{here}?check=1#problems")),
        _ => match new.filter(|new| answers.value(new.key).is_none()) {
            Some(new) => Some(format!("{here}#f-{}", new.key)),
            None => screening::next(Some(section.name), &answers, policy, today).map(path),
        },
    };
    if let Some(to) = wait {
        family.save(&draft, &answers, Beside::default()).await?;
        return Ok(Redirect::to(&to));
    }
    match screening::outcome(&answers, policy, today) {
        Screening::Form(kind, _) | Screening::Review(kind, _) => begin(family, &draft, &answers, kind, today).await,
        Screening::NotNeeded { reasons, counted: false, .. } => {
            discard(family, &draft).await?;
            let why: Vec<&str> = reasons.iter().map(|reason| reason.code.label()).collect();
            let query = [("why", why.join("."))];
            let query = encoded(&query);
            Ok(Redirect::to(&format!("{}?{query}", address::NOT_NEEDED)))
        }
        Screening::NotNeeded { .. } | Screening::Alert(_) => {
            family.save(&draft, &answers, Beside::default()).await?;
            Ok(Redirect::to(address::NOT_NEEDED))
        }
    }
}

/// The buttons of the last page: register all the same, or throw away.
pub(crate) async fn not_needed(family: Family, Path(page): Path<String>, Form(pairs): Form) -> Leads {
    if page != "not-needed" {
        return Err(Problem::NotFound.into());
    }
    let (view, draft) = family.view().await?;
    if last_value(&pairs, NAME) == "register" {
        return begin(&family, &draft, &draft.answers, FormKind::Migrant, view.today).await;
    }
    discard(&family, &draft).await?;
    Ok(Redirect::to(address::HUB))
}

async fn begin(family: &Family, draft: &DraftView, answers: &Answers, kind: FormKind, today: Date) -> Leads {
    let start = screening::start(kind, answers);
    family.save(draft, &start, Beside { form: Some(kind), ..Beside::default() }).await?;
    let sections = Journey::family(form(kind), &start, today).sections();
    let first = sections.first().map_or("check", |section| section.name);
    Ok(Redirect::to(&(address::section(kind, first) + "#content")))
}

async fn discard(family: &Family, draft: &DraftView) -> Result<(), Refusal> {
    let id = draft.id.parse().map_err(|_| Problem::DraftGone)?;
    Ok(declarations::discard(&family.store, &family.link_holder, id).await?)
}

/// The address of a question group. The fragment takes the reader to the top: without one the browser
/// would keep that of the page before.
fn path(section: &'static Section) -> String {
    address::step(section.name) + "#content"
}

fn encoded(pairs: &[(&str, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}
