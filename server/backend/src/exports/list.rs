//! What the pages show of exports.

use domain::access::Group;
use domain::problem::Problem;
use domain::view::review::QueueFilter;

use super::decide::may_decide;
use super::rows;
use super::state::{Format, Purpose, State};
use super::tables::export;
use crate::access::accounts::{Account, Reviewer};
use crate::crypt::seal::{Binding, open};
use crate::error::{Error, Result};
use crate::store::Store;

/// Most lines of a page.
const MOST: u64 = 100;

/// An export, as its pages show it.
#[derive(Clone, Debug)]
pub struct Line {
    /// The row.
    pub row: export::Model,
    /// Where it stands.
    pub state: State,
    /// It was approved and nobody fetched it in time.
    pub over: bool,
    /// What for.
    pub purpose: Purpose,
    /// What for, in words.
    pub words: String,
    /// What kind of file.
    pub format: Format,
    /// Names of the groups of fields.
    pub groups: Vec<&'static str>,
    /// The filter of the list.
    pub filter: QueueFilter,
    /// It is this person's own.
    pub own: bool,
}

/// What this person asked for, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn own(store: &Store, reviewer: &Reviewer) -> Result<Vec<Line>> {
    let account = reviewer.account();
    let found = rows::of_person(&store.db, reviewer.area().county(), account.person(), MOST).await?;
    found.into_iter().map(|row| line(store, account, row)).collect()
}

/// What waits for the word of this person, the oldest first.
///
/// # Errors
/// [`Problem::NotFound`] for a role that decides about none.
pub async fn waiting(store: &Store, account: &Account) -> Result<Vec<Line>> {
    if !may_decide(account) {
        return Err(Problem::NotFound.into());
    }
    let found = rows::waiting(&store.db, account.county_code(), State::Asked.code(), MOST).await?;
    found.into_iter().map(|row| line(store, account, row)).collect()
}

fn line(store: &Store, account: &Account, row: export::Model) -> Result<Line> {
    let words = open(&store.keys, &row.county_code, Binding::export(row.id), &row.key_id, &row.sealed)?;
    let state = State::from_code(&row.state).unwrap_or_default();
    Ok(Line {
        state,
        over: state == State::Approved && row.ends_at <= store.clock.millis(),
        purpose: Purpose::from_code(&row.purpose).unwrap_or_default(),
        words: String::from_utf8(words.to_vec()).map_err(|_| Error::internal("the words of an export are no text"))?,
        format: Format::from_code(&row.format).unwrap_or_default(),
        groups: row.groups.split(',').filter_map(Group::from_code).map(Group::label).collect(),
        filter: serde_json::from_str(&row.filter)?,
        own: row.asker_person == account.person(),
        row,
    })
}
