//! `/review` and `/review/{id}`: the queue and the entry side by side; on a phone one of the two.

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
    let desk = ReviewState::new();
    let (fetching, set_fetching) = signal(false);
    let person = resource(|| (), |()| async { who().await.map(|actor| (actor, just_done())) });
    let lines = resource(
        move || (desk.filter.get(), desk.term.get(), desk.version.get()),
        |(filter, (term, after), _)| {
            let search = Some(term).filter(|term| !term.is_empty());
            let after = if search.is_some() { after } else { filter.after.clone() };
            queue(QueueFilter { search, after, ..filter })
        },
    );
    let page = resource(
        move || desk.chosen.get(),
        |id| async move {
            match id {
                Some(id) => Some(open(id).await),
                None => None,
            }
        },
    );
    let dialog = NodeRef::<html::Dialog>::new();
    keys(desk, dialog);
    give_back(desk);
    view! {
        <Suspense fallback=waiting>
            {move || Suspend::new(async move {
                match person.await {
                    Err(failure) => refused(&failure),
                    Ok((actor, told)) => {
                        untrack(|| desk.told.set(told));
                        let listed = view! {
                            <Transition fallback=waiting set_pending=set_fetching>
                                {move || Suspend::new(async move {
                                    match lines.await {
                                        Ok(view) => untrack(|| list(desk, view)),
                                        Err(failure) => refusal("审核列表暂时无法打开", &failure),
                                    }
                                })}
                            </Transition>
                        };
                        let opened = view! {
                            <Transition fallback=waiting set_pending=set_fetching>
                                {move || Suspend::new(async move {
                                    let page = page.await;
                                    untrack(|| opened(desk, page))
                                })}
                            </Transition>
                        };
                        let content = view! {
                            <main class="desk" id="content" tabindex="-1" class:desk-open=move || desk.chosen.get().is_some()>
                                <div class="fetching" role="status" hidden=move || !fetching.get()>
                                    <span class="visually-hidden">"正在打开…"</span>
                                </div>
                                <section class="desk-list" aria-label="审核列表">{listed}</section>
                                <section class="desk-entry" id="entry" tabindex="-1" aria-label="登记内容">
                                    <div role="status">{move || desk.told_at(true)}</div>
                                    {move || after_decision(desk)}
                                    <div hidden=move || acted(desk).is_some()>{opened}</div>
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

/// The open entry after a decision on it.
fn acted(desk: ReviewState) -> Option<Acted> {
    let chosen = desk.chosen.get();
    desk.acted.get().filter(|acted| Some(&acted.page.entry.row.id) == chosen.as_ref())
}

fn after_decision(desk: ReviewState) -> AnyView {
    acted(desk).map(|acted| shown(desk, acted)).erase()
}

fn opened(desk: ReviewState, page: Option<Result<RecordPage, Failure>>) -> AnyView {
    match page {
        Some(Ok(mut page)) => {
            if page.typed.is_empty() {
                let kept = desk.typed.with_value(|typed| typed.get(&page.entry.row.id).cloned());
                page.typed = kept.unwrap_or_default();
            }
            shown(desk, Acted { page, action: None, lost: None })
        }
        Some(Err(failure)) => view! {
            <div class="stack">
                {refusal("该条记录无法打开", &failure)}
                <p><a class="button" href=desk.address(None)>"回到列表"</a></p>
            </div>
        }
        .erase(),
        None => nothing_open(),
    }
}

/// The entry, in controls of its own: what was typed about one child never stands beside another.
fn shown(desk: ReviewState, acted: Acted) -> AnyView {
    let row = &acted.page.entry.row;
    let key = (row.id.clone(), row.version, acted.action.map(Action::code));
    keyed(key, untrack(|| record(desk, acted)))
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

/// The entry that the server wrote into the page was only read. What is opened later is claimed by opening it.
fn claim_shown(desk: ReviewState, id: String) {
    spawn_local(async move {
        // Without an answer nobody is kept from anything: a decision tells who else has it.
        if let Ok(Some(until)) = claim(id.clone()).await {
            let _left = desk.claimed.try_update(|claimed| claimed.insert(id, until));
        }
    });
}

/// An entry that is left gives its claim back.
fn give_back(desk: ReviewState) {
    Effect::new(move |listening: Option<Windows>| {
        let first = listening.is_none();
        let windows = listening.unwrap_or_else(|| {
            let windows = Windows::listen(desk);
            desk.windows.set_value(windows.clone());
            windows
        });
        // What was told stands until something else is opened.
        if !first {
            desk.told.set(None);
        }
        desk.released.set(false);
        if let Some(id) = desk.chosen.get() {
            if first {
                claim_shown(desk, id.clone());
            }
            let windows = windows.clone();
            on_cleanup(move || windows.leave(desk, id));
        }
        windows
    });
}

fn keys(desk: ReviewState, dialog: NodeRef<html::Dialog>) {
    let navigate = use_navigate();
    let go = move |step: isize| {
        if let Some(id) = desk.beside(step) {
            navigate(&desk.address(Some(&id)), NavigateOptions { scroll: false, ..NavigateOptions::default() });
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
            let chosen = desk.chosen.get_untracked();
            let line = desk.rows.with_untracked(|rows| {
                rows.iter().find(|row| Some(&row.id) == chosen.as_ref()).and_then(crate::review::rows::line)
            });
            if let Some(line) = line {
                desk.tick(&line);
            }
        }
    });
}
