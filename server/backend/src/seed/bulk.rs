//! Many records at once: made and sealed in parallel, written in large transactions.
//!
//! Look-up hashes are spread over their whole table, so writing them with their records would touch every
//! page of it again and again. They are kept in memory (24 bytes each) and written at the end in the order
//! of the table.

use std::collections::VecDeque;

use domain::Date;
use jiff::ToSpan as _;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, ModelTrait, Statement};
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::course;
use super::entry::{Entering, Entry, candidates, entry};
use super::random::Random;
use super::sample::Samples;
use crate::clock::start_of_day;
use crate::entity::{candidate, event, lookup, record, submission};
use crate::error::{Error, Result};
use crate::lookup::Hash;
use crate::query;
use crate::query::bulk::{self, Present};
use crate::store::{Store, WriteTransaction};

/// Most records of a store: the numbers above are kept for [`super::demo()`].
pub const MOST_RECORDS: u64 = 4_900_000;

/// Records made together; a multiple of a hundred, so that a duplicate meets its original.
const CHUNK: u64 = 500;
/// Chunks in one transaction.
const PER_TRANSACTION: usize = 40;
/// Chunks that are made ahead of the one being written.
const AHEAD: usize = 4;
/// Days over which the records came in.
const SPAN: u64 = 720;
/// Look-up rows in one transaction.
const LOOKUPS_PER_TRANSACTION: usize = 400_000;
/// Name of the setting that tells that synthetic records were made.
const MADE: &str = "seed.records";

/// Makes `n` synthetic records entered in the 720 days until `as_of`. `progress` hears how many are written.
///
/// A store takes them once: the numbers of a second run would repeat those of the first.
///
/// # Errors
/// If the store has synthetic records already, `n` is over [`MOST_RECORDS`], or the database refuses.
pub async fn records(store: &Store, n: u64, seed: u64, as_of: Date, mut progress: impl FnMut(u64)) -> Result<()> {
    if n > MOST_RECORDS {
        return Err(Error::internal("at most 4,900,000 synthetic records fit into a store"));
    }
    if query::settings::get(&store.db, MADE).await?.is_some() {
        return Err(Error::internal("this store has synthetic records already; use a new database"));
    }
    let maker = Maker { store: store.clone(), samples: Samples::new(seed, as_of)?, seed, n, as_of };
    let mut waiting: VecDeque<JoinHandle<Result<Chunk>>> = VecDeque::new();
    let mut starts = (0..n).step_by(usize::try_from(CHUNK).unwrap_or(1));
    let mut lookups = Lookups::default();
    let mut done = 0;
    let mut tx = begin(store).await?;
    let fact = format!("{n} records, seed {seed}, as of {as_of}");
    query::settings::set_once(&*tx, MADE, &fact).await?;
    for at in 1.. {
        while waiting.len() < AHEAD
            && let Some(start) = starts.next()
        {
            let maker = maker.clone();
            waiting.push_back(tokio::task::spawn_blocking(move || maker.chunk(start)));
        }
        let Some(next) = waiting.pop_front() else { break };
        let chunk = next.await.map_err(|_| Error::internal("making records was cut short"))??;
        for statement in chunk.statements {
            tx.execute_raw(statement).await?;
        }
        done += chunk.owners.len() as u64;
        lookups.take(chunk.owners, &chunk.lookups);
        if at % PER_TRANSACTION == 0 {
            tx.commit().await?;
            tx = begin(store).await?;
            progress(done);
        }
    }
    tx.commit().await?;
    lookups.write(store).await?;
    settle(store).await?;
    progress(done);
    Ok(())
}

async fn begin(store: &Store) -> Result<WriteTransaction> {
    let tx = store.begin().await?;
    if tx.get_database_backend() == DbBackend::Sqlite {
        // 256 MiB: the pages at the ends of all indexes stay at hand.
        tx.execute_unprepared("PRAGMA cache_size = -262144").await?;
    }
    Ok(tx)
}

/// Gives the planner its statistics.
async fn settle(store: &Store) -> Result<()> {
    let words = match store.db.get_database_backend() {
        DbBackend::Sqlite => "PRAGMA analysis_limit = 400; PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)",
        _ => "VACUUM ANALYZE",
    };
    store.db.execute_unprepared(words).await?;
    Ok(())
}

/// What a chunk of records becomes.
struct Chunk {
    statements: Vec<Statement>,
    owners: Vec<Owner>,
    /// Place in `owners`, hash and kind.
    lookups: Vec<(u32, Hash, i16)>,
}

#[derive(Clone)]
struct Maker {
    store: Store,
    samples: Samples,
    seed: u64,
    n: u64,
    as_of: Date,
}

impl Maker {
    fn chunk(&self, start: u64) -> Result<Chunk> {
        let mut entries: Vec<Entry> = Vec::with_capacity(usize::try_from(CHUNK).unwrap_or(0));
        let mut pairs: Vec<candidate::Model> = Vec::new();
        for number in start..(start + CHUNK).min(self.n) {
            let (mut made, duplicate) = self.one(number)?;
            if let (true, Some(before)) = (duplicate, entries.last_mut()) {
                let found = candidates(before, &made);
                for one in [before, &mut made] {
                    one.record.duplicates += i32::from(!found.is_empty());
                }
                pairs.extend(found);
            }
            entries.push(made);
        }
        let mut owners = Vec::with_capacity(entries.len());
        let mut lookups = Vec::with_capacity(entries.len() * 10);
        let (mut records, mut submissions, mut events) = (Vec::new(), Vec::new(), Vec::new());
        for entry in entries {
            let at = u32::try_from(owners.len()).unwrap_or(u32::MAX);
            owners.push(Owner::of(&entry.record));
            lookups.extend(entry.lookups.into_iter().map(|(kind, hash)| (at, hash, kind.number())));
            records.push(entry.record);
            submissions.push(entry.submission);
            events.extend(entry.events);
        }
        let backend = self.store.db.get_database_backend();
        let mut statements = Vec::with_capacity(8);
        statements.extend(inserts::<record::Entity>(backend, &records)?);
        statements.extend(inserts::<submission::Entity>(backend, &submissions)?);
        statements.extend(inserts::<event::Entity>(backend, &events)?);
        statements.extend(query::statements::<candidate::Entity>(&pairs).iter().map(|one| backend.build(one)));
        Ok(Chunk { statements, owners, lookups })
    }

    /// A record, and whether it is a duplicate of the one before.
    fn one(&self, number: u64) -> Result<(Entry, bool)> {
        let (report, at) = self.entered(number)?;
        let sample = self.samples.sample(number, report)?;
        let duplicate = sample.duplicate_of.is_some();
        let mut random = Random::new(self.seed ^ 0xC0_0C5E, number);
        let age = usize::try_from((self.n - 1 - number) * 100 / self.n.max(1)).unwrap_or(0);
        let steps = course::of(&mut random, age);
        let offered_to = Some(self.samples.township(&mut random));
        let made = entry(&self.store, sample, &Entering { number, at, seed: self.seed, steps, offered_to })?;
        Ok((made, duplicate))
    }

    /// The day and the instant at which a record came in: in the order of their numbers, a hundred on the
    /// same day.
    fn entered(&self, number: u64) -> Result<(Date, i64)> {
        let (block, blocks) = (number / 100, self.n.div_ceil(100).max(1));
        let day = block * SPAN / blocks;
        let within = block * SPAN % blocks * 36_000_000 / blocks;
        let since = i64::try_from(SPAN - 1 - day).unwrap_or(0);
        let report = self.as_of.checked_sub(since.days()).map_err(|_| Error::internal("a day out of range"))?;
        let millis = 8 * 3_600_000 + i64::try_from(within + number % 100 * 300).unwrap_or(0);
        Ok((report, start_of_day(report) + millis))
    }
}

fn inserts<E>(backend: DbBackend, models: &[E::Model]) -> Result<Vec<Statement>>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    bulk::statements::<E>(backend, &models.iter().collect::<Vec<_>>(), Present::Fails)
}

/// To whom a look-up row belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Owner {
    county: u32,
    /// Zero when only the county is known.
    township: u64,
    id: Uuid,
}

impl Owner {
    fn of(record: &record::Model) -> Self {
        Self {
            county: record.county_code.parse().unwrap_or(0),
            township: record.township_code.parse().unwrap_or(0),
            id: record.id,
        }
    }
}

/// Look-up rows that wait for being written in order.
#[derive(Default)]
struct Lookups {
    owners: Vec<Owner>,
    rows: Vec<(Hash, u32, i16)>,
}

impl Lookups {
    fn take(&mut self, owners: Vec<Owner>, rows: &[(u32, Hash, i16)]) {
        let base = u32::try_from(self.owners.len()).unwrap_or(u32::MAX);
        self.owners.extend(owners);
        self.rows.extend(rows.iter().map(|(at, hash, kind)| (*hash, base + at, *kind)));
    }

    async fn write(mut self, store: &Store) -> Result<()> {
        self.rows.sort_unstable_by_key(|(hash, owner, _)| (*hash, self.owners[*owner as usize]));
        for part in self.rows.chunks(LOOKUPS_PER_TRANSACTION) {
            let tx = begin(store).await?;
            for rows in part.chunks(4_096) {
                let models: Vec<lookup::Model> = rows.iter().map(|row| self.model(row)).collect();
                for statement in inserts::<lookup::Entity>(tx.get_database_backend(), &models)? {
                    tx.execute_raw(statement).await?;
                }
            }
            tx.commit().await?;
        }
        Ok(())
    }

    fn model(&self, (hash, owner, kind): &(Hash, u32, i16)) -> lookup::Model {
        let owner = self.owners[*owner as usize];
        lookup::Model {
            hash: hash.to_vec(),
            county_code: format!("{:06}", owner.county),
            township_code: if owner.township == 0 { String::new() } else { format!("{:09}", owner.township) },
            record_id: owner.id,
            kind: *kind,
        }
    }
}
