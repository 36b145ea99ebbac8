//! What a county still has to decide about requests and to review of emergencies.

use domain::Date;
use domain::access::{Action, Group};
use domain::problem::Problem;
use domain::values::date;
use uuid::Uuid;

use super::state::{Kind, State};
use super::{rows, words};
use crate::access::accounts::Account;
use crate::error::Result;
use crate::store::Store;

/// Most lines of the page; the oldest first, so that nothing is passed over.
const MOST: u64 = 200;

/// A request or an emergency that waits for the county.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Id.
    pub id: Uuid,
    /// It was opened at once.
    pub emergency: bool,
    /// Who, with role and unit.
    pub asker: String,
    /// Why.
    pub words: String,
    /// How many records.
    pub records: usize,
    /// Names of the groups that are asked for; none for an emergency.
    pub groups: Vec<&'static str>,
    /// For how many days.
    pub days: i32,
    /// When, Unix milliseconds.
    pub asked_at: i64,
    /// Last day of the review of an emergency.
    pub due_on: Option<Date>,
    /// That day is past.
    pub overdue: bool,
    /// It is this person's own.
    pub own: bool,
}

/// What waits for somebody of the county, the oldest first.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who decides about neither.
pub async fn waiting(store: &Store, account: &Account) -> Result<Vec<Waiting>> {
    let mut states = Vec::new();
    states.extend(account.may(Action::EmergencyReview).then_some(State::Opened.code()));
    states.extend(account.may(Action::GrantDecide).then_some(State::Asked.code()));
    if states.is_empty() {
        return Err(Problem::NotFound.into());
    }
    let today = store.clock.today();
    let found = rows::in_states(&store.db, account.county_code(), &states, MOST).await?;
    let line = |row: &super::tables::access_grant::Model| {
        let due_on = date::parse(&row.due_on).ok();
        Ok(Waiting {
            id: row.id,
            emergency: row.kind == Kind::Emergency.code(),
            asker: row.asker.clone(),
            words: words::opened(&store.keys, row)?,
            records: words::unpacked(&row.records).len(),
            groups: row.groups.split(',').filter_map(Group::from_code).map(Group::label).collect(),
            days: row.days,
            asked_at: row.asked_at,
            due_on,
            overdue: due_on.is_some_and(|due| due < today),
            own: row.asker_person == account.person(),
        })
    };
    found.iter().map(line).collect()
}
