//! Protective measures (保护措施): an adult of a record who is not let in as a guardian by a code or by numbers.

use domain::problem::Problem;
use domain::values::national_id;
use uuid::Uuid;

use super::handle::may;
use crate::access::accounts::Account;
use crate::audit::{Entry, Kind, pen};
use crate::error::Result;
use crate::register::measures::{Adult, Measure};
use crate::register::receipt;
use crate::register::rows::{measures, records};
use crate::register::tables::protective_measure;
use crate::store::Store;

/// Most lines of the page.
const MOST: u64 = 200;

/// A measure that holds.
#[derive(Clone, Debug)]
pub struct HeldMeasure {
    /// Id.
    pub id: Uuid,
    /// Number of the record.
    pub receipt_no: String,
    /// About whom.
    pub adult: Adult,
    /// Why.
    pub reason: Measure,
    /// Since when, Unix milliseconds.
    pub made_at: i64,
}

/// The measures of the county that hold, the newest first.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who records none.
pub async fn held_measures(store: &Store, account: &Account) -> Result<Vec<HeldMeasure>> {
    may(account)?;
    let mut held = Vec::new();
    for row in measures::of_county(&store.db, account.county_code(), MOST).await? {
        let record = records::by_id(&store.db, &row.county_code, row.record_id).await?;
        let read = (record, Adult::from_code(&row.adult), Measure::from_code(&row.reason));
        if let (Some(record), Some(adult), Some(reason)) = read {
            held.push(HeldMeasure { id: row.id, receipt_no: record.receipt_no, adult, reason, made_at: row.made_at });
        }
    }
    Ok(held)
}

/// Records a measure about an adult of the record with this number, typed. From then on the adult's telephone opens nothing.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who records none; [`Problem::Invalid`] at `receipt`, `adult` or `reason`.
pub async fn record_measure(
    store: &Store,
    account: &Account,
    number: &str,
    (adult, reason): (&str, &str),
) -> Result<()> {
    may(account)?;
    let invalid = |field: &str, message: &str| Problem::Invalid { field: field.into(), message: message.into() };
    let adult = Adult::from_code(adult).ok_or_else(|| invalid("adult", "请选择是哪一位大人"))?;
    let reason = Measure::from_code(reason).ok_or_else(|| invalid("reason", "请选择原因"))?;
    let unknown = || invalid("receipt", "没有找到这个登记编号，请核对");
    let number = receipt::parse(&national_id::normalise(number)).ok_or_else(unknown)?;
    let county = account.county_code();
    let record = records::with_receipt(&store.db, county, &number).await?.ok_or_else(unknown)?;
    let row = protective_measure::Model {
        county_code: county.to_owned(),
        record_id: record,
        id: store.new_id(),
        adult: adult.code().to_owned(),
        reason: reason.code().to_owned(),
        made_by: account.id(),
        made_at: store.clock.millis(),
        lifted_at: None,
    };
    let tx = store.begin().await?;
    measures::insert(&*tx, &row).await?;
    let entry = entry(store, account, row.id).with("record", record.to_string()).with("reason", reason.code());
    pen::append(store, &tx, [&entry.with("adult", adult.code())]).await?;
    tx.commit().await
}

/// Ends a measure.
///
/// # Errors
/// [`Problem::NotFound`] when none of the county holds under the id.
pub async fn lift_measure(store: &Store, account: &Account, id: Uuid) -> Result<()> {
    may(account)?;
    let tx = store.begin().await?;
    if !measures::lift(&*tx, account.county_code(), id, store.clock.millis()).await? {
        return Err(Problem::NotFound.into());
    }
    pen::append(store, &tx, [&entry(store, account, id).with("lifted", true)]).await?;
    tx.commit().await
}

fn entry(store: &Store, account: &Account, id: Uuid) -> Entry {
    let entry = Entry::new(account.county_code(), store.clock.millis(), Kind::MeasureRecorded, account.actor());
    entry.of("measure", id)
}
