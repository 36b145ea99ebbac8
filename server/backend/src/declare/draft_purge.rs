//! Drafts have an end: what nobody touched for long is deleted, so that abandoned ones do not keep personal data for ever.

use std::collections::HashSet;

use domain::register::State;
use uuid::Uuid;

use crate::declare::rows::drafts;
use crate::error::Result;
use crate::notice::DRAFT_DAYS;
use crate::register::rows::records;
use crate::store::Store;

/// Days after its last change after which a draft is deleted: what the notice promises. A family's browser remembers it
/// as long.
pub const KEPT_DAYS: i64 = DRAFT_DAYS as i64;

/// Drafts that are deleted in one transaction.
const BATCH: u64 = 200;

const DAY: i64 = 24 * 3_600_000;

/// Deletes what nobody touched for [`KEPT_DAYS`], county by county; gives how many. The correction of a declaration that
/// waits for its family stays.
///
/// # Errors
/// If the database refuses; what was deleted before stays so.
pub async fn purge(store: &Store) -> Result<u64> {
    let before = store.clock.millis() - KEPT_DAYS * DAY;
    let (mut county, mut gone) = (String::new(), 0);
    while let Some(next) = drafts::county_after(&store.db, &county).await? {
        gone += purge_county(store, &next, before).await?;
        county = next;
    }
    Ok(gone)
}

async fn purge_county(store: &Store, county: &str, before: i64) -> Result<u64> {
    let (mut after, mut gone) = (None, 0);
    loop {
        let batch = drafts::untouched(&store.db, county, before, after, BATCH).await?;
        let Some(last) = batch.last() else { return Ok(gone) };
        after = Some((last.3, last.0));
        let mut ids = Vec::with_capacity(batch.len());
        for (id, holder, record, _) in batch {
            let waits = match record {
                Some(record) => returned(store, holder).await?.contains(&record),
                None => false,
            };
            if !waits {
                ids.push(id);
            }
        }
        if !ids.is_empty() {
            gone += drafts::remove_untouched(&*store.statement().await, county, &ids, before).await?;
        }
    }
}

/// The records of a family that were returned to it.
async fn returned(store: &Store, holder: Uuid) -> Result<HashSet<Uuid>> {
    let records = records::of_holder(&store.db, holder).await?;
    Ok(records.into_iter().filter(|record| record.state == State::Returned.code()).map(|record| record.id).collect())
}
