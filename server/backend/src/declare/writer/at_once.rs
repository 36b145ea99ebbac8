//! Most arrivals have nothing to do with any other record. On PostgreSQL all of those of a batch are written by
//! one statement, which is its own transaction and first asks whether that is so: a sender that is alone waits for
//! every round trip.

use std::collections::{HashMap, HashSet};

use sea_orm::DbBackend;
use uuid::Uuid;

use super::numbers::{ATTEMPTS, draw_anew, is_receipt_taken};
use super::{Job, Means, NewRecord, Written, lookups, pairing};
use crate::audit::rows as audit_rows;
use crate::declare::rows;
use crate::declare::rows::arrivals::{RecordRows, Rows};
use crate::error::{Error, Result};
use crate::register::hash::Hash;
use crate::register::rows::lookups::Wanted;
use crate::register::tables::{record, submission};
use crate::store::followers::End;

/// Writes those of the jobs that stand alone, and answers them; gives the others back, and all of them when the
/// database refuses: then one of them is a retry, and which is found out in a transaction.
pub(super) async fn write(means: &Means, batch: Vec<Job>) -> Vec<Job> {
    let db = &means.db;
    if db.get_database_backend() != DbBackend::Postgres {
        return batch;
    }
    let (mut alone, mut others) = apart(batch);
    let mut attempt = 1;
    while !alone.is_empty() {
        match insert(means, &alone).await {
            Ok(known) if known.is_empty() => {
                for job in alone {
                    // A sender that went away does not mind.
                    let _ = job.answer.send(Ok(Written::Created(job.arrival.record)));
                }
                return others;
            }
            Ok(known) => {
                let stands_alone = |job: &Job| pairing(&job.arrival).all(|(hash, _)| !known.contains(&hash));
                let (still, paired): (Vec<Job>, Vec<Job>) = alone.into_iter().partition(stands_alone);
                others.extend(paired);
                alone = still;
            }
            Err(error) if attempt < ATTEMPTS && is_receipt_taken(&error) => {
                attempt += 1;
                let drawn = draw_anew(db, alone.iter_mut().map(|job| &mut job.arrival)).await;
                if !drawn.is_ok_and(|anew| anew > 0) {
                    others.append(&mut alone);
                }
            }
            Err(error) => {
                tracing::debug!(error = %super::error_chain(&error), "a batch goes into a transaction");
                others.append(&mut alone);
            }
        }
    }
    others
}

/// Jobs that have nothing to do with another one of the batch, and the others.
fn apart(batch: Vec<Job>) -> (Vec<Job>, Vec<Job>) {
    let mut ids: HashMap<Uuid, usize> = HashMap::with_capacity(batch.len());
    let mut hashes: HashMap<Hash, usize> = HashMap::with_capacity(batch.len() * 4);
    for Job { arrival, .. } in &batch {
        *ids.entry(arrival.submission.id).or_default() += 1;
        for (hash, _) in pairing(arrival) {
            *hashes.entry(hash).or_default() += 1;
        }
    }
    let once = |arrival: &NewRecord| {
        // A draft may be saved meanwhile, which a transaction alone can refuse.
        arrival.settles.is_none()
            && arrival.draft.is_none()
            // A link of its own is made for a family that comes by a poster, and lies in the poster's county.
            && arrival.link.is_none()
            && ids.get(&arrival.submission.id) == Some(&1)
            && pairing(arrival).all(|(hash, _)| hashes.get(&hash) == Some(&1))
    };
    batch.into_iter().partition(|job| once(&job.arrival))
}

/// Writes all of them, unless some of their hashes are known; then it says which.
async fn insert(means: &Means, jobs: &[Job]) -> Result<HashSet<Hash>> {
    let db = &means.db;
    let arrivals = || jobs.iter().map(|job| &job.arrival);
    let lookups: Vec<_> = arrivals().flat_map(lookups).collect();
    audit_rows::lanes::register(db, &means.lane).await?;
    let mut numbered = means.lane.number(arrivals().map(|arrival| &arrival.trace.entry));
    let trail = numbered.events.clone();
    let rows = Rows {
        submissions: &arrivals().map(|arrival| &arrival.submission).collect::<Vec<&submission::Model>>(),
        of_records: RecordRows {
            records: &arrivals().map(|arrival| &arrival.record).collect::<Vec<&record::Model>>(),
            lookups: &lookups.iter().collect::<Vec<_>>(),
            events: &arrivals().map(|arrival| &arrival.trace.history).collect::<Vec<_>>(),
            trail: &trail.iter().collect::<Vec<_>>(),
        },
    };
    let mut wanted = Wanted::default();
    for arrival in arrivals() {
        for (hash, kind) in pairing(arrival) {
            wanted.add(kind, hash, &arrival.record.county_code);
        }
    }
    // The statement is a transaction of its own: what it says is how that ended.
    numbered.end = End::Unknown;
    let known = rows::arrivals::insert_unless_known(db, &rows, &wanted).await;
    numbered.end = match &known {
        Ok(known) if known.is_empty() => End::Committed,
        Ok(_) | Err(Error::Problem(_) | Error::Busy) => End::Undone,
        Err(Error::Internal(error)) => error.downcast_ref().map_or(End::Unknown, End::of_error),
    };
    Ok(known?.into_iter().collect())
}
