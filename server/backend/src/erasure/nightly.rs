//! The job of the night: what goes by itself, lists of what is to be approved, and what was approved.

use domain::retention::Kept;
use domain::values::date;

use super::rows::{batches, ended};
use super::{carry_out, propose};
use crate::access::rows::accounts;
use crate::audit::Actor;
use crate::error::Result;
use crate::store::Store;

/// Messages that are deleted in one transaction.
const BATCH: u64 = 200;

const DAY: i64 = 24 * 3_600_000;

/// What was done in one night.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Night {
    /// Links, phones and messages that went by themselves.
    pub gone: u64,
    /// Lists that were made.
    pub lists: u64,
    /// Records that were erased because their list was approved.
    pub erased: u64,
}

/// Goes through all counties. Done twice it is done once.
///
/// # Errors
/// If the database refuses; what was done before stays so.
pub async fn run(store: &Store) -> Result<Night> {
    let (mut county, mut night) = (String::new(), Night::default());
    while let Some(next) = accounts::county_after(&store.db, &county).await? {
        night.gone += by_itself(store, &next).await?;
        for batch in batches::in_state(&store.db, &next, "approved").await? {
            night.erased += carry_out(store, &batch, &Actor::default()).await?;
        }
        night.lists += u64::from(propose::preview(store, &next).await?.is_some());
        county = next;
    }
    Ok(night)
}

async fn by_itself(store: &Store, county: &str) -> Result<u64> {
    let before = |kept: Kept| store.clock.millis() - kept.days() * DAY;
    let day = date::add_days(store.clock.today(), -i32::try_from(Kept::Link.days()).unwrap_or(i32::MAX));
    let mut gone = ended::links(&*store.statement().await, county, before(Kept::Link), &date::format(day)).await?;
    gone += ended::phones(&*store.statement().await, county, before(Kept::Phone)).await?;
    loop {
        let ids = ended::refused_messages(&store.db, county, before(Kept::RefusedMessage), BATCH).await?;
        if ids.is_empty() {
            return Ok(gone);
        }
        let tx = store.begin().await?;
        gone += ended::delete_messages(&*tx, county, &ids).await?;
        tx.commit().await?;
    }
}
