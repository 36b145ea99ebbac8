//! Passkeys (通行密钥, WebAuthn level 2) with user verification: one is both factors at once.
//!
//! | file | holds |
//! | --- | --- |
//! | `ceremony` | what the server asked, kept sealed for five minutes and taken once |
//! | `enrol` | a passkey becomes one of an account |
//! | `show` | it is shown: as second factor, as fresh proof, or to sign in by name |

mod ceremony;
mod enrol;
mod show;

use domain::problem::Problem;
use url::Url;
use uuid::Uuid;
use webauthn_rs::WebauthnBuilder;
use webauthn_rs::prelude::{Passkey, Webauthn};

pub use enrol::{begin as begin_enrolment, enrol, remove};
pub use show::{ask, ask_by_name, prove, sign_in};

use crate::access::accounts::Account;
use crate::access::rows;
use crate::access::tables::passkey;
use crate::crypt::seal::{Binding, open_json, unless_refused};
use crate::error::{Error, Result};
use crate::store::Store;

/// Passkeys that an account has at most.
pub const MOST: usize = 5;

/// What the page asks the browser.
#[derive(Clone, Debug)]
pub struct Question {
    /// Id of the ceremony, which comes back with the answer.
    pub ceremony: Uuid,
    /// `publicKey` of `navigator.credentials.create` or `.get` as JSON (WebAuthn level 3, `…OptionsJSON`).
    pub options: String,
}

/// A passkey as its owner sees it.
#[derive(Clone, Debug)]
pub struct PasskeyLine {
    /// Id.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// When it was enrolled, Unix milliseconds.
    pub made_at: i64,
    /// When it was shown last.
    pub used_at: Option<i64>,
}

/// Whether browsers know the site by a name: passkeys belong to one, and an address of numbers is none.
#[must_use]
pub fn offered(store: &Store) -> bool {
    Url::parse(&store.base_url).is_ok_and(|origin| origin.domain().is_some())
}

/// The passkeys of an account, the oldest first.
///
/// # Errors
/// If the database refuses.
pub async fn list(store: &Store, account: &Account) -> Result<Vec<PasskeyLine>> {
    let rows = rows::passkeys::of_account(&store.db, account.key()).await?;
    let line =
        |row: passkey::Model| PasskeyLine { id: row.id, name: row.name, made_at: row.made_at, used_at: row.used_at };
    Ok(rows.into_iter().map(line).collect())
}

/// The site as authenticators know it: a passkey made under one name opens nothing under another one.
fn relying_party(store: &Store) -> Result<Webauthn> {
    let broken = || Error::internal("the address of the site has no name, so it has no passkeys");
    let origin = Url::parse(&store.base_url).map_err(|_| broken())?;
    let host = origin.domain().ok_or_else(broken)?;
    let built = WebauthnBuilder::new(host, &origin).map(|builder| builder.rp_name("童册").timeout(ceremony::OPEN));
    built.and_then(WebauthnBuilder::build).map_err(|_| broken())
}

/// A passkey of a row; nothing when somebody changed it, of which the trail knows.
fn opened(store: &Store, row: &passkey::Model) -> Result<Option<Passkey>> {
    let binding = Binding::passkey(row.id);
    unless_refused(open_json(&store.keys, &row.county_code, binding, &row.key_id, &row.sealed))
}

/// Why an answer opens nothing. What exactly was wrong is told to nobody.
fn wrong() -> Error {
    let message = "通行密钥没有通过验证，请再试一次，或者改用其他方式".into();
    Problem::Invalid { field: "passkey".into(), message }.into()
}
