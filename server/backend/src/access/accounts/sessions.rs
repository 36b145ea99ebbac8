//! Sessions begin and end. Each end is an event that says how.

use std::cmp::Reverse;

use super::{Account, trail};
use crate::access::rows;
use crate::access::tables::{account, session};
use crate::audit::{Actor, Entry, Kind, pen};
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

/// Sessions that a person has at most, under whatever account; with one more the oldest ends.
pub const MOST_SESSIONS: usize = 5;

/// Sessions that are swept in one transaction.
const BATCH: u64 = 200;

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Its owner ended it from elsewhere.
    Owner,
    /// Its owner set another password.
    Password,
    /// An administrator ended it.
    Administrator,
    /// The account was suspended.
    Suspended,
    /// The person left.
    Left,
    /// The assignment was ended.
    Unassigned,
    /// A new way in was used.
    Reset,
    /// A provider of identities says that it ended there.
    Provider,
    /// The person has newer ones.
    Most,
    /// No request came.
    Idle,
    /// It lasted as long as any may, or to the end of its assignment.
    Longest,
}

impl Ended {
    const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Password => "password",
            Self::Administrator => "administrator",
            Self::Suspended => "suspended",
            Self::Left => "left",
            Self::Unassigned => "unassigned",
            Self::Reset => "reset",
            Self::Provider => "provider",
            Self::Most => "most",
            Self::Idle => "idle",
            Self::Longest => "longest",
        }
    }
}

/// Writes a session that begins. Beyond [`MOST_SESSIONS`] of the person the oldest end, in the same transaction.
///
/// # Errors
/// If the database refuses, as for an id that is there already.
pub async fn begin_session(store: &Store, row: session::Model) -> Result<()> {
    let (county, account) = (row.county_code.clone(), row.account_id);
    let tx = store.begin().await?;
    rows::sessions::create(&*tx, row).await?;
    let owner = match account {
        Some(id) => rows::accounts::of_county(&*tx, &county, id).await?,
        None => None,
    };
    if let Some(owner) = owner {
        let accounts = rows::accounts::of_person(&*tx, &county, owner.person_id).await?;
        let ids: Vec<_> = accounts.iter().map(|account| account.id).collect();
        let mut living = rows::sessions::of_accounts(&*tx, &county, &ids, store.clock.millis()).await?;
        living.sort_by_key(|session| Reverse(session.made_at));
        end(store, &tx, &Actor::default(), living.into_iter().skip(MOST_SESSIONS), |_| Ended::Most).await?;
    }
    tx.commit().await
}

/// Ends the sessions of an account, all but the one with the id `but`; gives how many.
pub(crate) async fn end_all(
    store: &Store,
    tx: &WriteTransaction,
    by: &Actor,
    account: &account::Model,
    (but, how): (Option<&str>, Ended),
) -> Result<usize> {
    let of = [account.id];
    let living = rows::sessions::of_accounts(&**tx, &account.county_code, &of, store.clock.millis()).await?;
    let ending = living.into_iter().filter(|session| Some(session.id.as_str()) != but);
    end(store, tx, by, ending, |_| how).await
}

async fn end(
    store: &Store,
    tx: &WriteTransaction,
    by: &Actor,
    sessions: impl Iterator<Item = session::Model>,
    how: impl Fn(&session::Model) -> Ended,
) -> Result<usize> {
    let mut entries = Vec::new();
    for session in sessions {
        rows::sessions::delete(&**tx, (&session.county_code, &session.id)).await?;
        // Of nobody: whoever was never asked who it is leaves nothing.
        let Some(account) = session.account_id else { continue };
        let entry = Entry::new(&session.county_code, store.clock.millis(), Kind::SessionEnded, by.clone());
        entries.push(entry.of("account", account).with("how", how(&session).code()));
    }
    pen::append(store, tx, &entries).await?;
    Ok(entries.len())
}

/// Deletes the sessions that have ended by themselves; gives how many.
///
/// # Errors
/// If the database refuses; what was deleted before stays so.
pub async fn sweep(store: &Store) -> Result<u64> {
    let mut swept = 0;
    loop {
        let tx = store.begin().await?;
        let ended = rows::sessions::ended(&*tx, store.clock.millis(), BATCH).await?;
        let count = ended.len() as u64;
        let how = |one: &session::Model| if one.expires_at < one.ends_at { Ended::Idle } else { Ended::Longest };
        end(store, &tx, &Actor::default(), ended.into_iter(), how).await?;
        tx.commit().await?;
        swept += count;
        if count < BATCH {
            return Ok(swept);
        }
    }
}

/// The sessions of the account that live, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn sessions(store: &Store, account: &Account) -> Result<Vec<session::Model>> {
    let now = store.clock.millis();
    rows::sessions::of_accounts(&store.db, account.county_code(), &[account.id()], now).await
}

/// Ends one session of the account, or all but `this` one.
///
/// # Errors
/// If the database refuses.
pub async fn end_session(store: &Store, account: &Account, one: Option<&str>, this: Option<&str>) -> Result<()> {
    let tx = store.begin().await?;
    let now = store.clock.millis();
    let living = rows::sessions::of_accounts(&*tx, account.county_code(), &[account.id()], now).await?;
    let ending = living.into_iter().filter(|session| match one {
        Some(id) => session.id == id,
        None => Some(session.id.as_str()) != this,
    });
    end(store, &tx, &account.actor(), ending, |_| Ended::Owner).await?;
    tx.commit().await
}

/// Somebody ended the own session.
///
/// # Errors
/// If the database refuses; then the session goes on.
pub async fn signed_out(store: &Store, account: &Account) -> Result<()> {
    pen::record(store, &trail::of_own(store, account, Kind::SessionEnded).with("how", "sign_out")).await
}
