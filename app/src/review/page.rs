//! `/review` and `/review/{id}`: the queue and the record side by side; on a phone one of the two.

use domain::review::Action;
use domain::view::review::QueueFilter;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::codec::resource;
use crate::platform;
use crate::review::frame::{official, refusal, refused, waiting};
use crate::review::functions::{RecordPage, claim, just_done, open, queue};
use crate::review::guide;
use crate::review::guide::Move;
use crate::review::record::record;
use crate::review::rows::list;
use crate::ui::erase::Erase as _;
use crate::ui::keyed::keyed;
use crate::wire::Failure;
use crate::wire::sessions::who;

use super::state::{Acted, ReviewState, Windows};

/// The page.
pub(crate) fn show() -> AnyView {
    let state = ReviewState::new();
    let (fetching, set_fetching) = signal(false);
    let person = resource(|| (), |()| async { who().await.map(|actor| (actor, just_done())) });
    let lines = resource(
        move || (state.filter.get(), state.term.get(), state.version.get()),
        |(filter, (term, after), _)| {
            let search = Some(term).filter(|term| !term.is_empty());
            let after = if search.is_some() { after } else { filter.after.clone() };
            queue(QueueFilter { search, after, ..filter })
        },
    );
    let page = resource(
        move || state.chosen.get(),
        |id| async move {
            match id {
                Some(id) => Some(open(id).await),
                None => None,
            }
        },
    );
    let dialog = NodeRef::<html::Dialog>::new();
    keys(state, dialog);
    give_back(state);
    view! {
        <Suspense fallback=waiting>
            {move || Suspend::new(async move {
                match person.await {
                    Err(failure) => refused(&failure),
                    Ok((actor, outcome)) => {
                        untrack(|| state.outcome.set(outcome));
                        let listed = view! {
                            <Transition fallback=waiting set_pending=set_fetching>
                                {move || Suspend::new(async move {
                                    match lines.await {
                                        Ok(view) => untrack(|| list(state, view)),
                                        Err(failure) => refusal("审核列表暂时无法打开", &failure),
                                    }
                                })}
                            </Transition>
                        };
                        let opened = view! {
                            <Transition fallback=waiting set_pending=set_fetching>
                                {move || Suspend::new(async move {
                                    let page = page.await;
                                    untrack(|| opened(state, page))
                                })}
                            </Transition>
                        };
                        let content = view! {
                            <main class="review" id="content" tabindex="-1" class:review-open=move || state.chosen.get().is_some()>
                                <div class="fetching" role="status" hidden=move || !fetching.get()>
                                    <span class="visually-hidden">"正在打开…"</span>
                                </div>
                                <section class="review-list" aria-label="审核列表">{listed}</section>
                                <section class="review-record" id="record" tabindex="-1" aria-label="登记内容">
                                    <div role="status">{move || state.outcome_at(true)}</div>
                                    {move || after_decision(state)}
                                    <div hidden=move || acted(state).is_some()>{opened}</div>
                                </section>
                                {guide::guide(dialog)}
                            </main>
                        };
                        official("审核", &actor, content.erase())
                    }
                }
            })}
        </Suspense>
    }
    .erase()
}

/// The open record after a decision on it.
fn acted(state: ReviewState) -> Option<Acted> {
    let chosen = state.chosen.get();
    state.acted.get().filter(|acted| Some(&acted.page.record.row.id) == chosen.as_ref())
}

fn after_decision(state: ReviewState) -> AnyView {
    acted(state).map(|acted| shown(state, acted)).erase()
}

fn opened(state: ReviewState, page: Option<Result<RecordPage, Failure>>) -> AnyView {
    match page {
        Some(Ok(mut page)) => {
            if page.typed.is_empty() {
                let kept = state.typed.with_value(|typed| typed.get(&page.record.row.id).cloned());
                page.typed = kept.unwrap_or_default();
            }
            shown(state, Acted { page, action: None, lost: None })
        }
        Some(Err(failure)) => view! {
            <div class="stack">
                {refusal("该条记录无法打开", &failure)}
                <p><a class="button" href=state.address(None)>"回到列表"</a></p>
            </div>
        }
        .erase(),
        None => nothing_open(),
    }
}

/// The record, in controls of its own: what was typed about one child never stands beside another.
fn shown(state: ReviewState, acted: Acted) -> AnyView {
    let row = &acted.page.record.row;
    let key = (row.id.clone(), row.version, acted.action.map(Action::code));
    keyed(key, untrack(|| record(state, acted)))
}

/// Beside the list, before anything is open.
fn nothing_open() -> AnyView {
    view! {
        <div class="empty no-phone">
            <p>"从左边选一条，在这里看内容和办理。"</p>
            <p class="small">"按 " <kbd>"J"</kbd> " 打开下一条，按 " <kbd>"?"</kbd> " 看全部按键。"</p>
        </div>
    }
    .erase()
}

/// The record that the server wrote into the page was only read. What is opened later is claimed by opening it.
fn claim_shown(state: ReviewState, id: String) {
    spawn_local(async move {
        // Without an answer nobody is kept from anything: a decision tells who else has it.
        if let Ok(Some(until)) = claim(id.clone()).await {
            let _left = state.claimed.try_update(|claimed| claimed.insert(id, until));
        }
    });
}

/// A record that is left gives its claim back.
fn give_back(state: ReviewState) {
    Effect::new(move |listening: Option<Windows>| {
        let first = listening.is_none();
        let windows = listening.unwrap_or_else(|| {
            let windows = Windows::listen(state);
            state.windows.set_value(windows.clone());
            windows
        });
        // What was told stands until something else is opened.
        if !first {
            state.outcome.set(None);
        }
        state.released.set(false);
        if let Some(id) = state.chosen.get() {
            if first {
                claim_shown(state, id.clone());
            }
            let windows = windows.clone();
            on_cleanup(move || windows.leave(state, id));
        }
        windows
    });
}

fn keys(state: ReviewState, dialog: NodeRef<html::Dialog>) {
    let navigate = use_navigate();
    let go = move |step: isize| {
        if let Some(id) = state.beside(step) {
            navigate(&state.address(Some(&id)), NavigateOptions { scroll: false, ..NavigateOptions::default() });
        }
    };
    guide::listen(move |asked| match asked {
        Move::Next => go(1),
        Move::Previous => go(-1),
        Move::Approve => platform::focus("approve"),
        Move::Return => platform::focus("reason"),
        Move::Transfer => platform::focus("i-to.county"),
        Move::Search => platform::focus("search"),
        Move::Help => guide::toggle(dialog),
        Move::Tick => {
            let chosen = state.chosen.get_untracked();
            let line = state.rows.with_untracked(|rows| {
                rows.iter().find(|row| Some(&row.id) == chosen.as_ref()).and_then(crate::review::rows::line)
            });
            if let Some(line) = line {
                state.tick(&line);
            }
        }
    });
}
