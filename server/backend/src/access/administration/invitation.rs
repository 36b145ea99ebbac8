//! What an invited person does: sees for which account it is, and sets its password.

use domain::access::AccountState;
use domain::problem::Problem;
use uuid::Uuid;

use crate::access::accounts::sessions::{self, Ended};
use crate::access::accounts::{assignments, passwords};
use crate::access::rows;
use crate::access::tables::{account, invitation};
use crate::audit::{Actor, Entry, Kind, pen};
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

/// The account to which an invitation leads.
#[derive(Clone, Debug)]
pub struct Invited {
    /// Name to sign in with.
    pub username: String,
    /// Name shown to others.
    pub display_name: String,
    /// It is for somebody who had a password before.
    pub resets: bool,
    /// Until when it opens, Unix milliseconds.
    pub ends_at: i64,
}

/// The account of the invitation with this token, which begins with the county.
///
/// # Errors
/// [`Problem::NotFound`] when there is none, it has ended, was used, or waits for another person's confirmation.
pub async fn invited(store: &Store, token: &str) -> Result<Invited> {
    let (row, account) = open(store, token).await?;
    Ok(Invited {
        username: account.username,
        display_name: account.display_name,
        resets: row.resets,
        ends_at: row.ends_at,
    })
}

/// Sets the password of the account, once. Sessions of before end; a second factor of before is forgotten, because whoever
/// lost it could not go on.
///
/// # Errors
/// [`Problem::NotFound`] as [`invited`]; [`Problem::Invalid`] for `password`.
pub async fn accept(store: &Store, token: &str, password: &str) -> Result<Uuid> {
    let (_, account) = open(store, token).await?;
    let second_factor = assignments::needs_factor(store, &account).await?;
    let password_hash = passwords::hash_chosen(store, password, second_factor, &account).await?;
    let (id, now) = (account.id, store.clock.millis());
    let tx = store.begin().await?;
    take(store, &tx, account, (password_hash, Some(now))).await?;
    tx.commit().await?;
    Ok(id)
}

/// Uses the invitation of an account up. What opened it before opens it no more: sessions, second factors, bonds.
///
/// # Errors
/// [`Problem::NotFound`] when somebody else was quicker.
pub(crate) async fn take(
    store: &Store,
    tx: &WriteTransaction,
    account: account::Model,
    (password_hash, password_set_at): (String, Option<i64>),
) -> Result<()> {
    // Whoever was quicker used it.
    if !rows::invitations::remove(&**tx, &account.county_code, account.id).await? {
        return Err(Problem::NotFound.into());
    }
    sessions::end_all(store, tx, &Actor::default(), &account, (None, Ended::Reset)).await?;
    rows::factors::forget(&**tx, (&account.county_code, account.id)).await?;
    rows::identities::forget(&**tx, (&account.county_code, account.id)).await?;
    let entry = Entry::new(&account.county_code, store.clock.millis(), Kind::FactorReset, Actor::default());
    pen::append(store, tx, [&entry.of("account", account.id).with("step", "used")]).await?;
    let state = AccountState::Active.code().to_owned();
    rows::accounts::write(&**tx, account::Model { password_hash, password_set_at, state, ..account }).await
}

/// The invitation of a token and its account.
///
/// # Errors
/// As [`invited`].
pub(crate) async fn open(store: &Store, token: &str) -> Result<(invitation::Model, account::Model)> {
    let (county, token) = token.split_once('.').ok_or(Problem::NotFound)?;
    let hash = store.keys.token_hash(token);
    let row = rows::invitations::by_token_hash(&store.db, county, hash).await?.ok_or(Problem::NotFound)?;
    let waits = row.resets && row.confirmed_by.is_none();
    if waits || row.ends_at <= store.clock.millis() {
        return Err(Problem::NotFound.into());
    }
    let account = rows::accounts::of_county(&store.db, county, row.account_id).await?.ok_or(Problem::NotFound)?;
    let usable = [AccountState::Invited, AccountState::Active].iter().any(|state| state.code() == account.state);
    if usable { Ok((row, account)) } else { Err(Problem::NotFound.into()) }
}
