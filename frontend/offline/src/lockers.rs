//! Lockers: one for each worker who uses this phone. Nothing here tells who has one: only a user name and its
//! passcode together open it.
//!
//! A wrong passcode is counted in the database before it is checked, so that closing the page does not help. The waits
//! between attempts run by the clock of the open page and start anew when it is opened again: putting the phone's
//! clock forward skips nothing, and putting it back locks nobody out.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::database::Access;
use crate::keys::{self, Stretched, locker_id, monotonic_ms};
use crate::locker::{Locker, Sending, below};
use crate::passcode::{ATTEMPTS, wait};
use crate::row::Row;
use crate::schema::{DRAWERS, WORKERS};
use crate::{Refused, Unavailable, vault};

pub use crate::passcode::check as check_passcode;

/// Version of the way in which a locker's key is wrapped.
const HEAD: f64 = 1.0;

thread_local! {
    /// Which count of failures this page saw on a locker, and when it saw it first.
    static SEEN: RefCell<HashMap<String, (u32, f64)>> = RefCell::default();
}

/// Whether any worker has a locker on this phone.
///
/// # Errors
/// [`Unavailable`].
pub async fn any() -> Result<bool, Unavailable> {
    Ok(Access::reading(&[WORKERS]).await?.store(WORKERS)?.count(None)?.await? > 0)
}

/// Whether this browser can keep a locker at all: a database that opens, and cryptography.
pub async fn supported() -> Result<(), Unavailable> {
    vault::crypto()?;
    Access::reading(&[WORKERS]).await.map(|_| ())
}

/// Makes a locker for this worker and opens it. One that was destroyed or given up is replaced; what it left in the
/// outbox stays.
///
/// # Errors
/// [`Unavailable::Exists`] when there is one; the passcode must have passed [`check_passcode`].
pub async fn create(username: &str, passcode: &str, sending: Sending) -> Result<Locker, Unavailable> {
    let id = locker_id(username).await?;
    let stretched = Stretched::anew(passcode).await?;
    let (data, nonce, wrapped) = stretched.fresh_key().await?;
    let outer = keys::wrap_for_phone(&id, &wrapped).await?;
    let access = Access::writing(&[WORKERS, DRAWERS]).await?;
    let earlier = access.get(WORKERS, &id).await?.map(Row);
    if earlier.is_some_and(|row| !row.is("destroyed")) {
        return Err(Unavailable::Exists);
    }
    let row = Row::new();
    row.set("head", HEAD)?;
    row.set("salt", stretched.salt.clone())?;
    row.set("rounds", stretched.rounds)?;
    row.set("nonce", nonce)?;
    row.set("wrapped", outer)?;
    row.set("failures", 0)?;
    sending.put(&row)?;
    access.put(WORKERS, &id, &row.0)?;
    access.delete(DRAWERS, everything_in(&id)?)?;
    access.done().await?;
    Ok(Locker::new(id, data, stretched))
}

/// Opens the locker of this worker.
///
/// # Errors
/// [`Refused`].
pub async fn open(username: &str, passcode: &str) -> Result<Locker, Refused> {
    let id = locker_id(username).await?;
    let row = count_attempt(&id).await?;
    let attempt = row.count("failures");
    // From here on the attempt counts as a failure until it turns out right.
    match unlock(&id, &row, passcode).await {
        Ok(locker) => {
            match forgive(&id).await {
                // A full phone must not keep a worker from the way out, which is an export.
                Ok(()) | Err(Unavailable::StorageFull) => Ok(locker),
                Err(other) => Err(other.into()),
            }
        }
        Err(Unavailable::Unreadable) if attempt >= ATTEMPTS => {
            destroy(&id).await?;
            Err(Refused::Destroyed)
        }
        Err(Unavailable::Unreadable) => {
            saw(&id, attempt);
            Err(Refused::Wrong { left: ATTEMPTS - attempt, wait_seconds: wait(attempt) })
        }
        Err(other) => Err(other.into()),
    }
}

/// Destroys what lies in this worker's locker, as after ten wrong passcodes: the only way out of a forgotten one.
/// What was finished is still sent. A new locker can be made afterwards.
///
/// # Errors
/// [`Unavailable`].
pub async fn give_up(username: &str) -> Result<(), Unavailable> {
    destroy(&locker_id(username).await?).await
}

impl Locker {
    /// As [`give_up`], by the worker who has it open. Other clones of it read and write nothing any more.
    ///
    /// # Errors
    /// [`Unavailable`].
    pub async fn give_up(&self) -> Result<(), Unavailable> {
        destroy(self.id()).await
    }
}

/// Counts one attempt in the database, before anything is checked.
async fn count_attempt(id: &str) -> Result<Row, Refused> {
    let access = Access::writing(&[WORKERS]).await?;
    let row = Row(access.get(WORKERS, id).await?.ok_or(Refused::Unknown)?);
    if row.is("destroyed") {
        return Err(Refused::Destroyed);
    }
    let failures = row.count("failures");
    if failures >= ATTEMPTS {
        // The tenth was counted, and the page closed before it was answered.
        drop(access);
        destroy(id).await?;
        return Err(Refused::Destroyed);
    }
    let seconds = still_to_wait(id, failures);
    if seconds > 0 {
        return Err(Refused::Wait { seconds });
    }
    row.set("failures", failures + 1)?;
    access.put(WORKERS, id, &row.0)?;
    access.done().await?;
    Ok(row)
}

async fn unlock(id: &str, row: &Row, passcode: &str) -> Result<Locker, Unavailable> {
    if row.number("head") > HEAD {
        return Err(Unavailable::Newer);
    }
    let wrapped = match keys::unwrap_for_phone(id, &row.get("wrapped")).await {
        // That is the phone's key, not the passcode's: the profile was copied, or lost its keys.
        Err(Unavailable::Unreadable) => return Err(Unavailable::Gone),
        other => other?,
    };
    let stretched = Stretched::again(passcode, row.bytes("salt")?, row.count("rounds")).await?;
    let data = stretched.unwrap(&row.bytes("nonce")?, &wrapped).await?;
    Ok(Locker::new(id.to_owned(), data, stretched))
}

/// Resets the count after the right passcode.
async fn forgive(id: &str) -> Result<(), Unavailable> {
    SEEN.with_borrow_mut(|seen| seen.remove(id));
    let access = Access::writing(&[WORKERS]).await?;
    let row = Row(access.get(WORKERS, id).await?.ok_or(Unavailable::Gone)?);
    row.set("failures", 0)?;
    access.put(WORKERS, id, &row.0)?;
    access.done().await
}

/// Destroys the wrapped key and the drawers. What is needed to send stays.
async fn destroy(id: &str) -> Result<(), Unavailable> {
    let access = Access::writing(&[WORKERS, DRAWERS]).await?;
    let Some(row) = access.get(WORKERS, id).await?.map(Row) else { return Ok(()) };
    for part in ["salt", "rounds", "nonce", "wrapped"] {
        row.clear(part)?;
    }
    row.set("destroyed", true)?;
    access.put(WORKERS, id, &row.0)?;
    access.delete(DRAWERS, everything_in(id)?)?;
    access.done().await
}

fn everything_in(id: &str) -> Result<idb::Query, Unavailable> {
    below(&format!("{id}/"))
}

fn saw(id: &str, failures: u32) -> f64 {
    let now = monotonic_ms();
    SEEN.with_borrow_mut(|seen| {
        let entry = seen.entry(id.to_owned()).or_insert((failures, now));
        if entry.0 != failures {
            *entry = (failures, now);
        }
        now - entry.1
    })
}

fn still_to_wait(id: &str, failures: u32) -> u32 {
    let waited = saw(id, failures) / 1_000.0;
    let left = (f64::from(wait(failures)) - waited).ceil().max(0.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the longest wait")]
    let left = left as u32;
    left
}
