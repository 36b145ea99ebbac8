//! An approved list is carried out: a record a transaction, so that it can be killed anywhere and begun again.

use domain::values::date;

use super::propose::still;
use super::rows::{batches, holds};
use super::shred::{Ground, within};
use super::tables::{erasure_batch, erasure_item};
use crate::audit::Actor;
use crate::error::Result;
use crate::register::rows::records;
use crate::store::Store;

/// Records that are read in one step.
const STEP: u64 = 200;

/// Erases the records of an approved list that still wait; gives how many. What was reopened or is held meanwhile stays, and
/// the list says so.
///
/// # Errors
/// If the database or the erasure log refuses; what was erased before stays so, and the next call goes on.
pub async fn carry_out(store: &Store, batch: &erasure_batch::Model, by: &Actor) -> Result<u64> {
    let mut erased = 0;
    loop {
        let step = batches::waiting(&store.db, &batch.county_code, batch.id, STEP).await?;
        if step.is_empty() {
            break;
        }
        for item in step {
            erased += u64::from(one(store, batch, item, by).await?);
        }
    }
    let done = erasure_batch::Model { state: "done".to_owned(), done_at: Some(store.clock.millis()), ..batch.clone() };
    batches::change(&*store.statement().await, batch, &done).await?;
    Ok(erased)
}

async fn one(store: &Store, batch: &erasure_batch::Model, mut item: erasure_item::Model, by: &Actor) -> Result<bool> {
    let record = records::by_id(&store.db, &batch.county_code, item.record_id).await?;
    let today = date::format(store.clock.today());
    let tx = store.begin().await?;
    let hold = match &record {
        Some(record) => holds::on_record(&*tx, record, &today).await?,
        None => None,
    };
    let goes = match &record {
        Some(record) => still(store, batch, record)?,
        None => false,
    };
    let mut erased = None;
    if let Some(hold) = hold {
        (item.state, item.hold_no) = ("held".to_owned(), hold);
    } else if goes {
        let ground = Ground { batch: batch.id, why: if batch.origin == "request" { "request" } else { "retention" } };
        let done = within(store, &tx, by.clone(), (&batch.county_code, item.record_id), ground).await?;
        item.state = "erased".to_owned();
        item.rows = i64::try_from(done.certificate.rows).unwrap_or(i64::MAX);
        item.fingerprint = done.certificate.fingerprint.clone().unwrap_or_default();
        item.erased_at = Some(done.certificate.at);
        erased = Some(done);
    } else {
        item.state = "gone".to_owned();
    }
    batches::settle(&*tx, &item).await?;
    tx.commit().await?;
    let Some(erased) = erased else { return Ok(false) };
    erased.is_durable(store);
    Ok(true)
}
