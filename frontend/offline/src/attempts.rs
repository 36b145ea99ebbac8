//! Trying a passcode, and what wrong ones cost.
//!
//! A wrong passcode is counted in the database before it is checked, so that closing the page does not help. The waits
//! between attempts run by the clock of the open page and start anew when it is opened again: putting the phone's
//! clock forward skips nothing, and putting it back locks nobody out.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::Uint8Array;
use web_sys::CryptoKey;

use crate::database::Access;
use crate::elapsed::monotonic_ms;
use crate::keys::{self, Stretched};
use crate::locker::{below, made};
use crate::passcode::{ATTEMPTS, wait};
use crate::row::Row;
use crate::schema::{DRAWERS, WORKERS};
use crate::{Refused, Unavailable};

/// Version of the way in which a locker's key is wrapped.
pub(crate) const HEAD: f64 = 1.0;

thread_local! {
    /// Which count of failures this page saw on a locker, and when it saw it first.
    static SEEN: RefCell<HashMap<String, (u32, f64)>> = RefCell::default();
}

/// Tries a passcode. Until it is forgiven, the attempt counts as a failure, also when it was right.
pub(crate) async fn attempt(id: &str, passcode: &str) -> Result<Unlocked, Refused> {
    match try_one(id, passcode).await? {
        Ok(unlocked) => Ok(unlocked),
        Err(failures) => Err(was_wrong(id, failures).await),
    }
}

/// Tries a passcode on several lockers of one worker: what it opens, by id. A locker that it does not open has lost no
/// attempt when another one opens: then it was no guess.
///
/// # Errors
/// [`Refused`] when it opens none; of several reasons the one that tells most.
pub(crate) async fn attempt_any(ids: &[String], passcode: &str) -> Result<Vec<(String, Unlocked)>, Refused> {
    let (mut opened, mut wrong, mut refused) = (Vec::new(), Vec::new(), None);
    for id in ids {
        match try_one(id, passcode).await {
            Ok(Ok(unlocked)) => opened.push((id.clone(), unlocked)),
            Ok(Err(failures)) => wrong.push((id, failures)),
            Err(why) if matches!(refused, None | Some(Refused::Destroyed)) => refused = Some(why),
            Err(_) => {}
        }
    }
    if opened.is_empty() {
        let mut nearest = None;
        for (id, failures) in wrong {
            let why = was_wrong(id, failures).await;
            let left = |why: &Refused| if let Refused::Wrong { left, .. } = why { *left } else { u32::MAX };
            if nearest.as_ref().is_none_or(|known| left(&why) < left(known)) {
                nearest = Some(why);
            }
        }
        return Err(nearest.or(refused).unwrap_or(Refused::Unknown));
    }
    for (id, _) in wrong {
        // A count that stays too high falls when that locker is opened.
        let _ = take_back(id).await;
    }
    Ok(opened)
}

/// Counts an attempt and makes it: what it opens, or how many wrong ones there were with it.
async fn try_one(id: &str, passcode: &str) -> Result<Result<Unlocked, u32>, Refused> {
    let row = count_attempt(id).await?;
    match unlock(id, &row, passcode).await {
        Ok(unlocked) => Ok(Ok(unlocked)),
        Err(Unavailable::Unreadable) => Ok(Err(row.count("failures"))),
        Err(other) => Err(other.into()),
    }
}

/// What a wrong passcode costs: the tenth destroys the locker.
async fn was_wrong(id: &str, failures: u32) -> Refused {
    if failures < ATTEMPTS {
        saw(id, failures);
        return Refused::Wrong { left: ATTEMPTS - failures, wait_seconds: wait(failures) };
    }
    match destroy(id).await {
        Ok(()) => Refused::Destroyed,
        Err(why) => why.into(),
    }
}

/// The attempt was none.
async fn take_back(id: &str) -> Result<(), Unavailable> {
    let access = Access::writing(&[WORKERS]).await?;
    let row = Row(access.get(WORKERS, id).await?.ok_or(Unavailable::Gone)?);
    row.set("failures", row.count("failures").saturating_sub(1))?;
    access.put(WORKERS, id, &row.0)?;
    access.done().await
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

/// What the right passcode gives.
pub(crate) struct Unlocked {
    pub(crate) made: Vec<u8>,
    pub(crate) data: CryptoKey,
    pub(crate) stretched: Stretched,
    pub(crate) nonce: Uint8Array,
    /// The data key under the stretched passcode alone.
    pub(crate) wrapped: Uint8Array,
}

async fn unlock(id: &str, row: &Row, passcode: &str) -> Result<Unlocked, Unavailable> {
    if row.number("head") > HEAD {
        return Err(Unavailable::Newer);
    }
    let wrapped = match keys::unwrap_for_phone(id, &row.get("wrapped")).await {
        // That is the phone's key, not the passcode's: the profile was copied, or lost its keys.
        Err(Unavailable::Unreadable) => return Err(Unavailable::Gone),
        other => other?,
    };
    let stretched = Stretched::again(passcode, row.bytes("salt")?, row.count("rounds")).await?;
    let nonce = row.bytes("nonce")?;
    let data = stretched.unwrap(&nonce, &wrapped).await?;
    Ok(Unlocked { made: made(row)?, data, stretched, nonce, wrapped })
}

/// Resets the count after the right passcode.
pub(crate) async fn forgive(id: &str) -> Result<(), Unavailable> {
    forget(id);
    let access = Access::writing(&[WORKERS]).await?;
    let row = Row(access.get(WORKERS, id).await?.ok_or(Unavailable::Gone)?);
    row.set("failures", 0)?;
    access.put(WORKERS, id, &row.0)?;
    access.done().await
}

/// Destroys the wrapped key and the drawers. What is needed to send stays.
pub(crate) async fn destroy(id: &str) -> Result<(), Unavailable> {
    let access = Access::writing(&[WORKERS, DRAWERS]).await?;
    let Some(row) = access.get(WORKERS, id).await?.map(Row) else { return Ok(()) };
    for part in ["made", "salt", "rounds", "nonce", "wrapped"] {
        row.clear(part)?;
    }
    row.set("destroyed", true)?;
    access.put(WORKERS, id, &row.0)?;
    access.delete(DRAWERS, everything_in(id)?)?;
    access.done().await
}

pub(crate) fn everything_in(id: &str) -> Result<idb::Query, Unavailable> {
    below(&format!("{id}/"))
}

/// The waits of this locker are over.
pub(crate) fn forget(id: &str) {
    SEEN.with_borrow_mut(|seen| seen.remove(id));
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
