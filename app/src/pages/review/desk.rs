//! `/review` and `/review/{id}`: the queue and the entry side by side; on a phone one of the two.

use std::collections::{BTreeSet, HashMap};

use domain::review::Action;
use domain::view::{BatchOutcome, QueueFilter, QueueRow};
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_params_map};

use crate::api::Failure;
use crate::api::codec::resource;
use crate::api::reviews::{RecordPage, Told, just_done, open, queue};
use crate::api::sessions::who;
use crate::components::erase::Erase as _;
use crate::components::keyed::keyed;
use crate::components::review::filter_address;
use crate::components::review::frame::{official, refusal, refused, waiting};
use crate::components::review::guide::{self, Move};
use crate::components::review::record::record;
use crate::components::review::rows::list;
use crate::components::review::told::notice;
use crate::platform;

use super::windows::Windows;

/// The page.
pub(in crate::pages) fn show() -> AnyView {
    desk()
}

/// What was searched for, and where the page of results before ended.
pub type Term = (String, Option<String>);

/// An entry after a decision of this person.
#[derive(Clone, Debug, PartialEq)]
pub struct Acted {
    /// The entry as it is now.
    pub page: RecordPage,
    /// What was done; nothing when a candidate was settled.
    pub action: Option<Action>,
    /// What is to be said of an act whose answer was lost.
    pub lost: Option<&'static str>,
}

/// What the parts of the desk share.
#[derive(Clone, Copy)]
pub struct ReviewState {
    /// The filter in the address.
    pub filter: Memo<QueueFilter>,
    /// The search.
    pub term: RwSignal<Term>,
    /// The open entry.
    pub chosen: Memo<Option<String>>,
    /// Ticked lines, `id:version`.
    pub ticked: RwSignal<BTreeSet<String>>,
    /// The lines that are listed.
    pub rows: RwSignal<Vec<QueueRow>>,
    /// Grows whenever the queue has changed.
    pub version: RwSignal<u32>,
    /// What came of the last batch.
    pub batch: RwSignal<Option<Result<BatchOutcome, Failure>>>,
    /// What was done by the post that led here, until another entry is opened.
    told: RwSignal<Option<Told>>,
    /// The entry after the last decision.
    pub acted: RwSignal<Option<Acted>>,
    /// What was typed into entries that were left without a decision, until the page is left.
    pub typed: StoredValue<HashMap<String, Vec<(String, String)>>>,
    /// Another window of this person has ended the claim of the open entry.
    pub released: RwSignal<bool>,
    /// The other windows.
    windows: StoredValue<Windows>,
}

impl ReviewState {
    fn new() -> Self {
        let (query, params) = (use_location().query, use_params_map());
        Self {
            filter: Memo::new(move |_| query.with(|query| filter_address::read(|name| query.get(name)))),
            term: RwSignal::default(),
            chosen: Memo::new(move |_| params.with(|params| params.get("id"))),
            ticked: RwSignal::default(),
            rows: RwSignal::default(),
            version: RwSignal::default(),
            batch: RwSignal::default(),
            told: RwSignal::default(),
            acted: RwSignal::default(),
            typed: StoredValue::default(),
            released: RwSignal::default(),
            windows: StoredValue::default(),
        }
    }

    /// Tells the other windows that the claim of this entry has ended here.
    pub fn tell_released(self, id: &str) {
        self.windows.with_value(|windows| windows.released(id));
    }

    /// What was done by the post that led here: on the entry when one is open, else above the list.
    #[must_use]
    pub fn told_at(self, entry: bool) -> Option<AnyView> {
        let here = self.chosen.with(Option::is_some) == entry;
        self.told.get().filter(|_| here).as_ref().map(notice)
    }

    /// The address of the entry, with the filter; of the queue without an id.
    #[must_use]
    pub fn address(self, id: Option<&str>) -> String {
        let query = self.filter.with_untracked(filter_address::write);
        id.map_or_else(|| format!("/review{query}"), |id| format!("/review/{id}{query}"))
    }

    /// The line `step` after the open one, or the first.
    #[must_use]
    pub fn beside(self, step: isize) -> Option<String> {
        let chosen = self.chosen.get_untracked();
        self.rows.with_untracked(|rows| {
            let here = rows.iter().position(|row| Some(&row.id) == chosen.as_ref());
            let next = here.map_or(Some(0), |here| here.checked_add_signed(step))?;
            rows.get(next).map(|row| row.id.clone())
        })
    }

    /// Ticks the line or takes the tick away.
    pub fn tick(self, line: &str) {
        self.ticked.update(|ticked| {
            if !ticked.remove(line) {
                ticked.insert(line.to_owned());
            }
        });
    }
}

fn desk() -> AnyView {
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
                rows.iter().find(|row| Some(&row.id) == chosen.as_ref()).and_then(crate::components::review::rows::line)
            });
            if let Some(line) = line {
                desk.tick(&line);
            }
        }
    });
}
