//! People who sign in.

use domain::access::Role;
use domain::divisions::DivisionCode;

use crate::access::accounts;
use crate::access::accounts::{Account, Browser, NewAccount};
use crate::{Result, Store};

/// The password of everybody in tests.
const PASSWORD: &str = "一个足够长的密码";

/// A new account of this division, signed in, whose name is `name` to others.
///
/// # Errors
/// If the name is taken or the database refuses.
pub async fn account(
    store: &Store,
    username: &str,
    name: impl Into<String>,
    role: Role,
    division: &str,
) -> Result<Account> {
    let new = NewAccount {
        username: username.into(),
        display_name: name.into(),
        role,
        division: DivisionCode::parse(division).map_err(anyhow::Error::from)?,
        password: PASSWORD.into(),
        demonstration: false,
    };
    accounts::create(store, new).await?;
    Ok(accounts::sign_in(store, username, PASSWORD, Browser::stranger("10.0.0.1")).await?.account)
}
