//! Which records have had their time.

use domain::Date;
use domain::register::State;
use domain::retention::Kept;
use domain::values::date::in_china;
use uuid::Uuid;

use super::rows;
use crate::crypt::seal::unless_refused;
use crate::error::Result;
use crate::register::document::Summary;
use crate::register::tables::record;
use crate::store::Store;

/// Records that are read in one statement.
const STEP: u64 = 200;

/// The states in which a record has an end.
const ENDED: [State; 3] = [State::Rejected, State::Void, State::Exited];

const DAY: i64 = 24 * 3_600_000;

/// A record that is to be erased.
#[derive(Clone, Debug)]
pub(super) struct Due {
    pub(super) record: record::Model,
    pub(super) rule: Kept,
    pub(super) on: Date,
}

/// The records of a county whose time is over today.
///
/// # Errors
/// If the database refuses.
pub(super) async fn in_county(store: &Store, county: &str) -> Result<Vec<Due>> {
    let mut found = Vec::new();
    for state in ENDED {
        // Who left goes by the birthday, which may be near however lately that was.
        let days = Kept::of_state(state).filter(|rule| *rule != Kept::Exited).map_or(0, Kept::days);
        let before = store.clock.millis() - (days - 1).max(0) * DAY;
        let mut after = Uuid::nil();
        loop {
            let page = rows::due::in_state(&store.db, county, state, before, after, STEP).await?;
            let Some(last) = page.last() else { break };
            after = last.id;
            for record in page {
                found.extend(of(store, record)?);
            }
        }
    }
    Ok(found)
}

/// The record, if its time is over today.
///
/// # Errors
/// If the key file lacks the key of the record.
pub(super) fn of(store: &Store, record: record::Model) -> Result<Option<Due>> {
    let state = State::from_code(&record.state);
    let (Some(rule), Some((moved, ..))) = (state.and_then(Kept::of_state), in_china(record.moved_at)) else {
        return Ok(None);
    };
    // Of a record that was tampered with nothing is known but when it ended; the trail is told.
    let summary = unless_refused(record.key(&store.keys).and_then(|key| Summary::open(&key, &record)))?;
    let born = summary.and_then(|summary| summary.birth_date);
    let on = rule.due_on(moved, born, store.retention_years).filter(|on| *on <= store.clock.today());
    Ok(on.map(|on| Due { record, rule, on }))
}
