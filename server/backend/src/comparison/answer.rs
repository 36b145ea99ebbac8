//! What a department says of a row, and what follows (county.md B.3, B.4, B.8).

use std::collections::BTreeMap;

use domain::access::Action;
use domain::comparison::batch::after_answers;
use domain::comparison::{Answer, Item, ItemState, Outcome, RowError, compare, read_row};
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use uuid::Uuid;

use super::child::{self, Child};
use super::decide::state_of;
use super::department::{open_batch, received};
use super::feedback::settle_record;
use super::make::split;
use super::tables::{batch, batch_row};
use super::words::Said;
use super::{discrepancy, rows};
use crate::access::accounts::Account;
use crate::audit::{Entry, Kind, pen};
use crate::crypt::record_key::RecordKey;
use crate::divisions::names;
use crate::error::Result;
use crate::register::rows::{answers, items};
use crate::register::tables::{comparison_answer, comparison_item};
use crate::store::{Store, WriteTransaction};

/// By which way an answer comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Typed on the department's page.
    Screen,
    /// In a sheet that came back.
    Sheet,
}

impl Channel {
    const fn code(self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::Sheet => "sheet",
        }
    }
}

/// The cells of a row that a department filled in, by the keys of their columns.
pub type Filled = BTreeMap<String, String>;

/// What became of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Taken {
    /// It was left empty: no answer, and never 无记录.
    Empty,
    /// The same was said before.
    Same,
    /// It is an answer now, item by item.
    Answered(Vec<(Item, Outcome)>),
}

/// Takes what a department says of a row of its batch; or gives what is wrong with the cells, and takes nothing.
///
/// # Errors
/// [`Problem::NotFound`] for another department's batch, or a row that is not in it.
pub async fn answer(
    store: &Store,
    account: &Account,
    batch: Uuid,
    no: i32,
    filled: &Filled,
    channel: Channel,
) -> Result<std::result::Result<Taken, Vec<RowError>>> {
    if !account.may(Action::ItemAnswer) {
        return Err(Problem::NotFound.into());
    }
    let seen = open_batch(store, account, batch).await?;
    let tx = store.begin().await?;
    let was = rows::by_id(&*tx, account.county_code(), batch).await?.ok_or(Problem::NotFound)?;
    let line = rows::line(&*tx, &was, no).await?.ok_or(Problem::NotFound)?;
    let read = match read(store, &line, filled) {
        Ok(read) => read,
        Err(errors) => return Ok(Err(errors)),
    };
    if read.is_empty() {
        return Ok(Ok(Taken::Empty));
    }
    let batch = received(store, &tx, account, was, seen.state).await?;
    let taken = take(store, &tx, account, (&batch, &line), read, channel).await?;
    counted(&tx, &batch).await?;
    tx.commit().await?;
    Ok(Ok(taken))
}

/// The answers in the cells of a row.
pub(super) fn read(
    store: &Store,
    line: &batch_row::Model,
    filled: &Filled,
) -> std::result::Result<Vec<(Item, Answer)>, Vec<RowError>> {
    let cell = |key: &str| filled.get(key).cloned().unwrap_or_default();
    read_row(&split(&line.items), &cell, &place, store.clock.today())
}

/// The division that names like 天津市南开区 mean, when they mean one.
fn place(typed: &str) -> Option<DivisionCode> {
    let found = names::search(typed, None, 2).ok()?;
    let bare = |text: &str| text.replace(['/', ' '], "");
    let [one] = &found[..] else {
        let whole = found.iter().find(|one| bare(&one.path) == bare(typed))?;
        return DivisionCode::parse(&whole.code).ok();
    };
    DivisionCode::parse(&one.code).ok()
}

/// Writes the answers of one row and what follows from them.
pub(super) async fn take(
    store: &Store,
    tx: &WriteTransaction,
    account: &Account,
    (batch, line): (&batch::Model, &batch_row::Model),
    read: Vec<(Item, Answer)>,
    channel: Channel,
) -> Result<Taken> {
    let mut children = child::of_rows(store, &**tx, &batch.county_code, std::slice::from_ref(line)).await?;
    let Some(child) = children.remove(&line.row_no) else {
        // The child is another county's now, or erased: the row is done, and nothing moves.
        done(tx, line).await?;
        return Ok(Taken::Answered(Vec::new()));
    };
    let key = child.record.key(&store.keys)?;
    let before = answers::of_batch(&**tx, (&batch.county_code, batch.id), &[line.record_id]).await?;
    let mut all = items::of_record(&**tx, &batch.county_code, line.record_id).await?;
    let mut outcomes = Vec::new();
    for (item, answer) in read {
        let last = before.iter().rfind(|row| row.item == item.code());
        if let Some(last) = last
            && Said::open(&key, last)?.answer == answer
        {
            continue;
        }
        let no = last.map_or(1, |row| row.no + 1);
        let outcome = compare(item, &child.standing(), &answer, store.clock.today());
        let one = One { item, no, said: Said { answer, outcome: outcome.clone() } };
        one.write(store, tx, account, ((batch, line), (&child, &key)), channel, &mut all).await?;
        outcomes.push((item, outcome));
    }
    if outcomes.is_empty() {
        return Ok(Taken::Same);
    }
    settle_record(store, tx, &child.record, &all).await?;
    let answered = split(&line.items)
        .iter()
        .all(|item| outcomes.iter().any(|(one, _)| one == item) || before.iter().any(|row| row.item == item.code()));
    if answered {
        done(tx, line).await?;
    }
    let entry = Entry::new(&batch.county_code, store.clock.millis(), Kind::ItemAnswered, account.actor());
    let codes: Vec<&str> = outcomes.iter().map(|(item, _)| item.code()).collect();
    let entry = entry.of("record", line.record_id).with("batch", batch.id.to_string()).with("items", codes);
    pen::append(store, tx, [&entry]).await?;
    Ok(Taken::Answered(outcomes))
}

async fn done(tx: &WriteTransaction, line: &batch_row::Model) -> Result<()> {
    rows::put_lines(&**tx, &[batch_row::Model { answered: true, ..line.clone() }]).await
}

/// Counts the answered rows of a batch anew; all answered, it is answered.
pub(super) async fn counted(tx: &WriteTransaction, was: &batch::Model) -> Result<()> {
    let answered = i32::try_from(rows::count_answered(&**tx, was).await?).unwrap_or(i32::MAX);
    let state = after_answers(state_of(was)?, answered.unsigned_abs(), was.rows.unsigned_abs());
    let now = batch::Model { state: state.code().to_owned(), answered, ..was.clone() };
    if now != *was && !rows::change(&**tx, was, &now).await? {
        return Err(Problem::NotFound.into());
    }
    Ok(())
}

/// One answer about one item.
struct One {
    item: Item,
    no: i32,
    said: Said,
}

type Row<'a> = (&'a batch::Model, &'a batch_row::Model);

impl One {
    /// Writes the answer, and moves the item by it unless the item was settled by people meanwhile: then it is history, and
    /// waits for an officer as a late one.
    async fn write(
        self,
        store: &Store,
        tx: &WriteTransaction,
        account: &Account,
        ((batch, line), (child, key)): (Row<'_>, (&Child, &RecordKey)),
        channel: Channel,
        all: &mut [comparison_item::Model],
    ) -> Result<()> {
        let (id, now) = (store.new_id(), store.clock.millis());
        let state = self.said.outcome.state;
        let row = all.iter_mut().find(|row| row.item == self.item.code());
        let was = row.as_ref().and_then(|row| ItemState::from_code(&row.state));
        let by_people = matches!(was, Some(ItemState::Corrected | ItemState::Confirmed | ItemState::Waived));
        let elsewhere = row.as_ref().is_some_and(|row| row.batch_id.is_some_and(|other| other != batch.id));
        // It has been asked about a later version since.
        let older = row.as_ref().is_some_and(|row| row.version > line.version);
        let late = by_people || elsewhere || older || was.is_none();
        let sealed = self.said.seal(key, line.record_id, id)?;
        let answer = comparison_answer::Model {
            county_code: batch.county_code.clone(),
            record_id: line.record_id,
            id,
            item: self.item.code().to_owned(),
            batch_id: batch.id,
            row_no: line.row_no,
            no: self.no,
            state: state.code().to_owned(),
            late,
            sealed: sealed.bytes,
            key_id: sealed.key_id,
            answered_at: now,
            answered_by: account.id(),
            channel: channel.code().to_owned(),
        };
        answers::insert(&**tx, &[answer]).await?;
        let Some(row) = row.filter(|_| !late) else { return Ok(()) };
        discrepancy::superseded(store, tx, row).await?;
        state.code().clone_into(&mut row.state);
        (row.batch_id, row.answer_id, row.answered_at, row.version) = (None, Some(id), Some(now), line.version);
        if self.said.outcome.opens_discrepancy() {
            discrepancy::opened(store, tx, key, &child.record, (self.item, id), &self.said).await?;
        }
        Ok(())
    }
}
