//! What the parts of the review page share.

mod windows;

use std::collections::{BTreeSet, HashMap};

use domain::review::Action;
use domain::view::review::{BatchOutcome, QueueFilter, QueueRow};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

pub(crate) use windows::Windows;

use super::filter_address;
use super::functions::{ActOutcome, RecordPage};
use super::outcome::notice;
use crate::addresses::review as address;
use crate::wire::Failure;

/// What was searched for, and where the page of results before ended.
pub type Term = (String, Option<String>);

/// A record after a decision of this person.
#[derive(Clone, Debug, PartialEq)]
pub struct Acted {
    /// The record as it is now.
    pub page: RecordPage,
    /// What was done; nothing when a candidate was settled.
    pub action: Option<Action>,
    /// What is to be said of an act whose answer was lost.
    pub lost: Option<&'static str>,
}

/// What the parts of the review page share.
#[derive(Clone, Copy)]
pub struct ReviewState {
    /// The filter in the address.
    pub filter: Memo<QueueFilter>,
    /// The search.
    pub term: RwSignal<Term>,
    /// The open record.
    pub chosen: Memo<Option<String>>,
    /// Ticked lines, `id:version`.
    pub ticked: RwSignal<BTreeSet<String>>,
    /// The lines that are listed.
    pub rows: RwSignal<Vec<QueueRow>>,
    /// Grows whenever the queue has changed.
    pub version: RwSignal<u32>,
    /// What came of the last batch.
    pub batch: RwSignal<Option<Result<BatchOutcome, Failure>>>,
    /// What was done by the post that led here, until another record is opened.
    pub(super) outcome: RwSignal<Option<ActOutcome>>,
    /// The record after the last decision.
    pub acted: RwSignal<Option<Acted>>,
    /// What was typed into records that were left without a decision, until the page is left.
    pub typed: StoredValue<HashMap<String, Vec<(String, String)>>>,
    /// Until when records are claimed for this person, Unix milliseconds, as told after they were shown.
    pub claimed: RwSignal<HashMap<String, i64>>,
    /// Another window of this person has ended the claim of the open record.
    pub released: RwSignal<bool>,
    /// The other windows.
    pub(super) windows: StoredValue<Windows>,
}

impl ReviewState {
    pub(super) fn new() -> Self {
        let (query, params) = (use_location().query, use_params_map());
        Self {
            filter: Memo::new(move |_| query.with(|query| filter_address::read(|name| query.get(name)))),
            term: RwSignal::default(),
            chosen: Memo::new(move |_| params.with(|params| params.get("id"))),
            ticked: RwSignal::default(),
            rows: RwSignal::default(),
            version: RwSignal::default(),
            batch: RwSignal::default(),
            outcome: RwSignal::default(),
            acted: RwSignal::default(),
            typed: StoredValue::default(),
            claimed: RwSignal::default(),
            released: RwSignal::default(),
            windows: StoredValue::default(),
        }
    }

    /// Tells the other windows that the claim of this record has ended here.
    pub fn tell_released(self, id: &str) {
        self.windows.with_value(|windows| windows.released(id));
    }

    /// What was done by the post that led here: on the record when one is open, else above the list.
    #[must_use]
    pub fn outcome_at(self, record: bool) -> Option<AnyView> {
        let here = self.chosen.with(Option::is_some) == record;
        self.outcome.get().filter(|_| here).as_ref().map(notice)
    }

    /// The address of the record, with the filter; of the queue without an id.
    #[must_use]
    pub fn address(self, id: Option<&str>) -> String {
        let query = self.filter.with_untracked(filter_address::write);
        id.map_or_else(|| address::queue(&query), |id| address::record(id) + &query)
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
