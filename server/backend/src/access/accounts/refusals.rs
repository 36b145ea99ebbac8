//! What was refused to somebody who is signed in: an event at once, and of the same again within a minute one event with
//! their number.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use uuid::Uuid;

use super::Account;
use crate::audit::{Entry, Kind, Outcome, pen};
use crate::error::Result;
use crate::store::Store;
use crate::store::resident::Resident;

/// Within so many milliseconds the same refusal is counted and not written.
const APART: i64 = 60_000;

/// Refusals that were counted and are not written yet, by account and route.
#[derive(Default)]
pub(crate) struct Refusals(Mutex<HashMap<(Uuid, String), Counted>>);

struct Counted {
    /// As who it was refused to.
    entry: Entry,
    /// When the last event was written, Unix milliseconds.
    written_at: i64,
    /// How often it was refused since.
    more: u32,
}

impl Resident for Refusals {
    fn start(_: &Store) -> Self {
        Self::default()
    }
}

/// Something was refused to an account: `route` is the pattern of the address, in which no id and no token stands.
///
/// # Errors
/// If the database refuses.
pub async fn refused(store: &Store, account: &Account, route: &str) -> Result<()> {
    let entry = entry(store, account, route);
    match store.resident::<Refusals>().count(&entry, (account.id(), route.to_owned())) {
        Some(count) => pen::record(store, &entry.with("count", count)).await,
        None => Ok(()),
    }
}

/// Writes what was counted and is a minute old; gives the number of events. To be done once a minute.
///
/// # Errors
/// If the database refuses; what was not written is lost.
pub async fn write_refusals(store: &Store) -> Result<usize> {
    let due = store.resident::<Refusals>().due(store.clock.millis());
    for entry in &due {
        pen::record(store, entry).await?;
    }
    Ok(due.len())
}

fn entry(store: &Store, account: &Account, route: &str) -> Entry {
    let mut entry = Entry::new(account.county_code(), store.clock.millis(), Kind::Refused, account.actor());
    entry.outcome = Outcome::Refused;
    entry.with("route", route)
}

impl Refusals {
    /// Counts a refusal; gives how many an event has to tell of, when one is to be written now.
    fn count(&self, entry: &Entry, of: (Uuid, String)) -> Option<u32> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(counted) = all.get_mut(&of)
            && entry.at - counted.written_at < APART
        {
            counted.more += 1;
            counted.entry = entry.clone();
            return None;
        }
        let before = all.insert(of, Counted { entry: entry.clone(), written_at: entry.at, more: 0 });
        Some(1 + before.map_or(0, |counted| counted.more))
    }

    /// Takes what is a minute old.
    fn due(&self, now: i64) -> Vec<Entry> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let due = all.extract_if(|_, counted| now - counted.written_at >= APART);
        due.filter(|(_, counted)| counted.more > 0)
            .map(|(_, counted)| counted.entry.with("count", counted.more))
            .collect()
    }
}
