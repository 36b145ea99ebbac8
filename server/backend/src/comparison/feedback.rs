//! A record comes back from the departments (反馈): by itself when the last outstanding item was answered, or by an officer
//! when what is outstanding is overdue by enough (county.md A.3 rows 5 and 6).

use domain::access;
use domain::comparison::ItemState;
use domain::comparison::batch::Deadlines;
use domain::parameters::Parameters;
use domain::problem::Problem;
use domain::register::{Hindrance, State};
use domain::review::Action;
use uuid::Uuid;

use super::decide::{due_on, reason};
use super::rows;
use crate::access::accounts::Account;
use crate::audit::pen::Act;
use crate::audit::{Actor, ActorKind, Note, pen};
use crate::calendar;
use crate::error::Result;
use crate::register;
use crate::register::document::state_of;
use crate::register::rows::items::{self, Open};
use crate::register::settled_counts::SettledCounts;
use crate::register::tables::{comparison_item, record};
use crate::store::{Store, WriteTransaction};

/// The program itself, in the history of a record.
fn system() -> Actor {
    Actor { kind: ActorKind::System, name: "系统".to_owned(), ..Actor::default() }
}

/// Writes items and what is open of a record; when the last outstanding answer came, it is in 反馈 (county.md A.3 row 5).
pub(super) async fn settle_record(
    store: &Store,
    tx: &WriteTransaction,
    record: &record::Model,
    all: &[comparison_item::Model],
) -> Result<()> {
    items::put(&**tx, all).await?;
    let county = record.county_code.as_str();
    let open = Open::of(all, items::discrepancies(&**tx, county, record.id).await?.len());
    items::keep_open(&**tx, county, record.id, open).await?;
    if open.out == 0 {
        by_itself(store, tx, record).await?;
    }
    Ok(())
}

/// The last answer came.
async fn by_itself(store: &Store, tx: &WriteTransaction, record: &record::Model) -> Result<()> {
    if state_of(record)? == State::Comparing {
        moved(store, tx, record, &system(), &Note::default()).await?;
    }
    Ok(())
}

/// Goes on without the departments that have not answered in time: what is outstanding becomes 未反馈.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who compares nothing; [`Problem::ActionNotOffered`] for a record that is not compared;
/// [`Problem::Hindered`] while a department has time; [`Problem::Invalid`] at `reason`.
pub async fn give_feedback(store: &Store, account: &Account, record: Uuid, words: &str) -> Result<()> {
    if !account.may(access::Action::CountyFeedback) {
        return Err(Problem::NotFound.into());
    }
    let why = reason(words, "请写明部门没有按时反馈的情况和原因")?;
    let tx = store.begin().await?;
    let county = account.county_code();
    let was = register::rows::records::by_id(&*tx, county, record).await?.ok_or(Problem::NotFound)?;
    let state = state_of(&was)?;
    if state != State::Comparing {
        return Err(Problem::ActionNotOffered { state }.into());
    }
    let mut all = items::of_record(&*tx, county, record).await?;
    for item in all.iter_mut().filter(|item| item.state == ItemState::Sent.code()) {
        let given_up = match item.batch_id {
            Some(batch) => may_give_up(store, &tx, county, batch).await?,
            None => true,
        };
        if !given_up {
            return Err(Problem::Hindered { by: Hindrance::AnswersOutstanding }.into());
        }
        ItemState::Unanswered.code().clone_into(&mut item.state);
        item.batch_id = None;
    }
    items::put(&*tx, &all).await?;
    let open = Open::of(&all, usize::try_from(was.discrepancies).unwrap_or(0));
    items::keep_open(&*tx, county, record, open).await?;
    let note = Note { reason: Some(why), ..Note::default() };
    let now = moved(store, &tx, &was, &account.actor(), &note).await?;
    tx.commit().await?;
    store.resident::<SettledCounts>().moved(&was, &now);
    Ok(())
}

/// Whether what a batch leaves outstanding may be given up today.
pub(super) async fn may_give_up(store: &Store, tx: &WriteTransaction, county: &str, batch: Uuid) -> Result<bool> {
    let Some(batch) = rows::by_id(&**tx, county, batch).await? else { return Ok(true) };
    let Some(due) = due_on(&batch) else { return Ok(false) };
    let parameters = Parameters::in_force(&[], store.clock.today());
    let give_up_on = calendar::due(&**tx, county, due, parameters.compare_give_up_wd).await?;
    let days = Deadlines { remind_on: due, due_on: due, give_up_on };
    Ok(days.may_give_up(store.clock.today()))
}

/// Moves a compared record on to 反馈.
async fn moved(
    store: &Store,
    tx: &WriteTransaction,
    was: &record::Model,
    actor: &Actor,
    note: &Note,
) -> Result<record::Model> {
    let at = store.clock.millis();
    let now = record::Model { state: State::Feedback.code().to_owned(), moved_at: at, ..was.clone() };
    let pair = (State::Comparing, State::Feedback);
    if rows::move_records(&**tx, &was.county_code, &[was.id], pair, at).await? == 0 {
        return Err(Problem::NotFound.into());
    }
    let act = Act { at, actor, action: Action::GiveFeedback, from: Some(State::Comparing), subject: now.subject() };
    let trace = act.trace(&was.key(&store.keys)?, store.new_id(), note)?;
    pen::write(store, tx, &[trace]).await?;
    Ok(now)
}
