//! How many records of an area are past the township, by state: counted once a minute, carried along between.
//!
//! Counting reads an entry of the index for every record of the area. What waits for the township is little
//! and is counted for every page; what is behind it is nearly the whole register, and grows for ever. Its counts
//! are kept for a minute. Moves of this process are carried into them at once, so that a reviewer sees the own
//! decision; those of another process on the same database show after the minute.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::register::State;

use crate::register::tables::record;
use crate::store::Store;
use crate::store::resident::Resident;

/// How long counts are kept, in milliseconds.
const KEPT: i64 = 60_000;

/// Counts by the code of the state.
pub(crate) type Counts = BTreeMap<String, u64>;

/// The counts by area: six digits of a county, nine of a township.
#[derive(Debug, Default)]
pub(crate) struct SettledCounts(Mutex<HashMap<String, AreaCounts>>);

#[derive(Debug)]
struct AreaCounts {
    counted_at: i64,
    counts: Counts,
}

impl Resident for SettledCounts {
    fn start(_: &Store) -> Self {
        Self::default()
    }
}

impl SettledCounts {
    /// The counts of an area, unless they are too old at `now` (Unix milliseconds).
    pub(crate) fn get(&self, area: &str, now: i64) -> Option<Counts> {
        let areas = self.areas();
        let counted = areas.get(area).filter(|counted| (0..KEPT).contains(&(now - counted.counted_at)))?;
        Some(counted.counts.clone())
    }

    /// Keeps counts that were begun to be read at `counted_at`.
    pub(crate) fn keep(&self, area: &str, counted_at: i64, counts: Counts) {
        let mut areas = self.areas();
        // Whoever asked is gone after the minute: what nobody asks for again does not pile up.
        areas.retain(|_, counted| counted_at - counted.counted_at < KEPT);
        areas.insert(area.to_owned(), AreaCounts { counted_at, counts });
    }

    /// Carries a move along, after it is durable.
    pub(crate) fn moved(&self, was: &record::Model, now: &record::Model) {
        let mut areas = self.areas();
        for (record, one_more) in [(was, false), (now, true)] {
            if !is_settled(&record.state) {
                continue;
            }
            for area in [&record.county_code, &record.township_code] {
                let Some(counted) = areas.get_mut(area) else { continue };
                let count = counted.counts.entry(record.state.clone()).or_default();
                *count = if one_more { *count + 1 } else { count.saturating_sub(1) };
            }
        }
    }

    fn areas(&self) -> MutexGuard<'_, HashMap<String, AreaCounts>> {
        // Counts are whole between any two statements above, so a panic elsewhere leaves them good.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether records of this state are behind the township.
fn is_settled(state: &str) -> bool {
    State::from_code(state).is_some_and(|state| !state.waits_for_township())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(state: State, township: &str) -> record::Model {
        record::Model {
            county_code: township[..6].to_owned(),
            id: uuid::Uuid::from_u128(1),
            township_code: township.to_owned(),
            village_code: None,
            form: "migrant".to_owned(),
            state: state.code().to_owned(),
            class: "M1".to_owned(),
            version: 1,
            submission_id: uuid::Uuid::from_u128(1),
            receipt_no: String::new(),
            link_id: None,
            holder: None,
            submitted_by: None,
            entered_at: 0,
            moved_at: 0,
            findings: 0,
            alert: false,
            duplicates: 0,
            claimed_by: None,
            claimed_name: None,
            claimed_until: None,
            offered_to: None,
            offered_from: None,
            offered_state: None,
            standing_version: None,
            verified_version: None,
            items_due: 0,
            items_out: 0,
            discrepancies: 0,
            summary: Vec::new(),
            key_id: String::new(),
            sealed_key: None,
            root_id: None,
        }
    }

    fn count(settled_counts: &SettledCounts, area: &str, state: State) -> Option<u64> {
        settled_counts.get(area, 1_000).unwrap().get(state.code()).copied()
    }

    #[test]
    fn a_move_is_carried_along_and_counts_end_after_a_minute() {
        let settled_counts = SettledCounts::default();
        let returned = Counts::from([(State::Returned.code().to_owned(), 3)]);
        settled_counts.keep("120104001", 1_000, returned.clone());
        settled_counts.keep("120104", 1_000, returned);
        let (back, waits) = (record(State::Returned, "120104001"), record(State::Submitted, "120104001"));
        settled_counts.moved(&back, &waits);
        assert_eq!(count(&settled_counts, "120104001", State::Returned), Some(2));
        assert_eq!(count(&settled_counts, "120104", State::Returned), Some(2));
        assert_eq!(count(&settled_counts, "120104", State::Submitted), None, "what waits is counted anew each time");
        settled_counts.moved(&waits, &back);
        settled_counts.moved(&record(State::Submitted, "120104002"), &record(State::Returned, "120104002"));
        assert_eq!(count(&settled_counts, "120104001", State::Returned), Some(3));
        assert_eq!(count(&settled_counts, "120104", State::Returned), Some(4));
        assert!(settled_counts.get("120104", 1_000 + KEPT).is_none());
        assert!(settled_counts.get("120104003", 1_000).is_none());
    }
}
