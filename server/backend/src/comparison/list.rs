//! The batches of a county as its officers see them, and what is due.

use domain::access::Action;
use domain::comparison::batch::BatchState;
use domain::comparison::{Item, ItemState};
use domain::form;
use domain::problem::Problem;
use uuid::Uuid;

use super::decide::state_of;
use super::department::is_overdue;
use super::make::split;
use super::rows;
use super::tables::batch;
use super::words::Words;
use crate::access::accounts::Account;
use crate::error::Result;
use crate::register::rows::items;
use crate::store::Store;

/// A batch as the county sees it: counts, columns and purpose, and no rows.
#[derive(Clone, Debug)]
pub struct BatchLine {
    /// Its row.
    pub row: batch::Model,
    /// Where it stands.
    pub state: BatchState,
    /// Who is asked.
    pub department: form::Department,
    /// What is asked.
    pub items: Vec<Item>,
    /// It was due before today, and is not answered.
    pub overdue: bool,
    /// What it is for.
    pub purpose: String,
    /// What the approver wants changed.
    pub returned: Option<String>,
    /// Why it was closed or cancelled.
    pub ended: Option<String>,
    /// Whether the person who asks made it.
    pub own: bool,
}

/// What waits for a batch of a department.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Department {
    /// Who would be asked.
    pub department: form::Department,
    /// Items that wait.
    pub due: u64,
}

fn may_list(account: &Account) -> Result<()> {
    if account.may(Action::BatchList) { Ok(()) } else { Err(Problem::NotFound.into()) }
}

/// The batches of the account's county, the newest first.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who sees none.
pub async fn list(store: &Store, account: &Account) -> Result<Vec<BatchLine>> {
    may_list(account)?;
    let rows = rows::of_county(&store.db, account.county_code(), None).await?;
    rows.into_iter().map(|row| line(store, account, row)).collect()
}

/// One batch of the account's county.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn one(store: &Store, account: &Account, id: Uuid) -> Result<BatchLine> {
    may_list(account)?;
    let row = rows::by_id(&store.db, account.county_code(), id).await?.ok_or(Problem::NotFound)?;
    line(store, account, row)
}

/// What waits for batches in the account's county, department by department.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who sees none.
pub async fn due(store: &Store, account: &Account) -> Result<Vec<Department>> {
    may_list(account)?;
    let states = [ItemState::Due.code(), ItemState::Stale.code()];
    let counts = items::waiting(&store.db, account.county_code(), &states).await?;
    let count = |department: form::Department| {
        let own =
            |(code, _): &&(String, i64)| Item::from_code(code).is_some_and(|item| item.department() == department);
        counts.iter().filter(own).map(|(_, count)| u64::try_from(*count).unwrap_or(0)).sum()
    };
    Ok(form::Department::compared().map(|department| Department { department, due: count(department) }).collect())
}

fn line(store: &Store, account: &Account, row: batch::Model) -> Result<BatchLine> {
    let state = state_of(&row)?;
    let words = Words::open(&store.keys, &row)?;
    let department = form::Department::from_exchange_code(&row.department).unwrap_or(form::Department::None);
    Ok(BatchLine {
        state,
        department,
        items: split(&row.items),
        overdue: is_overdue(store, &row, state),
        purpose: words.purpose,
        returned: words.returned,
        ended: words.ended,
        own: row.maker_person == account.person(),
        row,
    })
}
