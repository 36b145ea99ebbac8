//! Opening an entry claims it for a while, so that two people do not work on it unawares.

use domain::problem::Problem;
use domain::view::EntryView;
use uuid::Uuid;

use super::view::{entry_view, is_own};
use super::{offered, state_of};
use crate::entity::record;
use crate::error::Result;
use crate::query;
use crate::service::accounts::Reviewer;
use crate::store::Store;

/// How long an opened entry is claimed, in milliseconds.
pub const CLAIM: i64 = 15 * 60_000;
/// A claim with more than this left is not written anew.
const FRESH: i64 = 10 * 60_000;

/// Opens an entry of the reviewer's area, or one that is offered to it, and claims it, when there is
/// something to decide. While somebody else has it, it opens for reading, without actions, and the row
/// says who has it.
///
/// # Errors
/// [`Problem::NotFound`] when there is none, or it belongs to another area.
pub async fn open(store: &Store, reviewer: &Reviewer, id: Uuid) -> Result<EntryView> {
    let record = query::entry::visible(&store.db, reviewer, id).await?.ok_or(Problem::NotFound)?;
    let record = claim(store, reviewer, record).await?;
    entry_view(store, &store.db, reviewer, &record).await
}

/// The record, claimed if that is possible and of use; else as it is now.
async fn claim(store: &Store, reviewer: &Reviewer, record: record::Model) -> Result<record::Model> {
    let own = is_own(&store.db, reviewer, &record).await?;
    if offered(&record, state_of(&record)?, reviewer, own).is_empty() {
        return Ok(record);
    }
    let now = store.clock.millis();
    let mine = record.claimed_by == Some(reviewer.account().id());
    let left = record.claimed_until.map_or(0, |until| until - now);
    if (mine && left > FRESH) || (!mine && left > 0) {
        return Ok(record);
    }
    let until = now + CLAIM;
    let tx = store.begin().await?;
    let claimed = query::entry::claim(&*tx, reviewer, &record, now, until).await?;
    tx.commit().await?;
    if claimed {
        return Ok(record::Model {
            claimed_by: Some(reviewer.account().id()),
            claimed_name: Some(reviewer.account().display_name().to_owned()),
            claimed_until: Some(until),
            ..record
        });
    }
    Ok(query::entry::visible(&store.db, reviewer, record.id).await?.ok_or(Problem::NotFound)?)
}

/// Gives the reviewer's own claim back.
///
/// # Errors
/// [`Problem::NotFound`] when the entry is not in the reviewer's area.
pub async fn release(store: &Store, reviewer: &Reviewer, id: Uuid) -> Result<()> {
    let record = query::entry::visible(&store.db, reviewer, id).await?.ok_or(Problem::NotFound)?;
    if record.claimed_by == Some(reviewer.account().id()) {
        let tx = store.begin().await?;
        query::entry::release(&*tx, reviewer, &record).await?;
        tx.commit().await?;
    }
    Ok(())
}
