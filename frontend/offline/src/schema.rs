//! The stores on the phone, as numbered upgrades. A phone may come from any earlier version; what it holds stays.
//!
//! An upgrade that was released is never changed: the next one is appended.

use idb::event::VersionChangeEvent;
use idb::{Database, DatabaseEvent, Error, Event, KeyPath, ObjectStoreParams, Request};

/// The database.
pub(crate) const NAME: &str = "tongce";
/// The newest version: one for each upgrade.
pub(crate) const VERSION: u32 = 2;

/// Keys that never leave the browser, and the phone's salt, by name.
pub(crate) const KEYS: &str = "keys";
/// Sealed changes of a family's draft, by the draft's id.
pub(crate) const DRAFTS: &str = "drafts";
/// One row for each locker: how to open it, how to send from it.
pub(crate) const WORKERS: &str = "workers";
/// What lies in lockers: `[nonce, ciphertext]` by `locker/drawer/id`.
pub(crate) const DRAWERS: &str = "drawers";
/// Sealed messages that are not sent yet, by id.
pub(crate) const OUTBOX: &str = "outbox";
/// What the server answered, by the message's id.
pub(crate) const SENT: &str = "sent";

/// Index of the outbox: locker, answers before pictures, time.
pub(crate) const QUEUE: &str = "queue";
/// Index of the outbox: locker, why the message cannot be sent as it is; only of those.
pub(crate) const STUCK: &str = "stuck";
/// Index of what was sent: locker.
pub(crate) const BY_LOCKER: &str = "locker";

type Upgrade = fn(&Database) -> Result<(), Error>;

const UPGRADES: [Upgrade; VERSION as usize] = [families, workers];

/// Version 1: families' drafts.
fn families(database: &Database) -> Result<(), Error> {
    for name in [KEYS, DRAFTS] {
        database.create_object_store(name, ObjectStoreParams::new())?;
    }
    Ok(())
}

/// Version 2: workers' lockers and the outbox.
fn workers(database: &Database) -> Result<(), Error> {
    for name in [WORKERS, DRAWERS] {
        database.create_object_store(name, ObjectStoreParams::new())?;
    }
    let outbox = database.create_object_store(OUTBOX, ObjectStoreParams::new())?;
    outbox.create_index(QUEUE, KeyPath::new_array(["locker", "order", "finished"]), None)?;
    outbox.create_index(STUCK, KeyPath::new_array(["locker", "stuck"]), None)?;
    let sent = database.create_object_store(SENT, ObjectStoreParams::new())?;
    sent.create_index(BY_LOCKER, KeyPath::new_single("locker"), None)?;
    Ok(())
}

/// Brings the stores to [`VERSION`], all steps or none.
pub(crate) fn upgrade(event: &VersionChangeEvent) {
    let done = || -> Result<(), Error> {
        let (database, from) = (event.database()?, event.old_version()?);
        UPGRADES.iter().skip(from as usize).try_for_each(|step| step(&database))
    };
    if done().is_err() {
        // The opening then fails as a whole, and the phone stays at the version that it had.
        if let Some(transaction) = event.target().ok().and_then(|request| request.transaction()) {
            let _ = transaction.abort();
        }
    }
}
