//! Another person than who made a batch approves it, or returns it with what to change. The approver sees counts, columns and
//! purpose, and no rows.

use domain::Date;
use domain::access::Action;
use domain::comparison::batch::{BatchAction, BatchState, next_state};
use domain::problem::Problem;
use domain::values::{date, text};
use uuid::Uuid;

use super::rows;
use super::tables::batch;
use super::words::{Words, who};
use crate::access::accounts::Account;
use crate::audit::{Entry, Kind, pen};
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

/// Longest reason, in characters.
const REASON_MAX: u16 = 300;

/// Approves a batch; or returns it, when something is to be changed.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who approves none, or when no such batch waits; [`Problem::OwnRequest`] for who made
/// it; [`Problem::Invalid`] at `reason`.
pub async fn decide(store: &Store, account: &Account, id: Uuid, returned: Option<&str>) -> Result<()> {
    if !account.may(Action::BatchApprove) {
        return Err(Problem::NotFound.into());
    }
    let tx = store.begin().await?;
    let was = found(&tx, account, id).await?;
    let action = if returned.is_some() { BatchAction::Return } else { BatchAction::Approve };
    let state = moved(&was, action)?;
    if was.maker_person == account.person() {
        return Err(Problem::OwnRequest.into());
    }
    let mut now = batch::Model { state: state.code().to_owned(), ..was.clone() };
    let mut words = Words::open(&store.keys, &was)?;
    words.returned = returned.map(|typed| reason(typed, "请写明要改什么")).transpose()?;
    words.keep(&store.keys, &mut now)?;
    if action == BatchAction::Approve {
        (now.approver, now.approved_at) = (who(account), Some(store.clock.millis()));
    }
    if !rows::change(&*tx, &was, &now).await? {
        return Err(Problem::NotFound.into());
    }
    let entry = entry(store, account, &now, Kind::BatchApproved).with("approved", returned.is_none());
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await
}

/// A batch of the account's county.
pub(super) async fn found(tx: &WriteTransaction, account: &Account, id: Uuid) -> Result<batch::Model> {
    Ok(rows::by_id(&**tx, account.county_code(), id).await?.ok_or(Problem::NotFound)?)
}

/// The state after an action.
pub(super) fn moved(batch: &batch::Model, action: BatchAction) -> Result<BatchState> {
    let state = state_of(batch)?;
    Ok(next_state(state, action).ok_or(Problem::NotFound)?)
}

/// The state of a batch.
pub(super) fn state_of(batch: &batch::Model) -> Result<BatchState> {
    let state = BatchState::from_code(&batch.state);
    state.ok_or_else(|| crate::Error::internal("a batch has an unknown state"))
}

/// The day on which a batch is due; nothing before it was sent.
#[must_use]
pub fn due_on(batch: &batch::Model) -> Option<Date> {
    batch.due_on.as_deref().and_then(|day| date::parse(day).ok())
}

/// A reason in its one spelling.
pub(super) fn reason(typed: &str, missing: &str) -> Result<String> {
    let invalid = |message: String| Problem::Invalid { field: "reason".into(), message };
    if text::is_empty(typed) {
        return Err(invalid(missing.to_owned()).into());
    }
    Ok(text::parse_lines(typed, REASON_MAX).map_err(|error| invalid(format!("原因{error}")))?)
}

/// What the trail says of an act with a batch.
pub(super) fn entry(store: &Store, account: &Account, batch: &batch::Model, kind: Kind) -> Entry {
    let entry = Entry::new(&batch.county_code, store.clock.millis(), kind, account.actor()).of("batch", batch.id);
    entry.with("number", batch.number.as_str())
}
