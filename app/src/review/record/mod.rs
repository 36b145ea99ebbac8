//! A record before a reviewer: one form around everything, so that whatever was typed goes with every
//! button, and comes back when the decision was not taken.

mod actions;
pub mod answers;
mod duplicate_candidates;
mod field_work;
mod findings;
mod history;
mod reveal;
mod verdict;

use domain::form::inputs::last_value;
use domain::forms::form;
use domain::register::State;
use domain::review::Action;
use domain::view::review::{CandidateView, EventView, RecordView};
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::marks;
use super::unsure::{once_reachable, unsure};
use crate::addresses;
use crate::places::functions::PlaceStep;
use crate::platform;
use crate::review::functions::command::{GO, VERSION};
use crate::review::functions::{RecordPage, ReviewCommand, act, open};
use crate::review::state::{Acted, ReviewState};
use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;
use crate::ui::office::office_link;
use crate::ui::once::Once;
use crate::ui::time;
use crate::wire::Failure;

/// The record, with what this person has just done with it.
pub fn record(state: ReviewState, acted: Acted) -> AnyView {
    let Acted { page: RecordPage { record, places, unit, typed, failure }, action, lost } = acted;
    let failed = RwSignal::new(failure);
    let once = Once::default();
    let id = record.row.id.clone();
    let posted = state.address(Some(&id));
    let keep = {
        let id = id.clone();
        move |ev: Event| {
            if let Some(change) = platform::changed(&ev) {
                state.typed.update_value(|typed| drop(typed.insert(id.clone(), change.pairs)));
            }
        }
    };
    let form = form(record.row.form);
    let answered = answers::answers(form, &record, &unit, &typed);
    let submit = submits(state, (id, Seen::of(&record)), (places.clone(), unit), failed, once.clone());
    view! {
        <form class="record stack" method="post" action=posted novalidate on:change=keep on:submit=submit>
            <button class="visually-hidden" type="submit" name=GO value="stay" tabindex="-1" aria-hidden="true">"不办理"</button>
            <input type="hidden" name=VERSION value=record.row.version.to_string()/>
            {action.map(|action| done(state, action))}
            {lost.map(found)}
            {head(state, &record)}
            {findings::urgent(&record)}
            {verdict::verdict(&record)}
            {findings::findings(form, &record)}
            {duplicate_candidates::candidates(&record)}
            {field_work::field_work(&record)}
            {answered}
            {history::history(form, &record)}
            {actions::actions(state, &record, places, &typed, failed, &once)}
        </form>
    }
    .erase()
}

/// What was just done, and the way on.
fn done(state: ReviewState, action: Action) -> AnyView {
    let next = state.beside(1).map(|id| state.address(Some(&id)));
    view! {
        <div class="notice notice-done" id="done" role="status" tabindex="-1">
            <h2>{Icon::Done.view()} " 已办理：" {action.label()}</h2>
            {next.map(|href| view! { <p><a class="button" href=href>"看下一条" {Icon::Next.view()}</a></p> })}
        </div>
    }
    .erase()
}

/// What has become of an act whose answer was lost.
fn found(words: &'static str) -> AnyView {
    view! {
        <div class="notice notice-attention" id="found" role="status" tabindex="-1">
            <h2>"刚才没有收到回答，已重新读取"</h2>
            <p>{words}</p>
        </div>
    }
    .erase()
}

fn head(state: ReviewState, record: &RecordView) -> AnyView {
    let row = &record.row;
    let name = record.answers.text(domain::forms::keys::CHILD_NAME).unwrap_or("（未填姓名）").to_owned();
    let age = if row.age >= 0 { format!("{}岁", row.age) } else { "年龄不详".to_owned() };
    let offered = record.offered_by.clone().map(|by| {
        view! {
            <div class="notice notice-attention">
                <h2>"等待接收的转办"</h2>
                <p>{by} "把这一条转来，请看后在下面选择接收或不接收。"</p>
            </div>
        }
    });
    let claimed = row.claimed_by.clone().map(|by| {
        view! {
            <div class="notice notice-attention">
                <h2>{by.clone()} "正在办理这一条"</h2>
                <p>"您可以查看；等" {by} "办完或放回后再办理。"</p>
            </div>
        }
    });
    view! {
        <header class="record-head">
            <p class="no-print"><a class="back" href=state.address(None)>{Icon::Back.view()} "回到列表"</a></p>
            <h1>{name} <span class="record-sub">{row.sex.clone()} " " {age}</span></h1>
            <p class="line-marks">{marks::state(row.state)} <span class="tag">{row.form.label()}</span> {marks::marks(row)}</p>
            <p class="small">
                "登记编号 " <span class="number">{row.receipt_no.clone()}</span>
                " · " {row.place.clone()} " · 收到 " {time::moment(row.entered_at)} " · 第 " {row.version} " 版"
            </p>
            <p class="no-print">
                {office_link(addresses::review::sheet(&row.id))
                    .class("button button-small")
                    .attr("target", "_blank")
                    .child(Icon::Printer.draw())
                    .child(" 打印登记表")
                    .view()}
            </p>
        </header>
        {offered}
        {claimed}
    }
    .erase()
}

/// What acts leave behind on a record.
#[derive(Clone, PartialEq)]
struct Seen(State, i32, Vec<EventView>, Vec<CandidateView>);

impl Seen {
    fn of(record: &RecordView) -> Self {
        Self(record.row.state, record.row.version, record.history.clone(), record.candidates.clone())
    }
}

/// What a pressed button does when there is a script.
fn submits(
    state: ReviewState,
    (id, seen): (String, Seen),
    (places, unit): (Vec<PlaceStep>, String),
    failed: RwSignal<Option<Failure>>,
    once: Once,
) -> impl Fn(SubmitEvent) + Clone {
    let navigate = use_navigate();
    move |ev| {
        let Some((press, form)) = platform::pressed(&ev).zip(platform::Typing::of(&ev)) else { return };
        let mut inputs = press.pairs;
        inputs.retain(|(name, _)| name != GO);
        inputs.push((GO.to_owned(), press.value));
        let command = match ReviewCommand::read(&inputs) {
            Ok(ReviewCommand::Stay) => return,
            Ok(command) => command,
            Err(problem) => return refuse(failed, problem.into()),
        };
        let (id, places, unit, navigate) = (id.clone(), places.clone(), unit.clone(), navigate.clone());
        let seen = seen.clone();
        once.start(async move {
            failed.set(None);
            let record = match act(id.clone(), inputs).await {
                Ok(record) => record,
                Err(failure) => {
                    if unsure(&failure) {
                        once_reachable(move || spawn_local(look_again(state, id, seen, form)));
                    }
                    return refuse(failed, failure);
                }
            };
            let Some(record) = record else {
                state.tell_released(&id);
                navigate(&state.address(None), NavigateOptions::default());
                return;
            };
            // What was typed while this was under way is as good as what was typed before.
            let (action, typed) = match command {
                ReviewCommand::Decide { decision, .. } => (Some(decision.action()), Vec::new()),
                _ => (None, form.pairs()),
            };
            if action.is_some() {
                state.typed.update_value(|typed| drop(typed.remove(&id)));
                state.tell_released(&id);
            }
            show(state, Acted { page: RecordPage { record, places, unit, typed, failure: None }, action, lost: None });
            if action.is_some() {
                set_timeout(|| platform::focus("done"), std::time::Duration::ZERO);
            }
        });
    }
}

/// Shows the record after an act, and the list anew. Who types meanwhile types on.
fn show(state: ReviewState, acted: Acted) {
    let caret = platform::Caret::now();
    state.acted.set(Some(acted));
    state.version.update(|version| *version += 1);
    if let Some(caret) = caret {
        set_timeout(move || caret.put_back(), std::time::Duration::ZERO);
    }
}

/// Reads the record again after an act whose answer was lost, as long as it is open.
async fn look_again(state: ReviewState, id: String, seen: Seen, form: platform::Typing) {
    let read = open(id.clone()).await;
    let chosen = state.chosen.try_get_untracked().flatten();
    let Some(page) = read.ok().filter(|_| chosen.as_ref() == Some(&id)) else { return };
    let lost = if Seen::of(&page.record) != seen {
        "本条已经变了，请看下面的状态和办理经过，刚才的办理可能已经办成。"
    } else {
        "本条的状态没有变，刚才的办理没有办成，可以再点一次。您写的内容还在。"
    };
    show(state, Acted { page: RecordPage { typed: form.pairs(), ..page }, action: None, lost: Some(lost) });
    set_timeout(|| platform::focus("found"), std::time::Duration::ZERO);
}

/// Says why nothing was done, where it is heard, and leads to what is missing.
fn refuse(failed: RwSignal<Option<Failure>>, failure: Failure) {
    let place = match &failure {
        Failure::Problem(problem) => match problem.field() {
            Some("reason") => "reason",
            Some("to") => "i-to.county",
            _ => "failed",
        },
        Failure::Offline => "failed",
    };
    failed.set(Some(failure));
    set_timeout(move || platform::focus(place), std::time::Duration::ZERO);
}

/// What was typed under `name` before.
fn typed_before(typed: &[(String, String)], name: &str) -> String {
    last_value(typed, name).to_owned()
}
