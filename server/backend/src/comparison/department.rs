//! What a department sees of its batches (county.md B.10): their numbers and rows while they are open and for a while after,
//! and nothing else of the register.

use std::collections::HashMap;

use domain::access::Action;
use domain::comparison::batch::{BatchAction, BatchState, next_state, still_seen};
use domain::comparison::columns::{Sent, When, sent};
use domain::comparison::{Answer, Item};
use domain::form;
use domain::parameters::Parameters;
use domain::problem::Problem;
use domain::values::date;
use uuid::Uuid;

use super::child;
use super::decide::{due_on, entry, state_of};
use super::make::split;
use super::rows;
use super::tables::{batch, batch_row};
use super::words::{Said, who};
use crate::access::accounts::Account;
use crate::audit::{Entry, Kind, pen};
use crate::error::Result;
use crate::register::rows::answers;
use crate::store::{Store, WriteTransaction};

/// Rows of a page.
pub const PAGE: u64 = 20;

/// A batch as its department sees it.
#[derive(Clone, Debug)]
pub struct DepartmentBatch {
    /// Its row.
    pub row: batch::Model,
    /// Where it stands.
    pub state: BatchState,
    /// It was due before today, and is not answered.
    pub overdue: bool,
}

/// A row of a batch as its department sees it.
#[derive(Clone, Debug)]
pub struct DepartmentRow {
    /// Number, from 1.
    pub no: i32,
    /// What is asked.
    pub items: Vec<Item>,
    /// What was sent, in the order of the columns.
    pub cells: Vec<String>,
    /// What the department said last, item by item.
    pub said: Vec<(Item, Answer)>,
}

/// The department for which an account acts.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who acts for none.
pub(super) fn department_of(account: &Account) -> Result<form::Department> {
    let department = account.role().department().filter(|_| account.may(Action::ItemList));
    Ok(department.ok_or(Problem::NotFound)?)
}

/// The batches that the account's department was sent and still sees.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who acts for no department.
pub async fn batches(store: &Store, account: &Account) -> Result<Vec<DepartmentBatch>> {
    let letters = department_of(account)?.exchange_code().ok_or(Problem::NotFound)?;
    let all = rows::of_county(&store.db, account.county_code(), Some(letters)).await?;
    let mut seen = Vec::new();
    for row in all {
        let state = state_of(&row)?;
        if is_seen(store, &row, state) {
            seen.push(DepartmentBatch { overdue: is_overdue(store, &row, state), row, state });
        }
    }
    Ok(seen)
}

/// One of them; whoever asks for another is told nothing.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn open_batch(store: &Store, account: &Account, id: Uuid) -> Result<DepartmentBatch> {
    let letters = department_of(account)?.exchange_code().ok_or(Problem::NotFound)?;
    let row = rows::by_id(&store.db, account.county_code(), id).await?;
    let row = row.filter(|row| row.department == letters).ok_or(Problem::NotFound)?;
    let state = state_of(&row)?;
    if !is_seen(store, &row, state) {
        return Err(Problem::NotFound.into());
    }
    Ok(DepartmentBatch { overdue: is_overdue(store, &row, state), row, state })
}

/// Whether the department has a batch before it: it was sent, and was not closed too long ago.
fn is_seen(store: &Store, row: &batch::Model, state: BatchState) -> bool {
    let closed = row.closed_at.and_then(date::in_china).map(|(day, ..)| day);
    let parameters = Parameters::in_force(&[], store.clock.today());
    match state {
        BatchState::Closed => closed.is_some_and(|day| still_seen(day, store.clock.today(), &parameters)),
        state => state.is_out(),
    }
}

/// Whether a batch is late.
pub(super) fn is_overdue(store: &Store, row: &batch::Model, state: BatchState) -> bool {
    state.is_out() && state != BatchState::Answered && due_on(row).is_some_and(|due| store.clock.today() > due)
}

/// The columns that go out to a department.
#[must_use]
pub fn columns(department: form::Department, store: &Store) -> Vec<(Sent, When)> {
    sent(department, Parameters::in_force(&[], store.clock.today()).show_declared)
}

/// A page of the rows of a batch behind a number; the look is in the trail before anybody sees it.
///
/// # Errors
/// As [`open_batch`].
pub async fn rows_of(
    store: &Store,
    account: &Account,
    batch: &DepartmentBatch,
    after: i32,
    limit: u64,
) -> Result<Vec<DepartmentRow>> {
    let department = department_of(account)?;
    let lines = rows::lines(&store.db, &batch.row, after, limit).await?;
    let shown = shown(store, department, &batch.row, &lines).await?;
    let records = lines.iter().map(|line| line.record_id).collect();
    let entry = Entry::new(&batch.row.county_code, store.clock.millis(), Kind::List, account.actor());
    pen::record(store, &entry.of("batch", batch.row.id).about(records)).await?;
    Ok(shown)
}

/// Rows as the department sees them.
pub(super) async fn shown(
    store: &Store,
    department: form::Department,
    batch: &batch::Model,
    lines: &[batch_row::Model],
) -> Result<Vec<DepartmentRow>> {
    let today = store.clock.today();
    let mut children = child::of_rows(store, &store.db, &batch.county_code, lines).await?;
    let ids: Vec<Uuid> = lines.iter().map(|line| line.record_id).collect();
    let mut said: HashMap<i32, Vec<(Item, Answer)>> = HashMap::new();
    for row in answers::of_batch(&store.db, (&batch.county_code, batch.id), &ids).await? {
        let Some(child) = children.get(&row.row_no) else { continue };
        let Some(item) = Item::from_code(&row.item) else { continue };
        let answer = Said::open(&child.record.key(&store.keys)?, &row)?.answer;
        let of_row = said.entry(row.row_no).or_default();
        // Those that came later stand behind.
        of_row.retain(|(known, _)| *known != item);
        of_row.push((item, answer));
    }
    let columns = columns(department, store);
    let row = |line: &batch_row::Model| {
        let child = children.remove(&line.row_no)?;
        let (number, key) = (line.row_no.unsigned_abs(), line.row_key.as_str());
        let cells = child.cells((department, &columns), (&batch.number, number, key), today);
        let said = said.remove(&line.row_no).unwrap_or_default();
        Some(DepartmentRow { no: line.row_no, items: split(&line.items), cells, said })
    };
    Ok(lines.iter().filter_map(row).collect())
}

/// Takes a batch over (签收): who, when, how many rows, and the checksum as the department sees it.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Invalid`] at `checksum` when it is another.
pub async fn acknowledge(store: &Store, account: &Account, id: Uuid, checksum: Option<&str>) -> Result<()> {
    let seen = open_batch(store, account, id).await?;
    let tx = store.begin().await?;
    let was = rows::by_id(&*tx, account.county_code(), id).await?.ok_or(Problem::NotFound)?;
    if checksum.is_some_and(|typed| !typed.trim().eq_ignore_ascii_case(&was.checksum)) {
        let message = "校验码与发出的不一致：文件可能不是这一批，或者被改过。请重新下载。".to_owned();
        return Err(Problem::Invalid { field: "checksum".into(), message }.into());
    }
    received(store, &tx, account, was, seen.state).await?;
    tx.commit().await
}

/// Writes that the department has the batch, unless it said so already; gives the batch as it is now.
pub(super) async fn received(
    store: &Store,
    tx: &WriteTransaction,
    account: &Account,
    was: batch::Model,
    state: BatchState,
) -> Result<batch::Model> {
    if was.received_at.is_some() {
        return Ok(was);
    }
    let state = next_state(state, BatchAction::Acknowledge).unwrap_or(state);
    let now = batch::Model {
        state: state.code().to_owned(),
        receiver: who(account),
        received_at: Some(store.clock.millis()),
        ..was.clone()
    };
    if !rows::change(&**tx, &was, &now).await? {
        return Err(Problem::NotFound.into());
    }
    let entry = entry(store, account, &now, Kind::BatchReceived).with("rows", now.rows);
    pen::append(store, tx, [&entry.with("checksum", now.checksum.as_str())]).await?;
    Ok(now)
}
