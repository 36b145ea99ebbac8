//! What the keys could not open becomes events of the trail.

use super::entry::{Actor, Entry};
use super::kind::{Kind, Outcome};
use super::pen;
use crate::crypt::incidents::{Fault, Incident};
use crate::error::Result;
use crate::store::Store;

/// Writes an event of each value that did not open since the last time.
///
/// # Errors
/// If the database refuses; then they are written the next time.
pub(super) async fn write(store: &Store) -> Result<()> {
    let incidents = store.keys.take_incidents();
    if incidents.is_empty() {
        return Ok(());
    }
    let written = append(store, &incidents).await;
    if written.is_err() {
        store.keys.put_back(incidents);
    }
    written
}

async fn append(store: &Store, incidents: &[Incident]) -> Result<()> {
    let entries: Vec<Entry> = incidents.iter().map(|incident| entry(incident, store.clock.millis())).collect();
    let tx = store.begin().await?;
    pen::append(store, &tx, &entries).await?;
    tx.commit().await
}

fn entry(incident: &Incident, at: i64) -> Entry {
    let kind = match incident.fault {
        Fault::Broken => Kind::IntegrityBroken,
        Fault::Downgrade => Kind::SealDowngrade,
    };
    let mut entry = Entry::new(&incident.county, at, kind, Actor::default());
    entry.outcome = Outcome::Refused;
    entry.of("row", incident.row).with("column", incident.column)
}
