//! A batch is made (编制) of the items of a department that are due.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::comparison::batch::{BatchNumber, BatchState, Round};
use domain::comparison::{Item, ItemState};
use domain::form::{Department, FormKind};
use domain::parameters::Parameters;
use domain::problem::Problem;
use domain::values::text;
use uuid::Uuid;

use super::rows;
use super::tables::{batch, batch_row};
use super::words::{Words, who};
use crate::access::accounts::Account;
use crate::audit::{Entry, Kind, pen};
use crate::error::{Error, Result};
use crate::register::items::{code, refresh};
use crate::register::rows::items;
use crate::register::tables::{comparison_item, record};
use crate::store::{Store, WriteTransaction};

/// What stands under a batch when nobody writes anything else.
pub const PURPOSE: &str = "民发〔2024〕17号第三部分：与部门掌握的信息比对核实";

/// Longest purpose, in characters.
const PURPOSE_MAX: u16 = 200;

/// What somebody wants compared.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who is asked.
    pub department: Department,
    /// Children of this form only.
    pub form: Option<FormKind>,
    /// Children of this township only, 9 digits.
    pub township: Option<String>,
    /// What for.
    pub purpose: String,
}

/// Makes a batch, or several when it would have too many rows; gives their numbers.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who makes none; [`Problem::Invalid`] at `purpose`, or at `department` when nothing is
/// due.
pub async fn make(store: &Store, account: &Account, asked: &Asked) -> Result<Vec<String>> {
    if !account.may(Action::BatchMake) {
        return Err(Problem::NotFound.into());
    }
    let purpose = purpose(&asked.purpose)?;
    let county = account.county_code();
    let parameters = Parameters::in_force(&[], store.clock.today());
    let tx = store.begin().await?;
    let rows = due(store, &tx, county, asked).await?;
    if rows.is_empty() {
        let message = "没有需要这个部门比对的登记。".to_owned();
        return Err(Problem::Invalid { field: "department".into(), message }.into());
    }
    let mut numbers = Vec::new();
    let most = usize::try_from(parameters.batch_max_rows).unwrap_or(usize::MAX).max(1);
    for part in rows.chunks(most) {
        numbers.push(write(store, &tx, account, asked.department, &purpose, part).await?);
    }
    tx.commit().await?;
    Ok(numbers)
}

fn purpose(typed: &str) -> Result<String> {
    if text::is_empty(typed) {
        return Ok(PURPOSE.to_owned());
    }
    text::parse_lines(typed, PURPOSE_MAX)
        .map_err(|error| Problem::Invalid { field: "purpose".into(), message: format!("用途{error}") }.into())
}

/// A record and the items that are asked about it.
struct Due {
    record: record::Model,
    items: Vec<comparison_item::Model>,
}

/// The records of a county of which the department has to be asked something: their items as of today, by township.
async fn due(store: &Store, tx: &WriteTransaction, county: &str, asked: &Asked) -> Result<Vec<Due>> {
    let mut found = Vec::new();
    let mut after: Option<(String, Uuid)> = None;
    loop {
        let page = rows::due_records(&**tx, county, asked.form, asked.township.as_deref(), after.as_ref()).await?;
        let Some(last) = page.last() else { break };
        after = Some((last.township_code.clone(), last.id));
        let ids: Vec<Uuid> = page.iter().map(|record| record.id).collect();
        for record in &page {
            // What a birthday took away since is not asked any more.
            refresh(store, tx, record).await?;
        }
        let mut of_record: BTreeMap<Uuid, Vec<comparison_item::Model>> = BTreeMap::new();
        for item in items::of_records(&**tx, county, &ids).await? {
            if waits(&item, asked.department) {
                of_record.entry(item.record_id).or_default().push(item);
            }
        }
        let with_items = page.into_iter().filter_map(|record| {
            let items = of_record.remove(&record.id)?;
            Some(Due { record, items })
        });
        found.extend(with_items);
    }
    Ok(found)
}

/// Whether an item waits for a batch of the department, and stands in none.
pub(super) fn waits(row: &comparison_item::Model, department: Department) -> bool {
    let state = ItemState::from_code(&row.state);
    let of_department = Item::from_code(&row.item).is_some_and(|item| item.department() == department);
    of_department && row.batch_id.is_none() && state.is_some_and(ItemState::to_be_sent)
}

async fn write(
    store: &Store,
    tx: &WriteTransaction,
    account: &Account,
    department: Department,
    purpose: &str,
    due: &[Due],
) -> Result<String> {
    let (id, now, county) = (store.new_id(), store.clock.millis(), account.county_code());
    let round = Round::of(store.clock.today());
    let letters = department.exchange_code().ok_or(Problem::NotFound)?;
    let before = rows::count_of_round(&**tx, county, letters, &round.to_string()).await?;
    let serial = u16::try_from(before + 1).map_err(|_| Error::internal("too many batches in a round"))?;
    let number = BatchNumber { county: code(county)?, department, round, serial }.to_string();
    let sealed = Words { purpose: purpose.to_owned(), ..Words::default() }.seal(&store.keys, (county, id, 1))?;
    let mut of_batch: Vec<Item> = Vec::new();
    let (mut lines, mut items) = (Vec::with_capacity(due.len()), Vec::new());
    for (no, one) in (1..).zip(due) {
        let asked: Vec<Item> = one.items.iter().filter_map(|row| Item::from_code(&row.item)).collect();
        of_batch.extend(asked.iter().filter(|item| !of_batch.contains(item)).copied().collect::<Vec<_>>());
        lines.push(batch_row::Model {
            county_code: county.to_owned(),
            batch_id: id,
            row_no: no,
            record_id: one.record.id,
            version: one.record.version,
            items: joined(&asked),
            row_key: String::new(),
            answered: false,
        });
        items.extend(one.items.iter().cloned().map(|row| comparison_item::Model { batch_id: Some(id), ..row }));
    }
    of_batch.sort_unstable();
    let row = batch::Model {
        county_code: county.to_owned(),
        id,
        number: number.clone(),
        department: letters.to_owned(),
        round: round.to_string(),
        items: joined(&of_batch),
        state: BatchState::Draft.code().to_owned(),
        rows: i32::try_from(due.len()).unwrap_or(i32::MAX),
        answered: 0,
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        revision: 1,
        made_by: account.id(),
        maker_person: account.person(),
        maker: who(account),
        made_at: now,
        approver: String::new(),
        approved_at: None,
        sent_at: None,
        due_on: None,
        checksum: String::new(),
        receiver: String::new(),
        received_at: None,
        closed_at: None,
    };
    rows::insert(&**tx, &row, &lines).await?;
    items::put(&**tx, &items).await?;
    let records = due.iter().map(|one| one.record.id).collect();
    let entry = Entry::new(county, now, Kind::BatchMade, account.actor()).of("batch", id).about(records);
    pen::append(store, tx, [&entry.with("number", number.as_str())]).await?;
    Ok(number)
}

/// Codes of items as a column keeps them.
pub(super) fn joined(items: &[Item]) -> String {
    items.iter().map(|item| item.code()).collect::<Vec<_>>().join(",")
}

/// The items of such a column.
pub(super) fn split(items: &str) -> Vec<Item> {
    items.split(',').filter_map(Item::from_code).collect()
}
