//! What everybody does with the own account: password and sessions.

use domain::problem::Problem;

use super::assignments::needs_factor;
use super::{Account, Browser, passwords, prove_password, trail};
use crate::access::rows;
use crate::access::tables::{account, session};
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
    let known = [row.username.as_str(), row.display_name.as_str(), now];
    let second_factor = needs_factor(store, &row).await?;
    let password_hash = passwords::hash_chosen(new, second_factor, &known).await.map_err(at_new)?;
    let tx = store.begin().await?;
    rows::sessions::end_all(&*tx, &row.county_code, row.id, session).await?;
    rows::accounts::write(&*tx, account::Model { password_hash, ..row }).await?;
    pen::append(store, &tx, [&trail::of_own(store, account, Kind::PasswordChanged)]).await?;
    tx.commit().await
}

fn at_new(error: crate::Error) -> crate::Error {
    match error.into_problem() {
        Problem::Invalid { message, .. } => Problem::Invalid { field: "new_password".into(), message }.into(),
        other => other.into(),
    }
}

/// The sessions of the account that live, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn sessions(store: &Store, account: &Account) -> Result<Vec<session::Model>> {
    rows::sessions::living(&store.db, account.county_code(), account.id(), store.clock.millis()).await
}

/// Ends one session of the account, or all but `this` one.
///
/// # Errors
/// If the database refuses.
pub async fn end_session(store: &Store, account: &Account, one: Option<&str>, this: Option<&str>) -> Result<()> {
    let tx = store.begin().await?;
    match one {
        Some(id) => rows::sessions::end(&*tx, account.county_code(), account.id(), id).await?,
        None => rows::sessions::end_all(&*tx, account.county_code(), account.id(), this).await?,
    };
    pen::append(store, &tx, [&trail::of_own(store, account, Kind::SessionEnded).with("how", "owner")]).await?;
    tx.commit().await
}
