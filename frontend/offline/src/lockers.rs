//! Lockers: one for each worker who uses this phone. Nothing here tells who has one: only a user name and its
//! passcode together open it.

use js_sys::Uint8Array;

use crate::attempts::{HEAD, Unlocked, attempt, attempt_any, destroy, everything_in, forget, forgive};
use crate::database::{self, Access};
use crate::keys::{self, Stretched, locker_id, locker_ids};
use crate::locker::{Locker, Open, Sending};
use crate::row::Row;
use crate::schema::{DRAWERS, WORKERS};
use crate::{Refused, Unavailable, vault};

pub use crate::passcode::check as check_passcode;

/// Whether any worker has a locker on this phone.
///
/// # Errors
/// [`Unavailable`].
pub async fn any() -> Result<bool, Unavailable> {
    Ok(Access::reading(&[WORKERS]).await?.store(WORKERS)?.count(None)?.await? > 0)
}

/// Whether this worker has a locker on this phone that can be opened.
///
/// # Errors
/// [`Unavailable`].
pub async fn exists(username: &str) -> Result<bool, Unavailable> {
    for id in locker_ids(username).await? {
        if there(&id).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the locker with this id can be opened.
async fn there(id: &str) -> Result<bool, Unavailable> {
    let row = Access::reading(&[WORKERS]).await?.get(WORKERS, id).await?.map(Row);
    Ok(row.is_some_and(|row| !row.is("destroyed")))
}

/// Whether this browser can keep a locker at all: a database that opens, and cryptography.
pub async fn supported() -> Result<(), Unavailable> {
    vault::crypto()?;
    Access::reading(&[WORKERS]).await.map(|_| ())
}

/// Waits until a database that did not answer ([`Unavailable::NoAnswer`], [`Unavailable::Blocked`]) answers after all.
/// Says whether there was one to wait for.
pub async fn answering() -> bool {
    database::answering().await
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
    row.set("made", stretched.salt.clone())?;
    stretched.put(&row)?;
    row.set("nonce", nonce)?;
    row.set("wrapped", outer)?;
    row.set("failures", 0)?;
    sending.put(&row)?;
    access.put(WORKERS, &id, &row.0)?;
    access.delete(DRAWERS, everything_in(&id)?)?;
    access.done().await?;
    let (username, made) = (username.to_owned(), stretched.salt.to_vec());
    Ok(Locker::new(Open { id, username, made, data, stretched: stretched.into() }))
}

/// What a passcode opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The worker's locker.
    pub locker: Locker,
    /// Others of the same worker, made by earlier versions under other spellings of the user name.
    pub also: Vec<Locker>,
}

/// Opens the locker of this worker, and with it those under other spellings of the user name that the same passcode
/// opens.
///
/// # Errors
/// [`Refused`].
pub async fn open(username: &str, passcode: &str) -> Result<Opened, Refused> {
    let mut opened = unlocked(&locker_ids(username).await?, username, passcode).await?.into_iter();
    let locker = opened.next().ok_or(Refused::Unknown)?;
    Ok(Opened { locker, also: opened.collect() })
}

/// Those of these lockers that the passcode opens.
async fn unlocked(ids: &[String], username: &str, passcode: &str) -> Result<Vec<Locker>, Refused> {
    let mut lockers = Vec::new();
    for (id, Unlocked { made, data, stretched, .. }) in attempt_any(ids, passcode).await? {
        match forgive(&id).await {
            // A full phone must not keep a worker from the way out, which is an export.
            Ok(()) | Err(Unavailable::StorageFull) => {}
            Err(other) => return Err(other.into()),
        }
        lockers.push(Locker::new(Open { id, username: username.to_owned(), made, data, stretched: stretched.into() }));
    }
    Ok(lockers)
}

impl Locker {
    /// How many other lockers of this worker are on this phone, under other spellings of the user name and another
    /// passcode.
    ///
    /// # Errors
    /// [`Unavailable`].
    pub async fn others(&self) -> Result<usize, Unavailable> {
        Ok(self.other_ids().await?.len())
    }

    /// Opens those of them that this passcode opens. Like at the door, a passcode that opens none counts as wrong.
    ///
    /// # Errors
    /// [`Refused`].
    pub async fn open_others(&self, passcode: &str) -> Result<Vec<Locker>, Refused> {
        unlocked(&self.other_ids().await?, self.username(), passcode).await
    }

    async fn other_ids(&self) -> Result<Vec<String>, Unavailable> {
        let mut others = Vec::new();
        for id in locker_ids(self.username()).await? {
            if id != self.id() && there(&id).await? {
                others.push(id);
            }
        }
        Ok(others)
    }

    /// Changes the passcode. Other pages that have the locker open go on. `fresh` must have passed [`check_passcode`].
    ///
    /// # Errors
    /// [`Refused`], as at the door: a wrong `current` counts as an attempt. The passcode is as it was.
    pub async fn change_passcode(&self, current: &str, fresh: &str) -> Result<(), Refused> {
        // What is gone cannot be tried.
        self.still_there(&Access::reading(&[WORKERS]).await?).await?;
        let unlocked = attempt(self.id(), current).await?;
        if let Err(why) = self.rewrap(&unlocked, fresh).await {
            // Only the changing failed: the passcode was right. A count that stays too high is reset at the door.
            let _ = forgive(self.id()).await;
            return Err(why.into());
        }
        forget(self.id());
        Ok(())
    }

    /// Wraps the data key under another passcode, in one durable step.
    async fn rewrap(&self, unlocked: &Unlocked, fresh: &str) -> Result<(), Unavailable> {
        let stretched = Stretched::anew(fresh).await?;
        let earlier = (&unlocked.nonce, &unlocked.wrapped);
        let (nonce, wrapped) = unlocked.stretched.rewrap(earlier, &stretched).await?;
        let outer = keys::wrap_for_phone(self.id(), &wrapped).await?;
        let access = Access::writing(&[WORKERS]).await?;
        let row = self.still_there(&access).await?;
        // Another page changed it meanwhile: the one that was just tried is none any more.
        if !unlocked.stretched.is_of(&row)? {
            return Err(Unavailable::PasscodeChanged);
        }
        row.set("made", Uint8Array::from(&unlocked.made[..]))?;
        stretched.put(&row)?;
        row.set("nonce", nonce)?;
        row.set("wrapped", outer)?;
        row.set("failures", 0)?;
        access.put(WORKERS, self.id(), &row.0)?;
        access.done().await?;
        self.set_stretched(stretched);
        Ok(())
    }

    /// Destroys what lies in the locker, as after ten wrong passcodes. What was finished is still sent, and a new locker
    /// can be made afterwards. Other clones of it read and write nothing any more.
    ///
    /// # Errors
    /// [`Unavailable`].
    pub async fn give_up(&self) -> Result<(), Unavailable> {
        destroy(self.id()).await
    }
}
