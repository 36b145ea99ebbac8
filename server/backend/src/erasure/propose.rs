//! Lists of records that are to be erased are made: by the job, of what has had its time.

use domain::register::State;
use domain::retention::{APPROVAL_DAYS, Kept};
use domain::values::date;
use uuid::Uuid;

use super::due::{self, Due};
use super::rows;
use super::rows::batches;
use super::tables::{erasure_batch, erasure_item};
use crate::access::accounts::Account;
use crate::audit::{Actor, Entry, Kind, pen};
use crate::auditing;
use crate::crypt::seal::Sealed;
use crate::error::Result;
use crate::register::receipt;
use crate::register::tables::record;
use crate::store::{Store, WriteTransaction};

const DAY: i64 = 24 * 3_600_000;

/// What the job is called where a person would be named.
const JOB: &str = "系统（按保存期限）";

/// Makes the list of a county whose records have had their time, if there are any and no list of before waits or is being
/// carried out; gives its number. A list that nobody decided about in time is ended first, and a notice raised.
///
/// # Errors
/// If the database refuses; then there is no list.
pub(super) async fn preview(store: &Store, county: &str) -> Result<Option<String>> {
    for state in ["proposed", "approved"] {
        for batch in batches::in_state(&store.db, county, state).await? {
            let over = state == "proposed" && batch.ends_at < store.clock.millis();
            if over {
                lapse(store, &batch).await?;
            } else if batch.origin == "retention" {
                return Ok(None);
            }
        }
    }
    let due = due::in_county(store, county).await?;
    if due.is_empty() {
        return Ok(None);
    }
    let id = store.new_id();
    let batch = new(
        store,
        county,
        id,
        "retention",
        (None, JOB.to_owned()),
        Sealed { bytes: Vec::new(), key_id: String::new() },
    )?;
    let tx = store.begin().await?;
    let number = write(store, &tx, batch, due, (Kind::RetentionPreviewed, Actor::default())).await?;
    tx.commit().await?;
    Ok(Some(number))
}

/// Nobody decided about a list in time.
async fn lapse(store: &Store, batch: &erasure_batch::Model) -> Result<()> {
    let tx = store.begin().await?;
    let now = erasure_batch::Model { state: "lapsed".to_owned(), ..batch.clone() };
    if !batches::change(&*tx, batch, &now).await? {
        return Ok(());
    }
    let at = store.clock.millis();
    let entry = Entry::new(&batch.county_code, at, Kind::RetentionApproved, Actor::default()).of("erasure", batch.id);
    pen::append(store, &tx, [&entry.with("number", batch.number.as_str()).with("step", "lapsed")]).await?;
    auditing::raise_lapsed(store, &tx, &batch.county_code, batch.records.into()).await?;
    tx.commit().await
}

/// A list without its records.
pub(super) fn new(
    store: &Store,
    county: &str,
    id: Uuid,
    origin: &str,
    (asked_by, asker): (Option<&Account>, String),
    sealed: Sealed,
) -> Result<erasure_batch::Model> {
    let now = store.clock.millis();
    Ok(erasure_batch::Model {
        county_code: county.to_owned(),
        id,
        number: receipt::numbered("D", store.clock.today().year())?,
        origin: origin.to_owned(),
        state: "proposed".to_owned(),
        made_at: now,
        ends_at: now + i64::from(APPROVAL_DAYS) * DAY,
        asked_by: asked_by.map(Account::id),
        asked_person: asked_by.map(Account::person),
        asker,
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        records: 0,
        held: 0,
        decided_by: None,
        decider: String::new(),
        decided_at: None,
        done_at: None,
    })
}

/// Writes a list with its records, of which those that a hold keeps are named with its number.
pub(super) async fn write(
    store: &Store,
    tx: &WriteTransaction,
    mut batch: erasure_batch::Model,
    due: Vec<Due>,
    (kind, actor): (Kind, Actor),
) -> Result<String> {
    let today = date::format(store.clock.today());
    let (mut items, mut subjects) = (Vec::with_capacity(due.len()), Vec::with_capacity(due.len()));
    for Due { record, rule, on } in due {
        let hold = rows::holds::on_record(&**tx, &record, &today).await?;
        match hold {
            Some(_) => batch.held += 1,
            None => batch.records += 1,
        }
        subjects.push(record.id);
        items.push(erasure_item::Model {
            county_code: batch.county_code.clone(),
            batch_id: batch.id,
            record_id: record.id,
            receipt_no: record.receipt_no,
            township_code: record.township_code,
            rule: rule.code().to_owned(),
            due_on: date::format(on),
            state: if hold.is_some() { "held" } else { "waiting" }.to_owned(),
            hold_no: hold.unwrap_or_default(),
            rows: 0,
            fingerprint: String::new(),
            erased_at: None,
        });
    }
    batches::insert(&**tx, &batch, &items).await?;
    let entry = Entry::new(&batch.county_code, batch.made_at, kind, actor).of("erasure", batch.id);
    let entry = entry.with("number", batch.number.as_str()).with("held", batch.held).about(subjects);
    pen::append(store, tx, [&entry]).await?;
    Ok(batch.number)
}

/// Whether a record of a list is still to be erased.
///
/// # Errors
/// If the key file lacks the key of the record.
pub(super) fn still(store: &Store, batch: &erasure_batch::Model, record: &record::Model) -> Result<bool> {
    if batch.origin == "retention" {
        return Ok(due::of(store, record.clone())?.is_some());
    }
    Ok(State::from_code(&record.state).and_then(Kept::of_state).is_some())
}
