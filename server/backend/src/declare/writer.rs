//! Group commit: new submissions that wait while the last commit runs become durable together.
//!
//! One task owns the writing of submissions. It takes whatever waits (at most [`BATCH`]), writes it with as few
//! multi-row statements as the database takes in one transaction, commits, and only then answers each sender: an
//! acknowledged submission is on the disk. A receipt number that is taken is drawn anew and the batch written again.
//! When a batch fails otherwise, its members are written one by one, so that one bad submission never takes the others
//! with it.

mod at_once;
mod numbers;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::problem::Problem;
use tokio::sync::{Mutex, mpsc, oneshot};
use uuid::Uuid;

use self::numbers::{ATTEMPTS, draw_anew, is_receipt_taken, is_taken};
use crate::audit::pen::{self, Trace};
use crate::audit::{Lane, rows as audit_rows};
use crate::crypt::keyring::Keyring;
use crate::declare::rows;
use crate::declare::rows::drafts::DraftRevision;
use crate::declare::rows::refused_messages::Settles;
use crate::error::{Error, Result};
use crate::links::tables::link;
use crate::register::duplicates::{Facts, Newcomer, Pair};
use crate::register::hash::{Hash, Kind};
use crate::register::tables::{duplicate_candidate, lookup, record, submission};
use crate::register::{duplicates, hashes};
use crate::store::resident::Resident;
use crate::store::{Pool, Store, WriteTransaction, begin};
use crate::{links, register};

/// Largest number of submissions in one transaction.
pub const BATCH: usize = 128;

/// Submissions that may wait before senders are held back.
const WAITING: usize = 1024;

/// A first version of a record, ready to be written.
#[derive(Clone, Debug)]
pub struct NewRecord {
    /// The record; its `duplicates` is counted by the writer.
    pub record: record::Model,
    /// Its first version.
    pub submission: submission::Model,
    /// That it came in, for its history and the trail.
    pub trace: Trace,
    /// Hashes under which it is found.
    pub lookups: Vec<(Kind, Hash)>,
    /// What of it is compared with other records (V-10).
    pub facts: Facts,
    /// Draft that it ends, if nobody saves it meanwhile.
    pub draft: Option<DraftRevision>,
    /// A personal link made with it.
    pub link: Option<link::Model>,
    /// The kept declaration that it replaces.
    pub settles: Option<Settles>,
}

/// What became of an arrival.
#[derive(Clone, Debug)]
pub enum Written {
    /// It is durable now; the record as written.
    Created(record::Model),
    /// The same id and body were there already; the record as it is now.
    Same(record::Model),
    /// The id was there already with another body.
    Reused,
}

/// What the task writes with.
struct Means {
    db: Pool,
    turn: Arc<Mutex<()>>,
    keys: Keyring,
    lane: Arc<Lane>,
}

impl Means {
    fn of(store: &Store) -> Self {
        Self {
            db: store.arrivals_pool.clone(),
            turn: Arc::clone(&store.turn),
            keys: store.keys.clone(),
            lane: store.resident(),
        }
    }
}

struct Job {
    arrival: NewRecord,
    answer: oneshot::Sender<Result<Written>>,
}

/// The way to the writing task. Cheap to clone; the task ends when the last clone is gone.
#[derive(Clone, Debug)]
pub struct Writer {
    jobs: mpsc::Sender<Job>,
}

impl Resident for Writer {
    /// Starts the writing task on the current runtime.
    fn start(store: &Store) -> Self {
        let means = Means::of(store);
        let (jobs, mut waiting) = mpsc::channel::<Job>(WAITING);
        tokio::spawn(async move {
            let mut batch = Vec::with_capacity(BATCH);
            while waiting.recv_many(&mut batch, BATCH).await > 0 {
                let _how = write_batch(&means, std::mem::take(&mut batch)).await;
            }
        });
        Self { jobs }
    }
}

impl Writer {
    /// That of a store.
    #[must_use]
    pub fn of(store: &Store) -> Arc<Self> {
        store.resident()
    }

    /// Writes an arrival and waits until it is durable.
    ///
    /// # Errors
    /// [`Error::Internal`] if the database refuses; then nothing of the arrival was written.
    pub async fn write(&self, arrival: NewRecord) -> Result<Written> {
        let (answer, answered) = oneshot::channel();
        self.jobs.send(Job { arrival, answer }).await.map_err(|_| Error::internal("the writer has stopped"))?;
        answered.await.map_err(|_| Error::internal("the writer has stopped"))?
    }
}

/// How a batch came into the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// By as few transactions as its arrivals allow.
    AtOnce,
    /// One by one.
    Alone,
}

async fn write_batch(means: &Means, batch: Vec<Job>) -> How {
    let batch = at_once::write(means, batch).await;
    if batch.is_empty() {
        return How::AtOnce;
    }
    let (mut arrivals, answers): (Vec<_>, Vec<_>) = batch.into_iter().map(|job| (job.arrival, job.answer)).unzip();
    match write_together(means, &mut arrivals).await {
        Ok(written) => {
            for (answer, written) in answers.into_iter().zip(written) {
                // A sender that went away does not mind.
                let _ = answer.send(Ok(written));
            }
            How::AtOnce
        }
        Err(error) => {
            tracing::warn!(error = %error_chain(&error), arrivals = arrivals.len(), "a batch failed; writing one by one");
            for (answer, arrival) in answers.into_iter().zip(arrivals) {
                let _ = answer.send(write_alone(means, arrival).await);
            }
            How::Alone
        }
    }
}

/// Writes all arrivals in one transaction, with other receipt numbers for those whose own are taken.
async fn write_together(means: &Means, arrivals: &mut [NewRecord]) -> Result<Vec<Written>> {
    let mut attempt = 1;
    loop {
        match write_all(means, arrivals).await {
            Err(error) if attempt < ATTEMPTS && is_receipt_taken(&error) => {
                attempt += 1;
                if draw_anew(&means.db, arrivals.iter_mut()).await? == 0 {
                    return Err(error);
                }
            }
            done => return done,
        }
    }
}

/// Writes one arrival in a transaction of its own, with another receipt number when its own is taken.
async fn write_alone(means: &Means, mut arrival: NewRecord) -> Result<Written> {
    let mut attempt = 1;
    loop {
        match write_all(means, std::slice::from_ref(&arrival)).await {
            Ok(written) => return written.into_iter().next().ok_or_else(|| Error::internal("no outcome of a write")),
            Err(error) if attempt < ATTEMPTS && is_taken(&error) => {
                attempt += 1;
                arrival.record.receipt_no = crate::register::receipt::again(&arrival.record.receipt_no)?;
            }
            Err(error) => return Err(error),
        }
    }
}

fn error_chain(error: &Error) -> String {
    match error {
        Error::Internal(inner) => format!("{inner:#}"),
        Error::Busy | Error::Problem(_) => error.to_string(),
    }
}

/// Writes all arrivals in one transaction and commits it.
async fn write_all(means: &Means, arrivals: &[NewRecord]) -> Result<Vec<Written>> {
    let tx = begin(&means.db, &means.turn).await?;
    let written = insert(means, &tx, arrivals).await?;
    tx.commit().await?;
    Ok(written)
}

async fn insert(means: &Means, tx: &WriteTransaction, arrivals: &[NewRecord]) -> Result<Vec<Written>> {
    let Means { db, keys, .. } = means;
    // The first arrival of each id is offered to the database, which says which ids are new.
    let mut first: HashMap<Uuid, usize> = HashMap::with_capacity(arrivals.len());
    for (at, arrival) in arrivals.iter().enumerate() {
        first.entry(arrival.submission.id).or_insert(at);
    }
    let firsts = || arrivals.iter().enumerate().filter(|(at, arrival)| first.get(&arrival.submission.id) == Some(at));
    rows::arrivals::lock_hashes(&**tx, firsts().flat_map(|(_, arrival)| pairing(arrival).map(|(hash, _)| hash)))
        .await?;
    // Records that may be of the same child are read meanwhile: they were committed before, so it needs no place in
    // this transaction.
    let newcomers: Vec<Newcomer<'_>> = firsts().map(|(_, arrival)| newcomer(arrival)).collect();
    let (new, earlier) = tokio::try_join!(
        register::rows::submissions::insert_new(&**tx, firsts().map(|(_, arrival)| &arrival.submission)),
        duplicates::earlier(db, keys, &newcomers),
    )?;
    let created: Vec<&NewRecord> =
        firsts().filter(|(_, arrival)| new.contains(&arrival.submission.id)).map(|(_, arrival)| arrival).collect();
    let newcomers: Vec<Newcomer<'_>> = created.iter().map(|arrival| newcomer(arrival)).collect();
    let pairs = duplicates::pairs(db, keys, &newcomers, &earlier).await?;
    let records = insert_created(&means.lane, tx, &created, &pairs).await?;

    let strangers: Vec<Uuid> = first.keys().copied().filter(|id| !new.contains(id)).collect();
    let known = register::rows::submissions::with_records(&**tx, &strangers).await?;
    let mut written = Vec::with_capacity(arrivals.len());
    for (at, arrival) in arrivals.iter().enumerate() {
        let id = arrival.submission.id;
        let is_first = first.get(&id) == Some(&at);
        written.push(match (records.get(&id), known.get(&id)) {
            (Some(record), _) if is_first => Written::Created(record.clone()),
            (Some(record), _) => {
                let same =
                    first.get(&id).is_some_and(|&at| arrivals[at].submission.body_hash == arrival.submission.body_hash);
                if same { Written::Same(record.clone()) } else { Written::Reused }
            }
            (None, Some((submission, record))) if submission.body_hash == arrival.submission.body_hash => {
                Written::Same(record.clone())
            }
            (None, Some(_)) => Written::Reused,
            // Its record was erased, and does not come back.
            (None, None) => Written::Reused,
        });
    }
    Ok(written)
}

/// Writes what belongs to new submissions; gives their records by the id of the submission.
async fn insert_created(
    lane: &Arc<Lane>,
    tx: &WriteTransaction,
    created: &[&NewRecord],
    pairs: &[Pair],
) -> Result<HashMap<Uuid, record::Model>> {
    if created.is_empty() {
        return Ok(HashMap::new());
    }
    let pairs: Vec<duplicate_candidate::Model> = pairs.iter().flat_map(Pair::rows).collect();
    let mut count: HashMap<Uuid, i32> = HashMap::new();
    for row in &pairs {
        *count.entry(row.record_id).or_default() += 1;
    }
    let records: HashMap<Uuid, record::Model> = created
        .iter()
        .map(|arrival| {
            let mut record = arrival.record.clone();
            record.duplicates = count.remove(&record.id).unwrap_or(0);
            (arrival.submission.id, record)
        })
        .collect();
    let rows: Vec<&record::Model> = created.iter().filter_map(|arrival| records.get(&arrival.submission.id)).collect();
    let hashes: Vec<lookup::Model> = created.iter().flat_map(|arrival| lookups(arrival)).collect();
    let numbered = lane.number(created.iter().map(|arrival| &arrival.trace.entry));
    audit_rows::lanes::register(&**tx, lane).await?;
    let rows = rows::arrivals::RecordRows {
        records: &rows,
        lookups: &hashes.iter().collect::<Vec<_>>(),
        events: &created.iter().map(|arrival| &arrival.trace.history).collect::<Vec<_>>(),
        trail: &numbered.events.iter().collect::<Vec<_>>(),
    };
    rows::arrivals::insert_records(&**tx, &rows).await?;
    pen::follow(tx, numbered);
    if !pairs.is_empty() {
        register::rows::matches::insert(&**tx, &pairs).await?;
        // What remains counted belongs to records that were there before.
        let others: HashSet<(&str, Uuid, i32)> = pairs
            .iter()
            .filter_map(|row| Some((row.county_code.as_str(), row.record_id, *count.get(&row.record_id)?)))
            .collect();
        register::rows::matches::raise(&**tx, others).await?;
    }
    let links: Vec<_> = created.iter().filter_map(|arrival| arrival.link.as_ref()).collect();
    links::rows::links::insert(&**tx, &links).await?;
    let drafts: Vec<_> = created.iter().filter_map(|arrival| arrival.draft.as_ref()).collect();
    if !rows::drafts::end(&**tx, &drafts).await? {
        return Err(Problem::DraftChanged.into());
    }
    for settles in created.iter().filter_map(|arrival| arrival.settles.as_ref()) {
        rows::refused_messages::settle(&**tx, settles).await?;
    }
    Ok(records)
}

fn lookups(arrival: &NewRecord) -> impl Iterator<Item = lookup::Model> {
    hashes::rows(&arrival.record, &arrival.lookups)
}

/// The hashes of a arrival by which it may be of the same child as another.
fn pairing(arrival: &NewRecord) -> impl Iterator<Item = (Hash, Kind)> {
    arrival.lookups.iter().filter(|(kind, _)| kind.pairs()).map(|(kind, hash)| (*hash, *kind))
}

fn newcomer(arrival: &NewRecord) -> Newcomer<'_> {
    Newcomer {
        county: &arrival.record.county_code,
        id: arrival.record.id,
        facts: &arrival.facts,
        lookups: &arrival.lookups,
    }
}
