//! That somebody looked: lists, searches, opened and printed records are in the trail before anybody sees them.

use domain::view::review::QueueFilter;
use uuid::Uuid;

use super::view::Shown;
use crate::access::accounts::Reviewer;
use crate::audit::rows::trail;
use crate::audit::{Entry, Kind, blind, pen};
use crate::error::Result;
use crate::register::tables::record;
use crate::store::Store;

/// Within so many milliseconds the same version of a record, opened again by the same person in the same session, is the
/// same look.
pub(crate) const ONE_LOOK: i64 = 15 * 60_000;

/// A page of the queue was shown, or what was found.
pub(super) async fn listed(store: &Store, reviewer: &Reviewer, filter: &QueueFilter, ids: Vec<Uuid>) -> Result<()> {
    let (county, now) = (reviewer.area().county(), store.clock.millis());
    let others = QueueFilter { search: None, after: None, ..filter.clone() };
    let page = if filter.after.is_some() { "further" } else { "first" };
    let searched = filter.search.as_deref().filter(|text| !text.trim().is_empty());
    let kind = if searched.is_some() { Kind::Search } else { Kind::List };
    let mut entry = Entry::new(county, now, kind, reviewer.actor())
        .with("filter", blind(&store.keys, &serde_json::to_string(&others)?))
        .with("page", page)
        .about(ids);
    if let Some(text) = searched {
        entry = entry.with("term", blind(&store.keys, text.trim()));
    }
    pen::record(store, &entry).await
}

/// A record was opened; nothing when it is the same look as before.
pub(super) async fn opened(store: &Store, reviewer: &Reviewer, record: &record::Model, shown: &Shown) -> Result<()> {
    let entry = entry(store, reviewer, Kind::RecordOpened, record, shown);
    if trail::repeats(&store.db, &entry, entry.at - ONE_LOOK).await? {
        return Ok(());
    }
    pen::record(store, &entry).await
}

/// A record was printed, under a number that stands on the paper.
pub(super) async fn printed(
    store: &Store,
    reviewer: &Reviewer,
    record: &record::Model,
    shown: &Shown,
    number: &str,
) -> Result<()> {
    pen::record(store, &entry(store, reviewer, Kind::Print, record, shown).with("number", number)).await
}

fn entry(store: &Store, reviewer: &Reviewer, kind: Kind, record: &record::Model, shown: &Shown) -> Entry {
    let mut entry =
        Entry::new(&record.county_code, store.clock.millis(), kind, reviewer.actor()).of("record", record.id);
    entry.version = Some(record.version);
    entry.groups.clone_from(&shown.groups);
    entry.actor.relation = shown.relation.code();
    entry
}
