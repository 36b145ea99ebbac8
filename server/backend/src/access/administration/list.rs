//! The accounts of an area, and one of them.

use std::collections::HashMap;

use domain::access::{
    AccountState, Action, AssignmentState, CONFIRMATION_HOURS, NOTICE_DAYS, Role, UNUSED_DAYS, ends_soon,
};
use domain::problem::Problem;
use uuid::Uuid;

use super::Administrator;
use crate::access::accounts::assignments::Assignment;
use crate::access::nightly::unused_days;
use crate::access::rows;
use crate::access::tables::account;
use crate::divisions::names;
use crate::error::{Error, Result};
use crate::store::Store;

/// Accounts of one page.
pub const PAGE: usize = 50;

/// An account in the list.
#[derive(Clone, Debug)]
pub struct AccountLine {
    /// County under which it lies.
    pub county: String,
    /// Id.
    pub id: Uuid,
    /// Name to sign in with.
    pub username: String,
    /// Name shown to others.
    pub display_name: String,
    /// How it stands.
    pub state: AccountState,
    /// Whether it is one of the demonstration.
    pub demonstration: bool,
    /// When somebody signed in with it last, Unix milliseconds.
    pub used_at: Option<i64>,
    /// Days without a sign-in, once they are many: after [`UNUSED_DAYS`] it is suspended.
    pub unused_days: Option<i64>,
    /// Its assignments that are not over, in words.
    pub assignments: Vec<AssignmentLine>,
}

/// An assignment in words.
#[derive(Clone, Debug)]
pub struct AssignmentLine {
    /// The assignment.
    pub assignment: Assignment,
    /// Its place from the province down, with `/`.
    pub place: String,
    /// Whether it gives its role today.
    pub in_force: bool,
    /// Days that it lasts after today, once they are few.
    pub days_left: Option<i64>,
}

/// One account.
#[derive(Clone, Debug)]
pub struct AccountDetail {
    /// As the list shows it, with all assignments.
    pub line: AccountLine,
    /// It is of the person who looks at it.
    pub own: bool,
    /// When it was made, Unix milliseconds.
    pub created_at: i64,
    /// Why it was suspended.
    pub suspended_for: Option<String>,
    /// An invitation that somebody can still use: until when, and whether another person has yet to confirm it.
    pub invitation: Option<(i64, bool)>,
    /// Sessions that live.
    pub sessions: u64,
    /// Last day of work before the person leaves, once that is known.
    pub left_on: Option<String>,
}

/// What waits for another person's confirmation.
#[derive(Clone, Debug)]
pub enum Pending {
    /// An assignment.
    Assignment(AccountLine, AssignmentLine),
    /// A new way in for somebody who lost the old one.
    Reset(AccountLine, i64),
}

/// The list of an area.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Accounts by name, at most [`PAGE`].
    pub lines: Vec<AccountLine>,
    /// How much waits for a confirmation that this administrator may give.
    pub waiting: usize,
    /// How many of those found end soon.
    pub ending: usize,
}

/// What of the list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// A part of a name, a user name, a place or a role.
    pub term: String,
    /// Only those of which an assignment ends soon, or which will be suspended soon because nobody uses them.
    pub ending: bool,
}

impl AccountLine {
    /// Whether an assignment of it ends soon, or it will be suspended soon.
    #[must_use]
    pub fn ends_soon(&self) -> bool {
        self.unused_days.is_some() || self.assignments.iter().any(|one| one.days_left.is_some())
    }
}

/// The accounts of the area whose name, user name or place holds the term.
///
/// # Errors
/// If the database refuses.
pub async fn accounts(store: &Store, by: &Administrator, asked: &Asked) -> Result<Overview> {
    let term = asked.term.trim().to_lowercase();
    let mut lines = all(store, by).await?;
    let waiting = waiting(store, by, &lines).await?.len();
    lines.retain(|line| {
        let place = |one: &AssignmentLine| one.place.contains(&term) || one.assignment.role.label().contains(&term);
        term.is_empty()
            || line.display_name.to_lowercase().contains(&term)
            || line.username.contains(&term)
            || line.assignments.iter().any(place)
    });
    let ending = lines.iter().filter(|line| line.ends_soon()).count();
    lines.retain(|line| !asked.ending || line.ends_soon());
    lines.truncate(PAGE);
    Ok(Overview { lines, waiting, ending })
}

/// Those of the area that wait for a confirmation which this administrator may give: not what he or she asked for.
///
/// # Errors
/// If the database refuses.
pub async fn pending(store: &Store, by: &Administrator) -> Result<Vec<Pending>> {
    waiting(store, by, &all(store, by).await?).await
}

/// What waits among these accounts of the area.
async fn waiting(store: &Store, by: &Administrator, lines: &[AccountLine]) -> Result<Vec<Pending>> {
    if !by.confirms() {
        return Ok(Vec::new());
    }
    let now = store.clock.millis();
    let own = by.account().id();
    let mut resets = HashMap::new();
    if by.may(Action::AccountReset) {
        for county in by.counties()? {
            let waiting = rows::invitations::waiting(&store.db, &county, now).await?.into_iter();
            resets.extend(waiting.filter(|row| row.made_by != Some(own)).map(|row| (row.account_id, row.ends_at)));
        }
    }
    let mut pending = Vec::new();
    for line in lines {
        for one in &line.assignments {
            let asked = one.assignment.state == AssignmentState::Proposed && one.assignment.granted_by != Some(own);
            let waits = now - one.assignment.granted_at < CONFIRMATION_HOURS * 3_600_000;
            if asked && waits && one.assignment.role.confirmed_by() == Some(by.account().role()) {
                pending.push(Pending::Assignment(line.clone(), one.clone()));
            }
        }
        if let Some(ends_at) = resets.remove(&line.id) {
            pending.push(Pending::Reset(line.clone(), ends_at));
        }
    }
    Ok(pending)
}

/// One account of the area.
///
/// # Errors
/// [`Problem::NotFound`] when there is none.
pub async fn account(store: &Store, by: &Administrator, county: &str, id: Uuid) -> Result<AccountDetail> {
    let (row, assignments) = by.reach((&store.db, &store.keys), county, id).await?;
    let now = store.clock.millis();
    let invitation = rows::invitations::of_account(&store.db, county, id).await?.filter(|row| row.ends_at > now);
    let person = rows::persons::by_id(&store.db, county, row.person_id).await?.ok_or(Problem::NotFound)?;
    Ok(AccountDetail {
        own: row.person_id == by.account().person(),
        created_at: row.created_at,
        suspended_for: row.suspended_for.clone(),
        invitation: invitation.map(|row| (row.ends_at, row.resets && row.confirmed_by.is_none())),
        sessions: rows::sessions::of_accounts(&store.db, county, &[id], now).await?.len() as u64,
        left_on: person.left_on,
        line: line(store, row, assignments)?,
    })
}

/// All accounts of the area, by name, with the assignments that are not over.
async fn all(store: &Store, by: &Administrator) -> Result<Vec<AccountLine>> {
    let today = store.clock.today();
    let mut lines = Vec::new();
    for county in by.counties()? {
        let code = if by.area().county().is_some() { by.area().to_string() } else { String::new() };
        let rows = rows::assignments::inside(&store.db, &county, &code).await?;
        let mut ids: Vec<Uuid> = rows.iter().map(|row| row.account_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut duties: HashMap<Uuid, Vec<Assignment>> = HashMap::new();
        for row in rows::assignments::of_accounts(&store.db, &county, &ids).await? {
            let read = Assignment::read(&store.keys, &row);
            let live = read.filter(|one| one.state != AssignmentState::Ended && one.to >= today);
            duties.entry(row.account_id).or_default().extend(live);
        }
        for row in rows::accounts::all_of_county(&store.db, &county, &ids).await? {
            let own = duties.remove(&row.id).unwrap_or_default();
            if by.reaches(&own) {
                lines.push(line(store, row, own)?);
            }
        }
    }
    lines.sort_by(|a, b| (&a.display_name, &a.username).cmp(&(&b.display_name, &b.username)));
    Ok(lines)
}

fn line(store: &Store, row: account::Model, assignments: Vec<Assignment>) -> Result<AccountLine> {
    let today = store.clock.today();
    let in_words = |assignment: Assignment| -> Result<AssignmentLine> {
        let place = names::path(&assignment.place.to_string())?;
        let in_force = assignment.in_force_on(today);
        let days_left = ends_soon(assignment.to, today).filter(|_| in_force);
        Ok(AssignmentLine { in_force, days_left, assignment, place })
    };
    Ok(AccountLine {
        unused_days: unused_days(&row, store.clock.millis()).filter(|days| *days >= UNUSED_DAYS - NOTICE_DAYS),
        state: AccountState::from_code(&row.state)
            .ok_or_else(|| Error::internal("an account stands in no known way"))?,
        county: row.county_code,
        id: row.id,
        username: row.username,
        display_name: row.display_name,
        demonstration: row.demonstration,
        used_at: row.used_at,
        assignments: assignments.into_iter().map(in_words).collect::<Result<_>>()?,
    })
}

/// Roles that this administrator grants, in order.
#[must_use]
pub fn grantable(by: &Administrator) -> Vec<Role> {
    Role::ALL.iter().copied().filter(|role| role.granted_by().contains(&by.account().role())).collect()
}
