//! What time does to accounts and assignments, once a night: an account that nobody uses is suspended, and so is the younger
//! of two assignments of one person that no one person may hold.

use std::collections::HashMap;

use domain::access::{AccountState, AssignmentState, UNUSED_DAYS};
use uuid::Uuid;

use super::accounts::assignments::{Assignment, signed};
use super::accounts::sessions::{self, Ended};
use super::rows;
use super::tables::{account, assignment};
use crate::audit::{Actor, Entry, Kind, pen};
use crate::error::Result;
use crate::store::Store;

/// Accounts that are looked at in one turn.
const BATCH: u64 = 200;

const DAY: i64 = 24 * 3_600_000;

/// What was done in one night.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Night {
    /// Accounts that were suspended because nobody used them.
    pub unused: u64,
    /// Assignments that were suspended because the person holds an older one that excludes them.
    pub excluded: u64,
}

/// Goes through all counties. Done twice it is done once.
///
/// # Errors
/// If the database refuses; what was done before stays so.
pub async fn run(store: &Store) -> Result<Night> {
    let (mut county, mut night) = (String::new(), Night::default());
    while let Some(next) = rows::accounts::county_after(&store.db, &county).await? {
        night.unused += suspend_unused(store, &next).await?;
        night.excluded += suspend_excluded(store, &next).await?;
        county = next;
    }
    Ok(night)
}

/// Accounts of the demonstration stay: nobody signs in for months, and then it is shown.
async fn suspend_unused(store: &Store, county: &str) -> Result<u64> {
    let before = store.clock.millis() - UNUSED_DAYS * DAY;
    let mut suspended = 0;
    loop {
        let unused = rows::accounts::unused(&store.db, county, before, BATCH).await?;
        for account in &unused {
            suspended += u64::from(suspend_account(store, account, before).await?);
        }
        if (unused.len() as u64) < BATCH {
            return Ok(suspended);
        }
    }
}

async fn suspend_account(store: &Store, account: &account::Model, before: i64) -> Result<bool> {
    let reason = format!("连续{UNUSED_DAYS}天没有登录，系统自动停用");
    let tx = store.begin().await?;
    // Somebody may have signed in since it was read.
    if !rows::accounts::suspend_unused(&*tx, account, before, reason).await? {
        return Ok(false);
    }
    let by = Actor::default();
    sessions::end_all(store, &tx, &by, account, (None, Ended::Suspended)).await?;
    rows::invitations::remove(&*tx, &account.county_code, account.id).await?;
    let entry = Entry::new(&account.county_code, store.clock.millis(), Kind::AccountSuspended, by);
    pen::append(store, &tx, [&entry.of("account", account.id).with("why", "unused")]).await?;
    tx.commit().await?;
    Ok(true)
}

/// Grants are checked when they are made. What slipped through, as two confirmed at one moment, is found here.
async fn suspend_excluded(store: &Store, county: &str) -> Result<u64> {
    let today = store.clock.today();
    let rows = rows::assignments::inside(&store.db, county, "").await?;
    let live = |row: &assignment::Model| {
        let read = Assignment::read(&store.keys, row);
        read.filter(|one| one.state == AssignmentState::Active && one.to >= today)
    };
    let live: Vec<(Uuid, Assignment)> =
        rows.iter().filter_map(|row| live(row).map(|one| (row.account_id, one))).collect();
    let ids: Vec<Uuid> = live.iter().map(|(account, _)| *account).collect();
    let accounts = rows::accounts::all_of_county(&store.db, county, &ids).await?;
    let accounts: HashMap<Uuid, account::Model> = accounts.into_iter().map(|row| (row.id, row)).collect();
    let (mut held, mut suspended) = (HashMap::<Uuid, Vec<Assignment>>::new(), 0);
    // The oldest first, as the query gives them.
    for (account, one) in live {
        let Some(account) = accounts.get(&account) else { continue };
        let own = held.entry(account.person_id).or_default();
        match own.iter().find(|older| older.role.excludes(one.role)) {
            Some(older) => suspended += u64::from(suspend_assignment(store, account, &one, older).await?),
            None => own.push(one),
        }
    }
    Ok(suspended)
}

async fn suspend_assignment(
    store: &Store,
    account: &account::Model,
    younger: &Assignment,
    older: &Assignment,
) -> Result<bool> {
    let tx = store.begin().await?;
    let rows = rows::assignments::of_account(&*tx, &account.county_code, account.id).await?;
    let active = |row: &assignment::Model| row.id == younger.id && row.state == AssignmentState::Active.code();
    let Some(mut row) = rows.into_iter().find(active) else { return Ok(false) };
    AssignmentState::Suspended.code().clone_into(&mut row.state);
    rows::assignments::write(&*tx, signed(&store.keys, row)).await?;
    let by = Actor::default();
    sessions::end_all(store, &tx, &by, account, (None, Ended::Unassigned)).await?;
    let entry = Entry::new(&account.county_code, store.clock.millis(), Kind::AssignmentSuspended, by)
        .of("account", account.id)
        .with("role", younger.role.code())
        .with("excluded_by", older.role.code());
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await?;
    Ok(true)
}

/// Days since an account was last used, when it is one that will be suspended for it.
pub(super) fn unused_days(account: &account::Model, now: i64) -> Option<i64> {
    let counts = account.state == AccountState::Active.code() && !account.demonstration;
    let used = account.used_at.unwrap_or(account.created_at).max(account.resumed_at.unwrap_or(0));
    counts.then(|| (now - used) / DAY)
}
