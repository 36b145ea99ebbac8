//! How an account stands: suspended and resumed, a new way in for somebody who lost the old one, leaving.

use domain::access::{AccountState, Action, AssignmentState};
use domain::problem::Problem;
use domain::values::text;
use uuid::Uuid;

use super::Administrator;
use super::administrator::{Act, entry, other_person, trace};
use super::invite::{Invitation, issue};
use crate::access::accounts::assignments::signed;
use crate::access::accounts::sessions::{self, Ended};
use crate::access::rows;
use crate::access::tables::account;
use crate::audit::{Kind, pen};
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

/// Longest reason, in characters.
const REASON_MAX: u16 = 200;

/// Suspends an account: its sessions and invitation end in the same transaction, and its phones send and get nothing until
/// it is resumed.
///
/// # Errors
/// [`Problem::NotFound`] outside the area; [`Problem::OwnRequest`] for an own account; [`Problem::Invalid`] without a reason.
pub async fn suspend(store: &Store, by: &Administrator, county: &str, id: Uuid, reason: &str) -> Result<()> {
    by.need(Action::AccountSuspend)?;
    let reason = text::parse(reason, REASON_MAX)
        .map_err(|error| Problem::Invalid { field: "reason".into(), message: format!("停用原因{error}") })?;
    if reason.is_empty() {
        return Err(Problem::Invalid { field: "reason".into(), message: "请写明停用原因".into() }.into());
    }
    let Act { tx, mut account, .. } = by.act_on(store, county, id).await?;
    not_own(by, &account)?;
    AccountState::Suspended.code().clone_into(&mut account.state);
    account.suspended_by = Some(by.account().id());
    account.suspended_for = Some(reason);
    ends(store, &tx, by, &account, Ended::Suspended).await?;
    trace(store, &tx, by, Kind::AccountSuspended, &account).await?;
    rows::accounts::write(&*tx, account).await?;
    tx.commit().await
}

/// Resumes an account that another person suspended.
///
/// # Errors
/// [`Problem::NotFound`] when none of the area is suspended; [`Problem::OwnRequest`] for whoever suspended it.
pub async fn resume(store: &Store, by: &Administrator, county: &str, id: Uuid) -> Result<()> {
    by.need(Action::AccountResume)?;
    let Act { tx, mut account, .. } = by.act_on(store, county, id).await?;
    if account.state != AccountState::Suspended.code() {
        return Err(Problem::NotFound.into());
    }
    not_own(by, &account)?;
    other_person(&*tx, by, account.suspended_by).await?;
    // Who signs in elsewhere has no password.
    let bound = !rows::identities::links(&*tx, (county, id)).await?.is_empty();
    let unused = account.password_hash.is_empty() && !bound;
    let state = if unused { AccountState::Invited } else { AccountState::Active };
    state.code().clone_into(&mut account.state);
    account.suspended_by = None;
    account.suspended_for = None;
    // Being unused counts from here.
    account.resumed_at = Some(store.clock.millis());
    trace(store, &tx, by, Kind::AccountResumed, &account).await?;
    rows::accounts::write(&*tx, account).await?;
    tx.commit().await
}

/// Makes a new invitation for somebody who lost password or second factor and has shown in person who he or she is. It opens
/// once another person has confirmed it; until then the old way in stays, so that nobody is shut out by a request.
///
/// # Errors
/// [`Problem::NotFound`] outside the area; [`Problem::OwnRequest`] for an own account.
pub async fn reset(store: &Store, by: &Administrator, county: &str, id: Uuid) -> Result<Invitation> {
    by.need(Action::AccountReset)?;
    let Act { tx, account, .. } = by.act_on(store, county, id).await?;
    not_own(by, &account)?;
    let invitation = issue(store, &*tx, &account, Some(by.account().id())).await?;
    let entry = entry(store, by, Kind::FactorReset, &account).with("step", "made");
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await?;
    Ok(invitation)
}

/// Confirms such an invitation of another person's making.
///
/// # Errors
/// [`Problem::NotFound`] when none waits; [`Problem::OwnRequest`] for whoever made it, and for the one whom it is for.
pub async fn confirm_reset(store: &Store, by: &Administrator, county: &str, id: Uuid) -> Result<()> {
    by.need(Action::AccountReset)?;
    let Act { tx, account, .. } = by.act_on(store, county, id).await?;
    not_own(by, &account)?;
    let waiting = rows::invitations::of_account(&*tx, county, id).await?;
    let waiting = waiting.filter(|row| row.resets && row.confirmed_by.is_none() && row.ends_at > store.clock.millis());
    let mut row = waiting.ok_or(Problem::NotFound)?;
    other_person(&*tx, by, row.made_by).await?;
    row.confirmed_by = Some(by.account().id());
    rows::invitations::write(&*tx, row).await?;
    let entry = entry(store, by, Kind::FactorReset, &account).with("step", "confirmed");
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await
}

/// Ends the sessions of an account; gives how many.
///
/// # Errors
/// [`Problem::NotFound`] outside the area; [`Problem::OwnRequest`] for an own account.
pub async fn end_sessions(store: &Store, by: &Administrator, county: &str, id: Uuid) -> Result<usize> {
    by.need(Action::SessionEndOther)?;
    let Act { tx, account, .. } = by.act_on(store, county, id).await?;
    not_own(by, &account)?;
    let ended = sessions::end_all(store, &tx, &by.account().actor(), &account, (None, Ended::Administrator)).await?;
    tx.commit().await?;
    Ok(ended)
}

/// The person leaves (离岗): all assignments, sessions and invitations end, in the transaction that hands over what was open.
///
/// # Errors
/// [`Problem::NotFound`] outside the area; [`Problem::OwnRequest`] for an own account.
pub(crate) async fn leave(
    store: &Store,
    tx: &WriteTransaction,
    by: &Administrator,
    county: &str,
    id: Uuid,
) -> Result<()> {
    by.need(Action::AccountHandOver)?;
    let (mut account, _) = by.stays(store, tx, county, id).await?;
    not_own(by, &account)?;
    let now = store.clock.millis();
    for mut row in rows::assignments::of_account(&**tx, county, id).await? {
        if row.state == AssignmentState::Ended.code() {
            continue;
        }
        AssignmentState::Ended.code().clone_into(&mut row.state);
        row.ended_at = Some(now);
        rows::assignments::write(&**tx, signed(&store.keys, row)).await?;
    }
    AccountState::Left.code().clone_into(&mut account.state);
    trace(store, tx, by, Kind::AccountLeft, &account).await?;
    account.password_hash.clear();
    rows::identities::forget(&**tx, (county, id)).await?;
    ends(store, tx, by, &account, Ended::Left).await?;
    let person = rows::persons::by_id(&**tx, county, account.person_id).await?.ok_or(Problem::NotFound)?;
    let left_on = Some(store.clock.today().to_string());
    let others = rows::accounts::of_person(&**tx, county, account.person_id).await?;
    if others.iter().all(|other| other.id == id || other.state == AccountState::Left.code()) {
        rows::persons::write(&**tx, crate::access::tables::person::Model { left_on, ..person }).await?;
    }
    rows::accounts::write(&**tx, account).await
}

fn not_own(by: &Administrator, account: &account::Model) -> Result<()> {
    if account.person_id == by.account().person() { Err(Problem::OwnRequest.into()) } else { Ok(()) }
}

/// What an account that opens nothing any more leaves open.
async fn ends(
    store: &Store,
    tx: &WriteTransaction,
    by: &Administrator,
    account: &account::Model,
    how: Ended,
) -> Result<()> {
    sessions::end_all(store, tx, &by.account().actor(), account, (None, how)).await?;
    rows::invitations::remove(&**tx, &account.county_code, account.id).await?;
    Ok(())
}
