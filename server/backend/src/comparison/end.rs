//! A batch ends: it is closed when all is answered or long overdue, or cancelled before anybody answered (county.md B.7).

use std::collections::HashMap;

use domain::access::Action;
use domain::comparison::ItemState;
use domain::comparison::batch::{BatchAction, BatchState};
use domain::problem::Problem;
use domain::register::{Hindrance, State};
use uuid::Uuid;

use super::decide::{entry, found, moved, reason, state_of};
use super::feedback::{may_give_up, settle_record};
use super::rows;
use super::tables::{batch, batch_row};
use super::words::Words;
use crate::access::accounts::Account;
use crate::audit::pen::Act;
use crate::audit::{Kind, Note, pen};
use crate::error::Result;
use crate::register;
use crate::register::document::state_of as record_state;
use crate::register::rows::items;
use crate::register::tables::{comparison_item, record};
use crate::store::{Store, WriteTransaction};

/// Rows of a step.
const STEP: u64 = 500;

/// Closes a batch: what nobody answered becomes 未反馈, for a reason.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who closes none, or when no such batch is out; [`Problem::Hindered`] while the
/// department has time; [`Problem::Invalid`] at `reason`, which is needed when something is outstanding.
pub async fn close(store: &Store, account: &Account, id: Uuid, words: &str) -> Result<()> {
    if !account.may(Action::BatchClose) {
        return Err(Problem::NotFound.into());
    }
    let tx = store.begin().await?;
    let was = found(&tx, account, id).await?;
    moved(&was, BatchAction::Close)?;
    let all = state_of(&was)? == BatchState::Answered;
    if !all && !may_give_up(store, &tx, &was.county_code, id).await? {
        return Err(Problem::Hindered { by: Hindrance::AnswersOutstanding }.into());
    }
    let why = if all && words.trim().is_empty() {
        None
    } else {
        Some(reason(words, "还有没有反馈的，请写明关闭的原因")?)
    };
    for_each(store, &tx, &was, ItemState::Unanswered).await?;
    end(store, &tx, account, &was, (BatchState::Closed, why, Kind::BatchClosed)).await?;
    tx.commit().await
}

/// Cancels a batch that nobody answered: its items are due again, and its records where they were.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who cancels none, or when it was answered; [`Problem::Invalid`] at `reason`.
pub async fn cancel(store: &Store, account: &Account, id: Uuid, words: &str) -> Result<()> {
    if !account.may(Action::BatchCancel) {
        return Err(Problem::NotFound.into());
    }
    let why = reason(words, "请写明撤销的原因")?;
    let tx = store.begin().await?;
    let was = found(&tx, account, id).await?;
    moved(&was, BatchAction::Cancel)?;
    let records = for_each(store, &tx, &was, ItemState::Due).await?;
    fall_back(store, &tx, account, &was, records).await?;
    end(store, &tx, account, &was, (BatchState::Cancelled, Some(why), Kind::BatchCancelled)).await?;
    tx.commit().await
}

async fn end(
    store: &Store,
    tx: &WriteTransaction,
    account: &Account,
    was: &batch::Model,
    (state, why, kind): (BatchState, Option<String>, Kind),
) -> Result<()> {
    let mut now = batch::Model { state: state.code().to_owned(), closed_at: Some(store.clock.millis()), ..was.clone() };
    let mut words = Words::open(&store.keys, was)?;
    words.ended = why;
    words.keep(&store.keys, &mut now)?;
    if !rows::change(&**tx, was, &now).await? {
        return Err(Problem::NotFound.into());
    }
    pen::append(store, tx, [&entry(store, account, &now, kind).with("answered", now.answered)]).await
}

/// Gives the items that still stand in the batch this state; gives the records that it was about.
async fn for_each(
    store: &Store,
    tx: &WriteTransaction,
    batch: &batch::Model,
    state: ItemState,
) -> Result<Vec<record::Model>> {
    let (mut after, mut touched) = (0, Vec::new());
    loop {
        let lines = rows::lines(&**tx, batch, after, STEP).await?;
        let Some(last) = lines.last() else { return Ok(touched) };
        after = last.row_no;
        let ids: Vec<Uuid> = lines.iter().map(|line: &batch_row::Model| line.record_id).collect();
        let mut of_record: HashMap<Uuid, Vec<comparison_item::Model>> = HashMap::new();
        for item in items::of_records(&**tx, &batch.county_code, &ids).await? {
            of_record.entry(item.record_id).or_default().push(item);
        }
        for record in register::rows::records::of_county(&**tx, &batch.county_code, &ids).await? {
            let mut all = of_record.remove(&record.id).unwrap_or_default();
            if !all.iter().any(|item| item.batch_id == Some(batch.id)) {
                continue;
            }
            for item in all.iter_mut().filter(|item| item.batch_id == Some(batch.id)) {
                item.batch_id = None;
                if item.state == ItemState::Sent.code() {
                    state.code().clone_into(&mut item.state);
                }
            }
            if state == ItemState::Unanswered {
                settle_record(store, tx, &record, &all).await?;
            } else {
                items::put(&**tx, &all).await?;
                super::send::keep_open(tx, &batch.county_code, std::slice::from_ref(&record), &all).await?;
            }
            touched.push(record);
        }
    }
}

/// Records of which no item is out any more stand where they stood before they were compared.
async fn fall_back(
    store: &Store,
    tx: &WriteTransaction,
    account: &Account,
    batch: &batch::Model,
    records: Vec<record::Model>,
) -> Result<()> {
    let (at, county) = (store.clock.millis(), batch.county_code.as_str());
    let ids: Vec<Uuid> = records.iter().map(|record| record.id).collect();
    let now = register::rows::records::of_county(&**tx, county, &ids).await?;
    let mut traces = Vec::new();
    for was in now.into_iter().filter(|record| record.items_out == 0) {
        if record_state(&was)? != State::Comparing {
            continue;
        }
        let pair = (State::Comparing, State::CountyAccepted);
        rows::move_records(&**tx, county, &[was.id], pair, at).await?;
        let back = record::Model { state: State::CountyAccepted.code().to_owned(), moved_at: at, ..was.clone() };
        let act = Act {
            at,
            actor: &account.actor(),
            action: domain::review::Action::Compare,
            from: Some(State::Comparing),
            subject: back.subject(),
        };
        traces.push(act.trace(&was.key(&store.keys)?, store.new_id(), &Note::default())?);
    }
    pen::write(store, tx, &traces).await
}
