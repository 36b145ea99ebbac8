//! Gives records of earlier versions of the program the look-up hashes of this one, and finds their duplicates.
//!
//! It runs after the migrations, in the order of county and id, some records in a transaction; the place reached is
//! written in the same transaction, so that a run that was cut short goes on where it stopped.

use std::collections::HashSet;

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::duplicates::{Facts, Newcomer, Pair, search};
use crate::crypt::seal::unless_refused;
use crate::error::{Error, Result};
use crate::register::document::Document;
use crate::register::hash::{Hash, Kind};
use crate::register::hashes;
use crate::register::rows;
use crate::register::tables::{record, submission};
use crate::store;
use crate::store::Store;

/// Name of the setting that tells the version of the hashes, and how far a run has come: `2`, or
/// `2 120104 019…` (county and id of the last record).
const SETTING: &str = "lookups";
/// Records in one transaction.
const BATCH: u64 = 200;

/// Brings all records to [`hashes::VERSION`].
///
/// # Errors
/// If the database refuses or a record cannot be opened; what was written before stays.
pub(crate) async fn run(store: &Store) -> Result<()> {
    let version = hashes::VERSION.to_string();
    let reached = store::rows::settings::get(&store.db, SETTING).await?.unwrap_or_default();
    let mut words = reached.split(' ');
    let mut after: Option<(String, Uuid)> = None;
    if words.next() == Some(&version) {
        let Some((county, id)) = words.next().zip(words.next()) else { return Ok(()) };
        let id = id.parse().map_err(|_| Error::internal("the place of the look-up hashes is no record"))?;
        after = Some((county.to_owned(), id));
    }
    let mut done = 0_u64;
    loop {
        let rows = rows::lookups::records_after(&store.db, after.as_ref(), BATCH).await?;
        let Some((last, _)) = rows.last() else { break };
        let place = (last.county_code.clone(), last.id);
        done += rows.len() as u64;
        batch(store, rows, &format!("{version} {} {}", place.0, place.1)).await?;
        if done.is_multiple_of(BATCH * 50) {
            tracing::info!(records = done, "look-up hashes of earlier records are being made");
        }
        after = Some(place);
    }
    let statement = store.statement().await;
    store::rows::settings::set(&*statement, SETTING, &version).await?;
    if done > 0 {
        tracing::info!(records = done, "look-up hashes of earlier records are made");
    }
    Ok(())
}

/// A record opened.
struct Opened {
    record: record::Model,
    facts: Facts,
    lookups: Vec<(Kind, Hash)>,
    retired: Vec<Hash>,
}

async fn batch(store: &Store, rows: Vec<(record::Model, submission::Model)>, place: &str) -> Result<()> {
    let keys = store.keys.clone();
    let opened = tokio::task::spawn_blocking(move || -> Result<Vec<Opened>> {
        let open = |(record, submission): (record::Model, submission::Model)| -> Result<Opened> {
            let answers = Document::open(&record.key(&keys)?, &submission)?.answers;
            let facts = Facts::of(&answers);
            let lookups = hashes::of_answers(&keys, &answers);
            Ok(Opened { retired: hashes::retired(&keys, &answers), record, facts, lookups })
        };
        // What was erased or tampered with has no hashes.
        rows.into_iter().filter_map(|row| unless_refused(open(row)).transpose()).collect()
    });
    let opened = opened.await.map_err(|_| Error::internal("opening records was cut short"))??;
    let tx = store.begin().await?;
    let retired = opened.iter().flat_map(|one| &one.retired);
    // What other records of the batch have too comes back with the next statement.
    rows::lookups::remove(&*tx, retired, opened.iter().map(|one| &one.record)).await?;
    let rows = opened.iter().flat_map(|one| hashes::rows(&one.record, &one.lookups)).collect();
    rows::lookups::insert_missing(&*tx, rows).await?;
    pair(store, &*tx, &opened).await?;
    store::rows::settings::set(&*tx, SETTING, place).await?;
    tx.commit().await
}

async fn pair<C: ConnectionTrait>(store: &Store, tx: &C, opened: &[Opened]) -> Result<()> {
    let active = opened.iter().filter(|one| !rows::records::INACTIVE.contains(&one.record.state.as_str()));
    let newcomers: Vec<Newcomer<'_>> = active
        .map(|one| Newcomer {
            county: &one.record.county_code,
            id: one.record.id,
            facts: &one.facts,
            lookups: &one.lookups,
        })
        .collect();
    let mut seen: HashSet<(Uuid, Uuid)> = HashSet::new();
    for pair in search(tx, &store.keys, &newcomers).await? {
        if seen.insert((pair.one.1.min(pair.other.1), pair.one.1.max(pair.other.1))) {
            write(tx, &pair).await?;
        }
    }
    Ok(())
}

/// Writes a pair, or tells one that is open its level; what was decided stays.
async fn write<C: ConnectionTrait>(tx: &C, pair: &Pair) -> Result<()> {
    for row in pair.rows() {
        if rows::matches::insert_one(tx, &row).await? {
            rows::matches::raise(tx, [(row.county_code.as_str(), row.record_id, 1)]).await?;
        } else {
            rows::matches::level(tx, &row).await?;
        }
    }
    Ok(())
}
