//! `/declare/{form}/check`: all answers in words, what is still to be put right, reasons for what looks
//! odd but is right, and the button that submits.

use std::sync::Arc;

use domain::form::validation::blocking;
use domain::form::{Finding, Form, FormKind, Level};
use domain::problem::Problem;
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::{A, Redirect};
use leptos_router::hooks::{use_navigate, use_params_map};

use super::loaded::loaded;
use super::section::alive;
use crate::api::Failure;
use crate::api::codec::Later;
use crate::api::declarations::{Loaded, load, submit};
use crate::components::answers::section_answers;
use crate::components::erase::Erase as _;
use crate::components::icon::Icon;
use crate::components::layout::page;
use crate::components::saving::saving;
use crate::declaration::{Declaration, Session};
use crate::platform;

/// The page.
pub(in crate::pages) fn show() -> AnyView {
    let named = use_params_map().with_untracked(|params| params.get("form"));
    let kind = named.and_then(|name| FormKind::from_name(&name));
    loaded(Vec::new(), move |declaration, _| match (declaration.draft(), declaration.form()) {
        (Some(_), Some(form)) if Some(form.kind) == kind => summary(&declaration, form),
        _ => view! { <Redirect path="/declare"/> }.erase(),
    })
}

fn summary(declaration: &Declaration, form: &'static Form) -> AnyView {
    alive(declaration);
    let today = declaration.today();
    let sections = declaration.journey(|journey| journey.sections()).unwrap_or_default();
    let before = sections.last().map(|section| format!("/declare/{}/{}", form.kind.name(), section.name));
    let answers = declaration.answers();
    let listed = move || {
        answers.with(|answers| {
            sections.iter().map(|section| section_answers(form, section, answers, today, true)).collect_view()
        })
    };
    let content = view! {
        <div class="progress-line small"><span>{form.title}</span>{saving(declaration).view()}</div>
        <h1>"提交前再看一遍"</h1>
        {wrong(declaration, form)}
        {listed}
        {send(declaration, form, before)}
    };
    page("提交前再看一遍", content)
}

/// Errors with links to where they are put right, and remarks that stop nothing.
fn wrong(declaration: &Declaration, form: &'static Form) -> AnyView {
    let findings = declaration.findings();
    let link = move |finding: Finding| {
        let section = form.section_of(&finding.field).map_or("check", |section| section.name);
        let label = form.field(&finding.field).map_or("", |field| field.label);
        let href = format!("/declare/{}/{section}?check=1#f-{}", form.kind.name(), finding.field);
        view! { <li><a href=href>{label} "：" {finding.message}</a></li> }
    };
    (move || {
        let all = findings.get();
        let pick =
            |level: &[Level]| all.iter().filter(|f| level.contains(&f.level)).cloned().map(link).collect::<Vec<_>>();
        let (errors, remarks) = (pick(&[Level::Error]), pick(&[Level::Warning, Level::Alert]));
        let (any_error, any_remark) = (!errors.is_empty(), !remarks.is_empty());
        view! {
            {any_error.then(|| view! {
                <div class="notice notice-error" id="problems" role="alert" tabindex="-1">
                    <h2>"还有几处要补上或改一改"</h2>
                    <ul>{errors}</ul>
                </div>
            })}
            {any_remark.then(|| view! {
                <div class="notice notice-attention">
                    <h2>"请再看看这几处，没有错就不用改"</h2>
                    <ul>{remarks}</ul>
                </div>
            })}
        }
        .erase()
    })
    .erase()
}

/// The form that submits, with a place for the reason of everything that looks odd.
fn send(declaration: &Declaration, form: &'static Form, before: Option<String>) -> AnyView {
    let (session, navigate) = (expect_context::<Session>(), use_navigate());
    let (busy, failed) = (ArcRwSignal::new(false), ArcRwSignal::new(None::<String>));
    let (waiting, words, failed_words) = (busy.clone(), busy.clone(), failed.clone());
    let (reasons, sending) = (declaration.clone(), declaration.clone());
    let on_change = move |ev: Event| {
        if let Some(change) = platform::changed(&ev)
            && let Some(rule) = change.name.strip_prefix("reason.")
        {
            reasons.give_reason(rule, &change.value);
        }
    };
    let on_submit = move |ev: SubmitEvent| {
        let Some(press) = platform::pressed(&ev) else { return };
        for (name, value) in &press.pairs {
            if let Some(rule) = name.strip_prefix("reason.") {
                sending.give_reason(rule, value);
            }
        }
        let open = sending.findings().with_untracked(|findings| {
            blocking(findings, &sending.overrides().get_untracked()).into_iter().cloned().collect::<Vec<_>>()
        });
        if !open.is_empty() {
            let words = Failure::Problem(Problem::ChecksFailed { findings: open }).words();
            failed.set(Some(words));
            set_timeout(|| platform::focus("problems"), std::time::Duration::ZERO);
            return;
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (session, declaration) = (session.clone(), sending.clone());
        let (navigate, busy, failed) = (navigate.clone(), busy.clone(), failed.clone());
        spawn_local(async move {
            match deliver(&session, &declaration).await {
                Ok(()) => navigate("/declare/done", NavigateOptions::default()),
                Err(failure) => failed.set(Some(failure.words())),
            }
            busy.set(false);
        });
    };
    view! {
        <form method="post" class="stack" novalidate on:change=on_change on:submit=on_submit>
            {overrides(declaration, form)}
            <div role="alert">
                {move || failed_words.get().map(|words| view! { <p class="finding finding-error">{words}</p> })}
            </div>
            <div class="bar no-print">
                <div class="bar-inner">
                    {before.map(|href| view! { <A href=href attr:class="button">{Icon::Back.view()} "上一步"</A> })}
                    <button class="button button-main" type="submit" aria-disabled=move || waiting.get().to_string()>
                        {move || if words.get() { "正在提交…" } else { "确认无误，提交" }}
                    </button>
                </div>
            </div>
        </form>
    }
    .erase()
}

async fn deliver(session: &Session, declaration: &Declaration) -> Result<(), Failure> {
    let Some(draft) = declaration.draft() else { return Err(Failure::Problem(Problem::DraftGone)) };
    declaration.send_all().await?;
    let receipt = submit(draft.id.clone()).await?;
    platform::forget(&draft.id).await;
    let receipt = Later::new(&Some(receipt)).unwrap_or_default();
    // The list of submitted declarations is new; when it cannot be read now, the receipt still shows.
    match load(Vec::new()).await {
        Ok(loaded) => drop(session.adopt(Loaded { receipt, ..loaded })),
        Err(_) => declaration.receipt().set(receipt),
    }
    Ok(())
}

/// What looks odd and may be right: the reason goes to the reviewer.
fn overrides(declaration: &Declaration, form: &'static Form) -> AnyView {
    let findings = declaration.findings();
    let given = declaration.overrides().get_untracked();
    let odd = ArcMemo::new(move |_| {
        findings.with(|findings| {
            findings.iter().filter(|finding| finding.level == Level::Override).cloned().collect::<Vec<_>>()
        })
    });
    let given = Arc::new(given);
    (move || {
        let items = odd.get().into_iter().map(|finding| {
            let held = given.iter().find(|reason| reason.rule == finding.rule).map(|reason| reason.reason.clone());
            let (name, id) = (format!("reason.{}", finding.rule), format!("i-reason-{}", finding.rule));
            let label = form.field(&finding.field).map_or("", |field| field.label);
            let section = form.section_of(&finding.field).map_or("check", |section| section.name);
            let href = format!("/declare/{}/{section}#f-{}", form.kind.name(), finding.field);
            view! {
                <div class="field">
                    <label class="question" for=id.clone()>{label} "：" {finding.message}</label>
                    <p class="help">"填错了的，" <a href=href>"回去改"</a> "；没有填错，请写一句原因，审核人会看到。"</p>
                    <input class="input" type="text" id=id name=name value=held autocomplete="off"/>
                </div>
            }
        });
        items.collect_view().erase()
    })
    .erase()
}
