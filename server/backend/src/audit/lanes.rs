//! The lane of this process: numbers for events, and what became of them, in memory until they are sealed.
//!
//! An event takes the next number of its county when its rows are made, before anybody knows whether the transaction will
//! be committed. The transaction tells the lane how it ended; the number of an act that was undone becomes a void. Processes
//! share nothing: each has a lane of its own, so that no lock is held while something is written.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use super::entry::Entry;
use super::proof::Digest;
use super::tables::{audit_event, audit_lane, audit_subjects};
use crate::store::Store;
use crate::store::clock::Clock;
use crate::store::followers::{End, Follower};
use crate::store::ids::Ids;
use crate::store::resident::Resident;

/// The lane of this process.
#[derive(Debug)]
pub(crate) struct Lane {
    state: Mutex<State>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
}

#[derive(Debug)]
struct State {
    id: Uuid,
    opened_at: i64,
    /// Its row is there.
    registered: bool,
    /// When that row was written last.
    seen_at: i64,
    counties: HashMap<String, Numbers>,
}

/// The numbers of a county.
#[derive(Debug, Default)]
struct Numbers {
    /// The last one that was given out.
    last: i64,
    /// The last one that lies in a batch.
    sealed: i64,
    /// Those between, in order.
    open: BTreeMap<i64, Slot>,
}

/// What is known of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// Its transaction is under way.
    Pending(Digest),
    /// Its transaction ended without an answer, at this instant.
    Unknown(Digest, i64),
    /// It is durable.
    Committed(Digest),
    /// It was undone.
    Void,
}

/// Numbers that can be sealed now: none of them is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ready {
    pub(super) county: String,
    pub(super) first: i64,
    pub(super) last: i64,
    pub(super) leaves: Vec<Digest>,
    pub(super) voids: Vec<i64>,
}

/// The rows of events that have their numbers. Dropped, they were not written.
#[derive(Debug)]
pub(crate) struct Numbered {
    pub(crate) events: Vec<audit_event::Model>,
    pub(crate) subjects: Vec<audit_subjects::Model>,
    lane: Arc<Lane>,
    /// How the transaction ended in which the rows are; until that is known, that it was undone.
    pub(crate) end: End,
}

impl Resident for Lane {
    fn start(store: &Store) -> Self {
        let (clock, ids) = (Arc::clone(&store.clock), Arc::clone(&store.ids));
        Self { state: Mutex::new(State::fresh(&*clock, &*ids)), clock, ids }
    }
}

impl State {
    fn fresh(clock: &dyn Clock, ids: &dyn Ids) -> Self {
        let now = clock.millis();
        Self { id: ids.next(clock.now()), opened_at: now, registered: false, seen_at: now, counties: HashMap::new() }
    }
}

impl Lane {
    /// Its id.
    pub(super) fn id(&self) -> Uuid {
        self.lock().id
    }

    /// The rows of these entries under the next numbers.
    pub(crate) fn number<'a>(self: &Arc<Self>, entries: impl IntoIterator<Item = &'a Entry>) -> Numbered {
        let mut numbered =
            Numbered { events: Vec::new(), subjects: Vec::new(), lane: Arc::clone(self), end: End::Undone };
        let mut state = self.lock();
        let lane = state.id;
        for entry in entries {
            let numbers = state.counties.entry(entry.county.clone()).or_default();
            numbers.last += 1;
            let (event, subjects) = entry.rows(lane, numbers.last);
            let leaf = event.leaf.as_slice().try_into().unwrap_or_default();
            numbers.open.insert(numbers.last, Slot::Pending(leaf));
            numbered.events.push(event);
            numbered.subjects.extend(subjects);
        }
        drop(state);
        numbered
    }

    /// Its row, unless that is known to be there.
    pub(super) fn to_register(&self) -> Option<audit_lane::Model> {
        let state = self.lock();
        let State { id, opened_at, .. } = *state;
        (!state.registered).then_some(audit_lane::Model { lane: id, opened_at, seen_at: opened_at, closed_at: None })
    }

    /// Whether its row is known to be there.
    pub(super) fn is_registered(&self) -> bool {
        self.lock().registered
    }

    /// Whether its row is there and was not written for so many milliseconds.
    pub(super) fn was_not_seen_for(&self, millis: i64) -> bool {
        let state = self.lock();
        state.registered && self.clock.millis() - state.seen_at >= millis
    }

    /// Its row was written.
    pub(super) fn seen(&self) {
        self.lock().seen_at = self.clock.millis();
    }

    /// Begins another lane: this one was closed by another process.
    pub(super) fn begin_anew(&self) {
        *self.lock() = State::fresh(&*self.clock, &*self.ids);
    }

    /// Begins another lane when everything of this one lies in batches; gives the id of the one that ended, if its row is
    /// there.
    pub(super) fn end(&self) -> Option<Uuid> {
        let mut state = self.lock();
        if !state.counties.values().all(|numbers| numbers.open.is_empty()) {
            return None;
        }
        let ended = std::mem::replace(&mut *state, State::fresh(&*self.clock, &*self.ids));
        ended.registered.then_some(ended.id)
    }

    /// What can be sealed, at most `most` numbers of each county.
    pub(super) fn ready(&self, most: usize) -> Vec<Ready> {
        let state = self.lock();
        let ready = state.counties.iter().filter_map(|(county, numbers)| {
            let (mut leaves, mut voids, mut last) = (Vec::new(), Vec::new(), numbers.sealed);
            for (no, slot) in numbers.open.iter().take(most) {
                match slot {
                    Slot::Committed(leaf) => leaves.push(*leaf),
                    Slot::Void => voids.push(*no),
                    Slot::Pending(_) | Slot::Unknown(..) => break,
                }
                last = *no;
            }
            let first = numbers.sealed + 1;
            (last >= first).then(|| Ready { county: county.clone(), first, last, leaves, voids })
        });
        ready.collect()
    }

    /// These numbers lie in a batch now.
    pub(super) fn sealed(&self, county: &str, last: i64) {
        if let Some(numbers) = self.lock().counties.get_mut(county) {
            numbers.sealed = numbers.sealed.max(last);
            numbers.open = numbers.open.split_off(&(last + 1));
        }
    }

    /// Numbers of which only the table tells what became of them: county, number, since when.
    pub(super) fn unknown(&self) -> Vec<(String, i64, i64)> {
        let state = self.lock();
        let of_county = |(county, numbers): (&String, &Numbers)| {
            let unknown = numbers.open.iter().filter_map(|(no, slot)| match slot {
                Slot::Unknown(_, since) => Some((county.clone(), *no, *since)),
                _ => None,
            });
            unknown.collect::<Vec<_>>()
        };
        state.counties.iter().flat_map(of_county).collect()
    }

    /// What became of a number of which nothing was known.
    pub(super) fn found_out(&self, county: &str, no: i64, written: bool) {
        let mut state = self.lock();
        let Some(slot) = state.counties.get_mut(county).and_then(|numbers| numbers.open.get_mut(&no)) else { return };
        if let Slot::Unknown(leaf, _) = *slot {
            *slot = if written { Slot::Committed(leaf) } else { Slot::Void };
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Numbered {
    /// Follows the transaction in which the rows are.
    pub(super) fn follower(self) -> Box<dyn Follower> {
        Box::new(self)
    }
}

impl Follower for Numbered {
    fn ended(&mut self, end: End) {
        self.end = end;
    }
}

impl Drop for Numbered {
    fn drop(&mut self) {
        let now = self.lane.clock.millis();
        let mut state = self.lane.lock();
        // The lane may be another one meanwhile; then the rows are sealed by who closed the former.
        let of_this = state.id;
        for event in self.events.iter().filter(|event| event.lane == of_this) {
            // The row of the lane was written with them, unless it was there before.
            state.registered |= self.end == End::Committed;
            let slot = state.counties.get_mut(&event.county_code).and_then(|numbers| numbers.open.get_mut(&event.no));
            if let Some(slot) = slot
                && let Slot::Pending(leaf) = *slot
            {
                *slot = match self.end {
                    End::Committed => Slot::Committed(leaf),
                    End::Undone => Slot::Void,
                    End::Unknown => Slot::Unknown(leaf, now),
                };
            }
        }
    }
}
