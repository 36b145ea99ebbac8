//! People who sign in, and a program that submits.

use domain::access::Role;
use domain::divisions::DivisionCode;
use domain::forms::options::COLLECTION_METHOD;
use uuid::Uuid;

use crate::access::accounts;
use crate::access::accounts::{Account, Browser, NewAccount};
use crate::access::clients::{Client, Scope};
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

/// A program that has shown its token, and may submit everything of the deployment's first division.
#[must_use]
pub fn program(store: &Store) -> Client {
    Client {
        id: Uuid::from_u128(0x7e57),
        name: "示例接口程序".into(),
        place: store.deployment.divisions[0],
        scopes: Scope::ALL.to_vec(),
        channels: COLLECTION_METHOD.iter().map(|choice| choice.code.to_owned()).collect(),
    }
}
