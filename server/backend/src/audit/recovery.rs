//! The rest of a process that died: its events are sealed from the table by whoever finds out.
//!
//! A process says every five seconds that it lives, in the row of its lane; one that was silent for longer than [`LEASE`] is
//! dead. Its memory is gone, so nobody knows which of the missing numbers were rolled back: they are voids of the batch, and
//! an event tells them.

use sea_orm::DbBackend;
use serde_json::Value;

use super::entry::{Actor, Entry};
use super::kind::Kind;
use super::lanes::{Lane, Ready};
use super::rows::{batches, lanes, trail};
use super::tables::{audit_event, audit_lane};
use super::{pen, sealer};
use crate::error::Result;
use crate::store::Store;

/// A process that was silent for so many milliseconds is dead.
pub const LEASE: i64 = 30_000;

/// Seals the rest of processes that died; gives the number of lanes that were closed.
///
/// # Errors
/// If the database refuses; the rest is sealed the next time.
pub async fn recover(store: &Store) -> Result<usize> {
    silent_for(store, LEASE).await
}

/// The same at the start of the program. An SQLite database is one process's, so that all others are dead.
///
/// # Errors
/// As [`recover`].
pub async fn recover_at_start(store: &Store) -> Result<usize> {
    let alone = store.db.get_database_backend() == DbBackend::Sqlite;
    silent_for(store, if alone { -1 } else { LEASE }).await
}

async fn silent_for(store: &Store, millis: i64) -> Result<usize> {
    let now = store.clock.millis();
    let own = store.resident::<Lane>().id();
    let mut closed = 0;
    for lane in lanes::not_seen_since(&store.db, now - millis).await? {
        if lane.lane != own && lanes::take(&*store.statement().await, &lane, now).await? {
            close(store, &lane).await?;
            closed += 1;
        }
    }
    Ok(closed)
}

async fn close(store: &Store, lane: &audit_lane::Model) -> Result<()> {
    let mut county = String::new();
    while let Some(next) = trail::county_after(&store.db, &county).await? {
        let lost = seal_rest(store, &next, lane).await?;
        if let Some(lost) = lost {
            let entry = Entry::new(&next, store.clock.millis(), Kind::LaneClosed, Actor::default())
                .of("lane", lane.lane)
                .with("lost", lost.into_iter().map(Value::from).collect::<Vec<_>>());
            pen::record(store, &entry).await?;
        }
        county = next;
    }
    lanes::close(&*store.statement().await, lane.lane, store.clock.millis()).await?;
    tracing::warn!(lane = %lane.lane, "sealed the rest of a process that died");
    Ok(())
}

/// Seals what of a county is not sealed yet; gives the missing numbers, or nothing when there was nothing to seal.
async fn seal_rest(store: &Store, county: &str, lane: &audit_lane::Model) -> Result<Option<Vec<i64>>> {
    let mut sealed = batches::sealed(&store.db, county, lane.lane).await?;
    let mut lost = None;
    loop {
        let events = trail::after(&store.db, county, lane.lane, sealed, sealer::MOST as u64).await?;
        let Some(last) = events.last().map(|event| event.no) else { return Ok(lost) };
        let ready = rest(county, sealed + 1, last, &events);
        lost.get_or_insert_with(Vec::new).extend(&ready.voids);
        sealed = sealer::batch(store, lane.lane, &ready).await?;
    }
}

fn rest(county: &str, first: i64, last: i64, events: &[audit_event::Model]) -> Ready {
    let mut numbers = events.iter().map(|event| event.no).peekable();
    let voids = (first..=last).filter(|no| numbers.next_if_eq(no).is_none()).collect();
    // As they were written: a column that was changed since does not fit its leaf.
    let leaves = events.iter().map(|event| event.leaf.as_slice().try_into().unwrap_or_default()).collect();
    Ready { county: county.to_owned(), first, last, leaves, voids }
}
