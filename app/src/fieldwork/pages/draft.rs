//! `/field/entry/{id}/{step}`: a child's declaration as a worker takes it down: consent, a few questions that pick
//! the form, the form's screens, the last look.

mod aside;
mod compare;
mod consent;
mod finish;
mod pictures;
mod signature;

use std::sync::Arc;

use domain::fieldwork::Draft;
use domain::form::{FormKind, Section};
use domain::forms::common::residence::GUARDIANSHIP_SCALE;
use domain::forms::keys;
use domain::screening::{self, Screening};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_navigate;

use super::frame::framed;
use crate::addresses::fieldwork as address;
use crate::declaration::command::Command;
use crate::declaration::{Declaration, screen};
use crate::declare::progress::progress;
use crate::fieldwork::{PhoneSession, Worker, merge};
use crate::platform;
use crate::question::bar::bar;
use crate::question::field::{Screen, error_summary, form as screen_form};
use crate::ui::erase::Erase as _;
use crate::ui::html::{Piece, el, live};

/// Prefix of the steps of the screening questions.
const ASK: &str = "ask-";

/// The page.
pub(crate) fn draft(work: &PhoneSession, worker: &Worker, id: &str, step: &str) -> AnyView {
    let (Some(draft), Some(declaration)) = (worker.draft(id), work.declaration(worker, id)) else {
        let words = "这部手机上没有这份登记：可能已经写完（在“待上传”里）、删掉了，或者被收回了。";
        return framed(work, worker, "没有这份登记", el("p").child(words).into());
    };
    settle(&declaration);
    if draft.form.is_none() && draft.back.is_some() {
        return aside::aside(work, worker, &draft);
    }
    let base = address::draft(id);
    if step.is_empty() {
        let to = format!("{base}/{}", open_step(&draft, &declaration));
        return on_to(to);
    }
    match step {
        "compare" => compare::compare(work, worker, &draft),
        "consent" => consent::consent(work, worker, &draft),
        _ if draft.consent.is_none() && draft.back.is_none() => on_to(format!("{base}/consent")),
        // The family is asked again before a corrected declaration goes back.
        "check" if draft.consent.is_none() => on_to(format!("{base}/consent")),
        "check" => finish::check(work, worker, &declaration, &base),
        "not-needed" => finish::not_needed(work, worker, &declaration, &base),
        _ => match (step.strip_prefix(ASK), declaration.form()) {
            (Some(name), _) => match screening::section(name) {
                Some(section) => questions(work, worker, &declaration, section, true, &base),
                None => on_to(base),
            },
            (None, Some(form)) => match form.section(step) {
                Some(section) => questions(work, worker, &declaration, section, false, &base),
                None => on_to(format!("{base}/check")),
            },
            (None, None) => on_to(format!("{base}/{ASK}{}", screening::SECTIONS[0].name)),
        },
    }
}

/// Another step in place of this one, so that the browser's way back does not lead here again.
fn on_to(path: String) -> AnyView {
    let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
    view! { <Redirect path=path options=options/> }.erase()
}

/// Where a draft goes on.
fn open_step(draft: &Draft, declaration: &Declaration) -> String {
    match &draft.back {
        Some(back) if back.theirs.is_some() => return "compare".to_owned(),
        Some(back) => {
            // The first field that somebody wrote about.
            let named = back.comments.iter().map(|comment| comment.field.as_str());
            let named = named.chain(back.findings.iter().map(|finding| finding.field.as_str()));
            let form = declaration.form();
            let section = named.filter_map(|field| form?.section_of(field)).next();
            return section.map_or("check", |section| section.name).to_owned();
        }
        None => {}
    }
    if draft.consent.is_none() {
        return "consent".to_owned();
    }
    match declaration.journey(|journey| {
        // The first screen on which nothing stands yet.
        let empty = |section: &&'static Section| {
            journey
                .fields(section)
                .iter()
                .all(|field| declaration.answers().with_untracked(|answers| answers.value(field.key).is_none()))
        };
        journey.sections().into_iter().find(empty).map_or("check", |section| section.name)
    }) {
        Some(name) => name.to_owned(),
        None => format!("{ASK}{}", screening::SECTIONS[0].name),
    }
}

/// A screen of questions.
fn questions(
    work: &PhoneSession,
    worker: &Worker,
    declaration: &Declaration,
    section: &'static Section,
    asking: bool,
    base: &str,
) -> AnyView {
    let screen = Screen::new(declaration, section, asking, false, Default::default());
    let go = moves(worker, &screen, base);
    let returned = declaration.draft().and_then(|draft| draft.return_reason.clone());
    let returned = returned.map(|reason| {
        el("div").class("notice notice-attention").child(el("h2").child("为什么要改")).child(el("p").child(reason))
    });
    let along = if asking { Piece::Nothing } else { progress(declaration, section.name) };
    let form = screen_form::form(&screen, go, bar(true, "下一步"));
    let withdrawn = withdrawn(worker, declaration);
    let scale = guardianship_scale(section);
    framed(work, worker, section.title, Piece::Many(vec![withdrawn, along, returned.into(), scale, form.into()]))
}

/// How 监护情况 is told apart, for whoever has to judge it; a family is only asked how things are.
fn guardianship_scale(section: &Section) -> Piece {
    if !section.fields.iter().any(|field| field.key == keys::GUARDIANSHIP_STATUS.name()) {
        return Piece::Nothing;
    }
    let lines = GUARDIANSHIP_SCALE
        .iter()
        .map(|(degree, words)| Piece::from(el("p").child(el("strong").child(*degree)).child("：").child(*words)));
    el("details").class("card").child(el("summary").child("监护情况怎么选")).children(lines).into()
}

/// What was typed into a control that went with its page before it was left counts like any other answer.
fn settle(declaration: &Declaration) {
    let (typed, answers) = (declaration.as_typed(), declaration.answers().get_untracked());
    for (key, value) in merge::theirs(&answers, &typed, &answers) {
        declaration.answer(&key, value);
    }
}

/// Says that nobody asks for this draft any more, when that comes while it is open.
fn withdrawn(worker: &Worker, declaration: &Declaration) -> Piece {
    let (withdrawn, id) = (worker.withdrawn(), declaration.draft().map(|draft| draft.id.clone()).unwrap_or_default());
    live(move || {
        if !withdrawn.with(|withdrawn| withdrawn.contains(&id)) {
            return Piece::Nothing;
        }
        el("div")
            .class("notice notice-attention")
            .attr("role", "alert")
            .child(el("h2").child("这份已被收回"))
            .child(el("p").child(
                "乡镇（街道）不再等这份修改，可能别人已经改好了。您填的都留在这部手机上；还要改的，可以接着写完上传。",
            ))
            .into()
    })
}

fn moves(worker: &Worker, screen: &Screen, base: &str) -> Arc<dyn Fn(Command) + Send + Sync> {
    let (worker, screen, base, navigate) = (worker.clone(), screen.clone(), base.to_owned(), use_navigate());
    Arc::new(move |command| {
        let (declaration, section) = (screen.declaration(), screen.section());
        let step = if screen.screening() {
            screening_step(&worker, &screen, &command)
        } else {
            let sibling = |back: bool| {
                declaration
                    .journey(|journey| if back { journey.previous(section.name) } else { journey.next(section.name) })
                    .flatten()
            };
            match command {
                Command::Back => Some(sibling(true).map_or(String::new(), |section| section.name.to_owned())),
                Command::Check => Some("check".to_owned()),
                Command::Next if wrong(&screen) => None,
                _ => Some(sibling(false).map_or("check", |section| section.name).to_owned()),
            }
        };
        let Some(step) = step else {
            screen.checked().set(true);
            set_timeout(|| platform::focus(error_summary::ID), std::time::Duration::ZERO);
            return;
        };
        let (worker, declaration) = (worker.clone(), declaration.clone());
        leptos::task::spawn_local(async move {
            let _ = worker.take_up(&declaration).await;
        });
        // Back from the first screen leads home: the way forward is found again there.
        let to = if step.is_empty() { address::DRAFTS.to_owned() } else { format!("{base}/{step}") };
        navigate(&to, NavigateOptions::default());
        platform::focus("content");
        platform::scroll_to_top();
    })
}

/// The step after a screening question; nothing while something is missing.
fn screening_step(worker: &Worker, screen: &Screen, command: &Command) -> Option<String> {
    let (declaration, section) = (screen.declaration(), screen.section());
    let answers = declaration.answers().get_untracked();
    let (policy, today) = (declaration.policy(), declaration.today());
    if *command == Command::Back {
        let before = screening::previous(section.name);
        return Some(before.map_or("consent".to_owned(), |section| format!("{ASK}{}", section.name)));
    }
    if wrong(screen) {
        return None;
    }
    Some(match screening::next(Some(section.name), &answers, policy, today) {
        Some(next) => format!("{ASK}{}", next.name),
        None => match screening::outcome(&answers, policy, today) {
            Screening::Form(kind, _) | Screening::Review(kind, _) => begin(worker, declaration, kind),
            Screening::NotNeeded { .. } | Screening::Alert(_) => "not-needed".to_owned(),
        },
    })
}

/// Picks the form and says with which screen it begins.
fn begin(worker: &Worker, declaration: &Declaration, kind: FormKind) -> String {
    worker.begin_form(declaration, kind);
    let first = declaration.journey(|journey| journey.sections().first().map(|section| section.name)).flatten();
    first.unwrap_or("check").to_owned()
}

fn wrong(screen: &Screen) -> bool {
    let declaration = screen.declaration();
    let asked = declaration
        .answers()
        .with_untracked(|answers| screen::asked(screen.section(), answers, declaration.today(), declaration.asker()));
    screen.findings().with_untracked(|findings| !screen::errors(findings, &asked).is_empty())
}
