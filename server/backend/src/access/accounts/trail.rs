//! Signing in and out in the trail.

use super::Account;
use crate::access::tables::account;
use crate::audit::{Entry, Kind, NOWHERE, Outcome, peer_prefix, pen};
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

/// Somebody signed in, `by` a password, a passkey or an identity.
pub(super) async fn signed_in(
    store: &Store,
    tx: &WriteTransaction,
    account: &Account,
    (peer, by): (&str, &'static str),
) -> Result<()> {
    let entry = Entry::new(account.county_code(), store.clock.millis(), Kind::SignIn, account.actor());
    let mut entry = entry.of("account", account.id()).with("by", by);
    entry.peer = peer_prefix(peer);
    pen::append(store, tx, [&entry]).await
}

/// Somebody was refused. Whoever is refused without being checked, because too many attempts came before, leaves nothing.
pub(super) async fn refused(store: &Store, account: Option<&account::Model>, peer: &str) -> Result<()> {
    let county = account.map_or(NOWHERE, |account| &account.county_code);
    let mut entry = Entry::new(county, store.clock.millis(), Kind::SignIn, Default::default());
    entry.outcome = Outcome::Refused;
    // Who typed the name is not known; whose name it is, is.
    entry.subject = account.map(|account| ("account", account.id));
    entry.peer = peer_prefix(peer);
    pen::record(store, &entry).await
}

/// What somebody did with the own account.
pub(crate) fn of_own(store: &Store, account: &Account, kind: Kind) -> Entry {
    Entry::new(account.county_code(), store.clock.millis(), kind, account.actor()).of("account", account.id())
}

/// Somebody acts under another assignment from now on.
///
/// # Errors
/// If the database refuses; then nothing changes.
pub async fn switched(store: &Store, account: &Account) -> Result<()> {
    pen::record(store, &of_own(store, account, Kind::AssignmentSwitched)).await
}
