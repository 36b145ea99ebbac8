//! Assignments (任职): granted, confirmed by another person, ended.

use domain::access::{Action, AssignmentState, CONFIRMATION_HOURS, GrantFault, Proposal, Role, check_grant};
use domain::problem::Problem;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Administrator;
use super::administrator::{Act, entry, other_person};
use crate::access::accounts::assignments::{Assignment, row_of, signed};
use crate::access::accounts::creation::invalid;
use crate::access::accounts::sessions::{self, Ended};
use crate::access::rows;
use crate::access::tables::account;
use crate::audit::{Kind, pen};
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

/// Grants an assignment; it is in force from its first day, or once another person has confirmed it.
///
/// # Errors
/// [`Problem::NotFound`] outside the area; [`Problem::Invalid`] at `role`, `place` or `to`.
pub async fn assign(store: &Store, by: &Administrator, county: &str, id: Uuid, proposal: Proposal) -> Result<()> {
    by.need(Action::AccountAssign)?;
    let Act { tx, account, .. } = by.act_on(store, county, id).await?;
    grant(store, &tx, by, &account, proposal).await?;
    tx.commit().await
}

/// Writes the assignment of an account whose row is there already; gives its id.
pub(crate) async fn grant(
    store: &Store,
    tx: &WriteTransaction,
    by: &Administrator,
    account: &account::Model,
    proposal: Proposal,
) -> Result<Uuid> {
    let held = held(store, &**tx, account).await?;
    let granter = by.granter(account.person_id);
    check_grant(proposal, granter, &held, store.clock.today()).map_err(invalid)?;
    let state = match proposal.role.confirmed_by() {
        Some(_) => AssignmentState::Proposed,
        None => AssignmentState::Active,
    };
    let of = (account.county_code.as_str(), account.id);
    let row = row_of(store, of, proposal, state, Some(by.account().id()));
    rows::assignments::insert(&**tx, &row).await?;
    let entry = entry(store, by, Kind::AssignmentBegun, account)
        .with("role", proposal.role.code())
        .with("place", proposal.place.to_string())
        .with("from", proposal.from.to_string())
        .with("to", proposal.to.to_string())
        .with("state", state.code());
    pen::append(store, tx, [&entry]).await?;
    Ok(row.id)
}

/// Roles that the person holds or is to hold, under whatever account.
async fn held<C: ConnectionTrait>(store: &Store, db: &C, account: &account::Model) -> Result<Vec<Role>> {
    held_by(store, db, &account.county_code, account.person_id).await
}

/// Roles that a person of the county holds or is to hold, under whatever account.
pub(super) async fn held_by<C: ConnectionTrait>(
    store: &Store,
    db: &C,
    county: &str,
    person: Uuid,
) -> Result<Vec<Role>> {
    let today = store.clock.today();
    let mut held = Vec::new();
    for own in rows::accounts::of_person(db, county, person).await? {
        let rows = rows::assignments::of_account(db, county, own.id).await?;
        let live = rows.iter().filter_map(|row| Assignment::read(&store.keys, row));
        let live = live.filter(|one| one.state != AssignmentState::Ended && one.to >= today);
        held.extend(live.map(|one| one.role));
    }
    Ok(held)
}

/// Confirms what another person granted; from then on it is in force.
///
/// # Errors
/// [`Problem::NotFound`] when nothing of the area waits under this id, or no longer; [`Problem::OwnRequest`] for what the
/// same person asked for.
pub async fn confirm(store: &Store, by: &Administrator, county: &str, id: Uuid, assignment: Uuid) -> Result<()> {
    by.need(Action::AccountConfirm)?;
    let Act { tx, account, assignments } = by.act_on(store, county, id).await?;
    let asked = assignments.into_iter().find(|one| one.id == assignment).ok_or(Problem::NotFound)?;
    let lapses = asked.granted_at + CONFIRMATION_HOURS * 3_600_000;
    if asked.state != AssignmentState::Proposed || lapses <= store.clock.millis() {
        return Err(Problem::NotFound.into());
    }
    if asked.role.confirmed_by() != Some(by.account().role()) {
        return Err(Problem::Forbidden.into());
    }
    other_person(&*tx, by, asked.granted_by).await?;
    if account.person_id == by.account().person() {
        return Err(Problem::OwnRequest.into());
    }
    // What the person was given meanwhile counts too.
    let held: Vec<Role> = held(store, &*tx, &account).await?.into_iter().filter(|role| *role != asked.role).collect();
    if let Some(other) = held.into_iter().find(|other| asked.role.excludes(*other)) {
        return Err(invalid(GrantFault::Excluded(other)).into());
    }
    change(store, &*tx, &account, assignment, |row| {
        AssignmentState::Active.code().clone_into(&mut row.state);
        row.confirmed_by = Some(by.account().id());
    })
    .await?;
    let entry = entry(store, by, Kind::AssignmentConfirmed, &account).with("role", asked.role.code());
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await
}

/// Ends an assignment at once. Without another one, the account's sessions end with it.
///
/// # Errors
/// [`Problem::NotFound`] when there is none of the area; [`Problem::OwnRequest`] for an own one.
pub async fn end_assignment(store: &Store, by: &Administrator, county: &str, id: Uuid, assignment: Uuid) -> Result<()> {
    by.need(Action::AccountUnassign)?;
    let Act { tx, account, assignments } = by.act_on(store, county, id).await?;
    if account.person_id == by.account().person() {
        return Err(Problem::OwnRequest.into());
    }
    let live = |one: &&Assignment| one.id == assignment && one.state != AssignmentState::Ended;
    let ended = assignments.iter().find(live).ok_or(Problem::NotFound)?;
    let entry = entry(store, by, Kind::AssignmentEnded, &account).with("role", ended.role.code());
    pen::append(store, &tx, [&entry]).await?;
    let now = store.clock.millis();
    change(store, &*tx, &account, assignment, |row| {
        AssignmentState::Ended.code().clone_into(&mut row.state);
        row.ended_at = Some(now);
    })
    .await?;
    // A session may act under it; whoever has another one signs in again.
    sessions::end_all(store, &tx, &by.account().actor(), &account, (None, Ended::Unassigned)).await?;
    tx.commit().await
}

/// Changes the row of an assignment, and puts its hash to it anew.
async fn change<C: ConnectionTrait>(
    store: &Store,
    db: &C,
    account: &account::Model,
    id: Uuid,
    change: impl FnOnce(&mut crate::access::tables::assignment::Model),
) -> Result<()> {
    let rows = rows::assignments::of_account(db, &account.county_code, account.id).await?;
    let mut row = rows.into_iter().find(|row| row.id == id).ok_or(Problem::NotFound)?;
    change(&mut row);
    rows::assignments::write(db, signed(&store.keys, row)).await
}
