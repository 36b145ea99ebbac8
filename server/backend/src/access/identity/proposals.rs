//! What the claims of a provider propose. An administrator accepts or declines; a claim that has gone ends what was made of it
//! at the next sign-in.

use domain::access::{Action, AssignmentState, Proposal, Role, longest_to};
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use uuid::Uuid;

use super::flow::Identified;
use super::provider::ClaimRule;
use crate::access::accounts::assignments::{Assignment, signed};
use crate::access::accounts::sessions::{self, Ended};
use crate::access::administration::{Act, Administrator, entry, grant};
use crate::access::rows;
use crate::access::tables::account;
use crate::access::tables::identity_proposal::Model;
use crate::audit::{Actor, Entry, Kind, pen};
use crate::divisions::names;
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

/// It waits for an administrator.
const ASKED: &str = "asked";
/// An assignment was made of it.
const ACCEPTED: &str = "accepted";
/// It is not asked for again.
const DECLINED: &str = "declined";
/// Its claim has gone; with a new claim it is asked for anew.
const WITHDRAWN: &str = "withdrawn";

/// A proposal as administrators see it.
#[derive(Clone, Debug)]
pub struct ProposalLine {
    /// Id.
    pub id: Uuid,
    /// The role.
    pub role: Role,
    /// Its place, from the province down, with `/`.
    pub place: String,
    /// When the claim was seen first, Unix milliseconds.
    pub asked_at: i64,
}

/// Follows the claims of somebody who signs in.
pub(super) async fn follow(store: &Store, account: &account::Model, who: &Identified) -> Result<()> {
    let provider = &who.provider;
    let claimed: Vec<&ClaimRule> = provider.claims.iter().filter(|rule| rule.holds(&who.claims)).collect();
    let key = (account.county_code.as_str(), account.id);
    let tx = store.begin().await?;
    let known = rows::identities::proposals(&*tx, key).await?;
    let known: Vec<Model> = known.into_iter().filter(|row| row.provider_id == provider.row.id).collect();
    let same = |row: &Model, rule: &ClaimRule| row.role == rule.role && row.place_code == rule.place;
    for row in known.iter().filter(|row| [ASKED, ACCEPTED].contains(&row.state.as_str())) {
        if !claimed.iter().any(|rule| same(row, rule)) {
            withdraw(store, &tx, account, row.clone()).await?;
        }
    }
    let held = rows::assignments::of_account(&*tx, key.0, key.1).await?;
    let live = |rule: &ClaimRule| {
        held.iter().filter_map(|row| Assignment::read(&store.keys, row)).any(|one| {
            [AssignmentState::Active, AssignmentState::Proposed].contains(&one.state)
                && one.role.code() == rule.role
                && one.place.to_string() == rule.place
        })
    };
    for rule in claimed {
        let asked = known.iter().any(|row| row.state != WITHDRAWN && same(row, rule));
        if !asked && !live(rule) {
            ask(store, &tx, account, provider.row.id, rule).await?;
        }
    }
    tx.commit().await
}

async fn ask(
    store: &Store,
    tx: &WriteTransaction,
    account: &account::Model,
    provider: Uuid,
    rule: &ClaimRule,
) -> Result<()> {
    let row = Model {
        county_code: account.county_code.clone(),
        id: store.new_id(),
        account_id: account.id,
        provider_id: provider,
        role: rule.role.clone(),
        place_code: rule.place.clone(),
        state: ASKED.to_owned(),
        asked_at: store.clock.millis(),
        decided_by: None,
        decided_at: None,
        assignment_id: None,
    };
    rows::identities::insert_proposal(&**tx, &row).await?;
    pen::append(store, tx, [&event(store, account, Kind::AssignmentProposed, &row).with("step", "asked")]).await
}

/// The claim has gone: what was made of it gives nothing any more.
async fn withdraw(store: &Store, tx: &WriteTransaction, account: &account::Model, row: Model) -> Result<()> {
    let rows = rows::assignments::of_account(&**tx, &account.county_code, account.id).await?;
    let active = AssignmentState::Active.code();
    let made = rows.into_iter().find(|one| Some(one.id) == row.assignment_id && one.state == active);
    if let Some(mut made) = made {
        AssignmentState::Suspended.code().clone_into(&mut made.state);
        rows::assignments::write(&**tx, signed(&store.keys, made)).await?;
        sessions::end_all(store, tx, &Actor::default(), account, (None, Ended::Unassigned)).await?;
        pen::append(store, tx, [&event(store, account, Kind::AssignmentSuspended, &row).with("why", "claim")]).await?;
    }
    rows::identities::write_proposal(&**tx, Model { state: WITHDRAWN.to_owned(), ..row }).await
}

fn event(store: &Store, account: &account::Model, kind: Kind, row: &Model) -> Entry {
    let entry = Entry::new(&account.county_code, store.clock.millis(), kind, Actor::default());
    let entry = entry.of("account", account.id).with("role", row.role.as_str());
    entry.with("place", row.place_code.as_str())
}

/// What is proposed for an account and waits for an administrator.
///
/// # Errors
/// [`Problem::NotFound`] outside the area.
pub async fn waiting(store: &Store, by: &Administrator, county: &str, id: Uuid) -> Result<Vec<ProposalLine>> {
    by.reach((&store.db, &store.keys), county, id).await?;
    let rows = rows::identities::proposals(&store.db, (county, id)).await?;
    let mut lines = Vec::new();
    for row in rows.into_iter().filter(|row| row.state == ASKED) {
        let Some(role) = Role::from_code(&row.role) else { continue };
        lines.push(ProposalLine { id: row.id, role, place: names::path(&row.place_code)?, asked_at: row.asked_at });
    }
    Ok(lines)
}

/// Makes an assignment of a proposal, as if the administrator had granted it from today on for the longest term.
///
/// # Errors
/// [`Problem::NotFound`] outside the area or when it waits no longer; [`Problem::Invalid`] as for any assignment.
pub async fn accept(store: &Store, by: &Administrator, county: &str, id: Uuid, proposal: Uuid) -> Result<()> {
    by.need(Action::AccountAssign)?;
    let Act { tx, account, .. } = by.act_on(store, county, id).await?;
    let row = asked(&tx, county, id, proposal).await?;
    let role = Role::from_code(&row.role).ok_or(Problem::NotFound)?;
    let place = DivisionCode::parse(&row.place_code).map_err(|_| Problem::NotFound)?;
    let from = store.clock.today();
    let assignment =
        grant(store, &tx, by, &account, Proposal { role, place, from, to: longest_to(role, from) }).await?;
    let accepted = Model { assignment_id: Some(assignment), ..row };
    decide(store, tx, by, &account, accepted, ACCEPTED).await
}

/// Declines a proposal; the same claim does not propose it again.
///
/// # Errors
/// [`Problem::NotFound`] outside the area or when it waits no longer.
pub async fn decline(store: &Store, by: &Administrator, county: &str, id: Uuid, proposal: Uuid) -> Result<()> {
    by.need(Action::AccountAssign)?;
    let Act { tx, account, .. } = by.act_on(store, county, id).await?;
    let row = asked(&tx, county, id, proposal).await?;
    decide(store, tx, by, &account, row, DECLINED).await
}

async fn asked(tx: &WriteTransaction, county: &str, account: Uuid, id: Uuid) -> Result<Model> {
    let rows = rows::identities::proposals(&**tx, (county, account)).await?;
    Ok(rows.into_iter().find(|row| row.id == id && row.state == ASKED).ok_or(Problem::NotFound)?)
}

async fn decide(
    store: &Store,
    tx: WriteTransaction,
    by: &Administrator,
    account: &account::Model,
    row: Model,
    state: &'static str,
) -> Result<()> {
    let entry = entry(store, by, Kind::AssignmentProposed, account).with("role", row.role.as_str()).with("step", state);
    let decided = Model {
        state: state.to_owned(),
        decided_by: Some(by.account().id()),
        decided_at: Some(store.clock.millis()),
        ..row
    };
    rows::identities::write_proposal(&*tx, decided).await?;
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await
}
