//! `/declare/{form}/check`: all answers in words, what is still to be put right, reasons for what looks
//! odd but is right, and the button that submits.

use domain::form::{Form, FormKind, Section};
use domain::problem::Problem;
use leptos::ev::{Event, MouseEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::Redirect;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use super::frame::framed;
use super::loaded::loaded;
use super::section::on_page_load;
use crate::addresses::declare as address;
use crate::codec::Encoded;
use crate::declaration::functions::{Loaded, load, submit};
use crate::declaration::{Declaration, HeldDeclaration};
use crate::declare::saving::saving;
use crate::declare::summary::{overrides, problems, reason_changed, still_open};
use crate::platform;
use crate::question::answers::section_answers;
use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;
use crate::ui::layout::page;
use crate::ui::once::Once;
use crate::wire::Failure;

/// The submission is taken once, however often it is asked for.
const NO_ANSWER: &str = "没有收到提交成功的回音，可能是网络不通。请联网后再点一次“确认无误，提交”，不会重复登记。";

/// Nothing was submitted: somebody else changed the answers after they were shown.
const CHANGED: &str =
    "还没有提交：另一部手机或另一个页面刚改过这份登记。上面已是现在的内容，请再看一遍，没有问题再提交。";

const NOT_PRINTED: &str = "现在连不上网，打不了登记表。请联网后再点一次。";

/// The page.
pub(crate) fn show() -> AnyView {
    framed(of_form)
}

fn of_form() -> AnyView {
    let named = use_params_map().with_untracked(|params| params.get("form"));
    let kind = named.and_then(|name| FormKind::from_name(&name));
    loaded(Vec::new(), move |declaration, _| match (declaration.draft(), declaration.form()) {
        (Some(_), Some(form)) if Some(form.kind) == kind => summary(&declaration, form),
        _ => view! { <Redirect path=address::HUB/> }.erase(),
    })
}

fn summary(declaration: &Declaration, form: &'static Form) -> AnyView {
    on_page_load(declaration);
    let changed = use_query_map().with_untracked(|query| query.get("changed").is_some());
    let (today, asker) = (declaration.today(), declaration.asker());
    let sections = declaration.journey(|journey| journey.sections()).unwrap_or_default();
    let before = sections.last().map(|section| address::section(form.kind, section.name));
    let answers = declaration.answers();
    let listed = move || {
        answers.with(|answers| {
            let edit = |section: &Section| address::section(form.kind, section.name);
            let shown =
                |section: &&'static Section| section_answers(form, section, answers, today, asker, Some(edit(section)));
            sections.iter().map(shown).collect_view()
        })
    };
    let content = view! {
        <div class="progress-line small"><span>{form.title}</span>{saving(declaration).view()}</div>
        <h1>"提交前再看一遍"</h1>
        {changed.then(|| view! { <div class="notice notice-attention" role="alert"><p>{CHANGED}</p></div> })}
        {problems(declaration, form, address::form(form.kind))}
        {listed}
        {paper(declaration)}
        {send(declaration, form, before)}
    };
    page("提交前再看一遍", content)
}

/// The way to the printed sheet. What still waits on the phone is sent first, so that it is printed too.
fn paper(declaration: &Declaration) -> AnyView {
    let Some(draft) = declaration.draft() else { return ().erase() };
    let sheet = address::print(&draft.id);
    let failed = ArcRwSignal::new(None::<String>);
    let (declaration, navigate, to, fails) = (declaration.clone(), use_navigate(), sheet.clone(), failed.clone());
    let press = move |ev: MouseEvent| {
        ev.prevent_default();
        let (declaration, navigate, to, fails) = (declaration.clone(), navigate.clone(), to.clone(), fails.clone());
        spawn_local(async move {
            match declaration.send_all().await {
                Ok(()) => navigate(&to, NavigateOptions::default()),
                Err(Failure::Offline) => fails.set(Some(NOT_PRINTED.to_owned())),
                Err(failure) => fails.set(Some(failure.message())),
            }
        });
    };
    view! {
        <p class="no-print"><a class="button button-small" href=sheet on:click=press>{Icon::Printer.view()} "打印登记表"</a></p>
        <div role="alert">{move || failed.get().map(|words| view! { <p class="finding finding-error">{words}</p> })}</div>
    }
    .erase()
}

/// The form that submits, with a place for the reason of everything that looks odd.
fn send(declaration: &Declaration, form: &'static Form, before: Option<String>) -> AnyView {
    let (session, navigate) = (expect_context::<HeldDeclaration>(), use_navigate());
    let (once, failed) = (Once::default(), ArcRwSignal::new(None::<String>));
    let (disabled, working, failed_words) = (once.disabled(), once.clone(), failed.clone());
    let (reasons, sending) = (declaration.clone(), declaration.clone());
    let on_input = move |ev: Event| reason_changed(&reasons, &ev);
    let revision = declaration.revision().to_string();
    let on_submit = move |ev: SubmitEvent| {
        let Some(press) = platform::pressed(&ev) else { return };
        if let Some(words) = still_open(&sending, &press) {
            failed.set(Some(words));
            lead_to_refusal();
            return;
        }
        let (session, declaration) = (session.clone(), sending.clone());
        let (navigate, failed) = (navigate.clone(), failed.clone());
        once.start(async move {
            let wrong = match deliver(&session, &declaration).await {
                Ok(()) => return navigate(address::DONE, NavigateOptions::default()),
                Err(Failure::Problem(Problem::DraftChanged)) => shown_again(&declaration).await,
                Err(failure) => failure,
            };
            failed.set(Some(match wrong {
                Failure::Offline => NO_ANSWER.to_owned(),
                Failure::Problem(Problem::DraftChanged) => CHANGED.to_owned(),
                failure => failure.message(),
            }));
            lead_to_refusal();
        });
    };
    view! {
        <form method="post" class="stack" novalidate on:input=on_input on:submit=on_submit>
            <input type="hidden" name="revision" value=revision/>
            {overrides(declaration, form, address::form(form.kind))}
            <div role="alert" id="failed" tabindex="-1">
                {move || failed_words.get().map(|words| view! { <p class="finding finding-error">{words}</p> })}
            </div>
            <div class="bar no-print">
                <div class="bar-inner">
                    {before.map(|href| view! { <a href=href class="button">{Icon::Back.view()} "上一步"</a> })}
                    <button class="button button-main" type="submit" aria-disabled=disabled>
                        {move || if working.at_work() { "正在提交…" } else { "确认无误，提交" }}
                    </button>
                </div>
            </div>
        </form>
    }
    .erase()
}

/// Brings the refusal before the reader, above the bar.
fn lead_to_refusal() {
    set_timeout(|| platform::focus("failed"), std::time::Duration::ZERO);
}

/// The server has another state than the one that was looked at: that one is shown, to be looked at again.
async fn shown_again(declaration: &Declaration) -> Failure {
    match declaration.reread().await {
        Ok(()) => Failure::Problem(Problem::DraftChanged),
        Err(failure) => failure,
    }
}

async fn deliver(session: &HeldDeclaration, declaration: &Declaration) -> Result<(), Failure> {
    let Some(draft) = declaration.draft() else { return Err(Failure::Problem(Problem::DraftGone)) };
    declaration.send_all().await?;
    let receipt = submit(draft.id.clone(), Some(declaration.revision())).await?;
    let receipt = Encoded::new(&Some(receipt)).unwrap_or_default();
    // The list of submitted declarations is new; when it cannot be read now, the receipt still shows.
    match load(Vec::new()).await {
        Ok(loaded) => drop(session.adopt(Loaded { receipt, ..loaded })),
        Err(_) => {
            crate::declaration::forget_copy();
            session.set(Some(declaration.after_submitting(receipt)));
        }
    }
    Ok(())
}
