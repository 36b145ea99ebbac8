//! What everybody does with the own account: the password.

use domain::problem::Problem;

use super::assignments::needs_factor;
use super::sessions::{self, Ended};
use super::{Account, Browser, passwords, prove_password, trail};
use crate::access::rows;
use crate::access::tables::account;
use crate::audit::{Kind, pen};
use crate::error::Result;
use crate::store::Store;

/// Sets another password; all other sessions end.
///
/// # Errors
/// [`Problem::Invalid`] for `password` (the one of now) or `new_password`; [`Problem::TooManyAttempts`].
pub async fn change_password(
    store: &Store,
    account: &Account,
    (now, new): (&str, &str),
    browser: Browser<'_>,
    session: Option<&str>,
) -> Result<()> {
    prove_password(store, account, now, browser).await?;
    let row = rows::accounts::of_county(&store.db, account.county_code(), account.id()).await?;
    let row = row.ok_or(Problem::NotFound)?;
    if new == now {
        let message = "新密码和现在的一样，请换一个".into();
        return Err(Problem::Invalid { field: "new_password".into(), message }.into());
    }
    let second_factor = needs_factor(store, &row).await?;
    let password_hash = passwords::hash_chosen(store, new, second_factor, &row).await.map_err(at_new)?;
    let tx = store.begin().await?;
    sessions::end_all(store, &tx, &account.actor(), &row, (session, Ended::Password)).await?;
    rows::accounts::write(&*tx, account::Model { password_hash, password_set_at: Some(store.clock.millis()), ..row })
        .await?;
    pen::append(store, &tx, [&trail::of_own(store, account, Kind::PasswordChanged)]).await?;
    tx.commit().await
}

/// Whether the account's password is so old that another one is asked for. That of the demonstration is public and stays.
#[must_use]
pub fn password_due(store: &Store, account: &Account) -> bool {
    !account.is_demonstration() && store.passwords.is_due(account.password_set_at(), store.clock.millis())
}

fn at_new(error: crate::Error) -> crate::Error {
    match error.into_problem() {
        Problem::Invalid { message, .. } => Problem::Invalid { field: "new_password".into(), message }.into(),
        other => other.into(),
    }
}
