//! Sealing: events become batches, and the batches of a county a chain.
//!
//! The root of a batch is made of the leaves that this process kept in memory, never of what the table says: a row that was
//! changed before it was sealed is found too. A batch takes the next number of its county; of two processes that write the
//! same number one is refused, and tries again behind the other.

use sea_orm::SqlErr;
use uuid::Uuid;

use super::entry::{Actor, Entry, NOWHERE};
use super::incidents;
use super::kind::Kind;
use super::lanes::{Lane, Ready};
use super::pen;
use super::proof::{Digest, chain, merkle};
use super::rows::{batches, lanes, trail};
use super::tables::audit_batch;
use crate::error::{Error, Result};
use crate::store::Store;

/// Numbers that one batch covers at most.
pub(super) const MOST: usize = 4096;

/// What every chain begins with; see [`chain::genesis`].
pub(super) const DEPLOYMENT: &str = "tongce";

/// How often the process says that it lives, in milliseconds.
const SIGN_OF_LIFE: i64 = 5_000;

/// After so many milliseconds a row that is not there was not written: no commit whose answer was lost takes longer.
const GIVEN_UP: i64 = 30_000;

/// How often a batch is tried when other processes are faster.
const ATTEMPTS: usize = 20;

/// Seals what this process wrote; gives the number of batches. To be done once a second while the process lives.
///
/// # Errors
/// If the database refuses; what is not sealed yet is sealed the next time.
pub async fn seal(store: &Store) -> Result<usize> {
    incidents::write(store).await?;
    let lane = store.resident::<Lane>();
    stay_alive(store, &lane).await?;
    find_out(store, &lane).await?;
    let mut count = 0;
    loop {
        let ready = lane.ready(MOST);
        for one in &ready {
            let last = batch(store, lane.id(), one).await?;
            lane.sealed(&one.county, last);
        }
        count += ready.len();
        if ready.iter().all(|one| one.leaves.len() + one.voids.len() < MOST) {
            return Ok(count);
        }
    }
}

/// Makes the row of this process's lane, with an event, before anything else is written: transactions that write the row
/// of the same lane wait for each other on PostgreSQL. Without it the first transaction makes the row.
///
/// # Errors
/// If the database refuses.
pub async fn open(store: &Store) -> Result<()> {
    let lane = store.resident::<Lane>().id();
    let entry = Entry::new(NOWHERE, store.clock.millis(), Kind::LaneOpened, Actor::default());
    pen::record(store, &entry.of("lane", lane)).await
}

/// Seals everything and ends the lane of this process. What is written afterwards is in another one.
///
/// # Errors
/// If the database refuses.
pub async fn close(store: &Store) -> Result<()> {
    let lane = store.resident::<Lane>();
    if lane.is_registered() {
        let entry = Entry::new(NOWHERE, store.clock.millis(), Kind::LaneClosed, Actor::default());
        pen::record(store, &entry.of("lane", lane.id()).with("how", "ended")).await?;
    }
    seal(store).await?;
    if let Some(ended) = store.resident::<Lane>().end() {
        lanes::close(&*store.statement().await, ended, store.clock.millis()).await?;
    }
    Ok(())
}

/// Says that the process lives. When another one took it for dead, the rest of its lane is sealed already: it goes on in
/// another.
async fn stay_alive(store: &Store, lane: &Lane) -> Result<()> {
    if !lane.was_not_seen_for(SIGN_OF_LIFE) {
        return Ok(());
    }
    if lanes::seen(&*store.statement().await, lane.id(), store.clock.millis()).await? {
        lane.seen();
    } else {
        tracing::warn!("this process was taken for dead and its lane closed; it goes on in another one");
        lane.begin_anew();
        open(store).await?;
    }
    Ok(())
}

/// Looks what became of transactions whose commit was not answered.
async fn find_out(store: &Store, lane: &Lane) -> Result<()> {
    for (county, no, since) in lane.unknown() {
        let written = trail::is_there(&store.db, &county, lane.id(), no).await?;
        if written || store.clock.millis() - since > GIVEN_UP {
            lane.found_out(&county, no, written);
        }
    }
    Ok(())
}

/// Writes the next batch of a county; gives the number up to which its lane is sealed then.
pub(super) async fn batch(store: &Store, lane: Uuid, ready: &Ready) -> Result<i64> {
    let mut attempt = 0;
    loop {
        // Read first: whatever is written from now on, also of this lane, takes the number that this batch wants.
        let before = batches::newest(&store.db, &ready.county).await?;
        // An insert whose answer was lost may have been carried out.
        let sealed = batches::sealed(&store.db, &ready.county, lane).await?;
        if sealed >= ready.first {
            return Ok(sealed);
        }
        let row = next(before.as_ref(), lane, ready, store.clock.millis())?;
        match batches::insert(&*store.statement().await, &row).await {
            Ok(()) => return Ok(ready.last),
            Err(error) if attempt < ATTEMPTS && is_taken(&error) => attempt += 1,
            Err(error) => return Err(error),
        }
    }
}

/// The batch behind another one.
fn next(before: Option<&audit_batch::Model>, lane: Uuid, ready: &Ready, at: i64) -> Result<audit_batch::Model> {
    let prev = match before {
        Some(before) => before.hash.clone(),
        None => chain::genesis(DEPLOYMENT, &ready.county).to_vec(),
    };
    let root: Digest = merkle::root(&ready.leaves);
    let mut row = audit_batch::Model {
        county_code: ready.county.clone(),
        n: before.map_or(0, |before| before.n) + 1,
        lane,
        first_no: ready.first,
        last_no: ready.last,
        count: i32::try_from(ready.leaves.len()).unwrap_or(i32::MAX),
        voids: chain::voids_text(&ready.voids),
        root: root.to_vec(),
        prev,
        hash: Vec::new(),
        at,
    };
    row.hash = chain::hash(&row).ok_or_else(|| Error::internal("the batch before is not of its shape"))?.to_vec();
    Ok(row)
}

fn is_taken(error: &Error) -> bool {
    let Error::Internal(inner) = error else { return false };
    let error = inner.downcast_ref::<sea_orm::DbErr>().and_then(sea_orm::DbErr::sql_err);
    matches!(error, Some(SqlErr::UniqueConstraintViolation(_)))
}
