//! The second factor of an account: passkeys, codes of a generator (TOTP, RFC 6238), and recovery codes for the day it is lost.

pub mod passkeys;
mod recovery;
mod totp;

pub use recovery::{CODES, renew};
pub use totp::{Setup, begin, confirm, remove, setup};

use domain::problem::Problem;

use super::accounts::attempts::{self, Who};
use super::accounts::{Account, trail};
use super::rows;
use crate::audit::{Entry, Kind, Outcome, peer_prefix, pen};
use crate::error::Result;
use crate::store::Store;

/// What second factor an account has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Factors {
    /// A code generator is in use.
    pub totp: bool,
    /// Passkeys that are enrolled.
    pub passkeys: usize,
    /// Recovery codes that are left.
    pub recovery_left: u64,
}

impl Factors {
    /// Whether it has any, so that one is asked for.
    #[must_use]
    pub const fn any(self) -> bool {
        self.totp || self.passkeys > 0
    }
}

impl Account {
    pub(super) fn key(&self) -> (&str, uuid::Uuid) {
        (self.county_code(), self.id())
    }
}

/// What second factor the account has.
///
/// # Errors
/// If the database refuses.
pub async fn of(store: &Store, account: &Account) -> Result<Factors> {
    let totp = rows::factors::totp(&store.db, account.key()).await?;
    let passkeys = rows::passkeys::of_account(&store.db, account.key()).await?.len();
    let recovery_left = rows::factors::codes_left(&store.db, account.key()).await?;
    Ok(Factors { totp: totp.is_some_and(|row| row.confirmed_at.is_some()), passkeys, recovery_left })
}

/// The event of a second factor that was shown or refused, `by` a `code`, a `recovery` code or a `passkey`.
fn shown(store: &Store, account: &Account, (peer, by): (&str, &'static str), outcome: Outcome) -> Entry {
    let mut entry = trail::of_own(store, account, Kind::FactorShown).with("by", by);
    entry.outcome = outcome;
    entry.peer = peer_prefix(peer);
    entry
}

/// Checks a code: six digits of the generator, or a recovery code, which is used up. Attempts are counted, as those of
/// passwords are, in a bucket of the account: who comes here knows the password. Right or wrong, it is an event.
///
/// # Errors
/// [`Problem::Invalid`] for a `code` that is wrong or was shown before; [`Problem::TooManyAttempts`].
pub async fn prove(store: &Store, account: &Account, peer: &str, code: &str) -> Result<()> {
    let who = Who { username: account.username(), peer, browser: Some(account.id()) };
    let attempt = attempts::begin(store, who).await?;
    let code: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect();
    let (right, by) = if code.len() == totp::DIGITS && code.bytes().all(|b| b.is_ascii_digit()) {
        (totp::check(store, account, &code).await?, "code")
    } else {
        (recovery::check(store, account, &code).await?, "recovery")
    };
    if !right {
        pen::record(store, &shown(store, account, (peer, by), Outcome::Refused)).await?;
        let message = "验证码不对，或者刚才已经用过。请等手机上换了新的验证码再填".into();
        return Err(Problem::Invalid { field: "code".into(), message }.into());
    }
    let tx = store.begin().await?;
    attempts::succeeded(&tx, &attempt).await?;
    pen::append(store, &tx, [&shown(store, account, (peer, by), Outcome::Done)]).await?;
    tx.commit().await
}
