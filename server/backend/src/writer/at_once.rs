//! Most entries have nothing to do with any other record. On PostgreSQL all of those of a batch are written by
//! one statement, which is its own transaction: a sender that is alone waits for every round trip.

use std::collections::HashMap;

use sea_orm::{DatabaseConnection, DbBackend};
use uuid::Uuid;

use super::pairing::pairing;
use super::{Job, NewEntry, Written, lookups};
use crate::entity::{event, link, record, submission};
use crate::error::Result;
use crate::lookup::Hash;
use crate::query;
use crate::query::entries::Rows;

/// Writes those of the jobs that stand alone, and answers them; gives the others back, and all of them when the
/// database refuses: then one of them is a retry, and which is found out in a transaction.
pub(super) async fn write(db: &DatabaseConnection, batch: Vec<Job>) -> Vec<Job> {
    if db.get_database_backend() != DbBackend::Postgres {
        return batch;
    }
    let (alone, mut others) = match split(db, batch).await {
        Ok(split) => split,
        Err(batch) => return batch,
    };
    if alone.is_empty() {
        return others;
    }
    match insert(db, &alone).await {
        Ok(()) => {
            for job in alone {
                // A sender that went away does not mind.
                let _ = job.answer.send(Ok(Written::Created(job.entry.record)));
            }
        }
        Err(error) => {
            tracing::debug!(error = %super::error_chain(&error), "a batch goes into a transaction");
            others.extend(alone);
        }
    }
    others
}

/// Jobs that have nothing to do with another record, and the others; all of them back when the database refuses.
async fn split(db: &DatabaseConnection, batch: Vec<Job>) -> std::result::Result<(Vec<Job>, Vec<Job>), Vec<Job>> {
    let mut ids: HashMap<Uuid, usize> = HashMap::with_capacity(batch.len());
    let mut hashes: HashMap<Hash, usize> = HashMap::with_capacity(batch.len() * 4);
    for Job { entry, .. } in &batch {
        *ids.entry(entry.submission.id).or_default() += 1;
        for (hash, _) in pairing(entry) {
            *hashes.entry(hash).or_default() += 1;
        }
    }
    let Ok(matches) = query::lookups::active(db, hashes.keys()).await else { return Err(batch) };
    for found in matches {
        if let Ok(hash) = Hash::try_from(&found.hash[..]) {
            *hashes.entry(hash).or_default() += 1;
        }
    }
    let once = |entry: &NewEntry| {
        entry.settles.is_none()
            && ids.get(&entry.submission.id) == Some(&1)
            && pairing(entry).all(|(hash, _)| hashes.get(&hash) == Some(&1))
    };
    Ok(batch.into_iter().partition(|job| once(&job.entry)))
}

async fn insert(db: &DatabaseConnection, jobs: &[Job]) -> Result<()> {
    let entries = || jobs.iter().map(|job| &job.entry);
    let lookups: Vec<_> = entries().flat_map(lookups).collect();
    query::entries::insert_at_once(
        db,
        &Rows {
            submissions: &entries().map(|entry| &entry.submission).collect::<Vec<&submission::Model>>(),
            records: &entries().map(|entry| &entry.record).collect::<Vec<&record::Model>>(),
            lookups: &lookups.iter().collect::<Vec<_>>(),
            events: &entries().map(|entry| &entry.event).collect::<Vec<&event::Model>>(),
            links: &entries().filter_map(|entry| entry.link.as_ref()).collect::<Vec<&link::Model>>(),
            drafts: &entries().filter_map(|entry| entry.draft.as_ref()).collect::<Vec<_>>(),
        },
    )
    .await
}
