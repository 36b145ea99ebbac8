//! Many records at once: made and sealed in parallel, written in large transactions.
//!
//! Look-up hashes are spread over their whole table, so writing them with their records would touch every
//! page of it again and again. They are kept in memory (24 bytes each) and written at the end in the order
//! of the table.

mod lookups;
mod maker;

use std::collections::VecDeque;

use domain::Date;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, ModelTrait, Statement};
use tokio::task::JoinHandle;

use self::lookups::Lookups;
use self::maker::{CHUNK, Chunk, Maker};
use super::sample::Samples;
use crate::error::{Error, Result};
use crate::store;
use crate::store::bulk::Present;
use crate::store::{Store, WriteTransaction, bulk};

/// Most records of a store: the numbers above are kept for [`super::demo()`].
pub const MAX_RECORDS: u64 = 4_900_000;

/// Chunks in one transaction.
const PER_TRANSACTION: usize = 40;
/// Chunks that are made ahead of the one being written.
const AHEAD: usize = 4;
/// Name of the setting that tells that synthetic records were made.
const MADE: &str = "seed.records";

/// Makes `n` synthetic records entered in the 720 days until `as_of`. `progress` hears how many are written.
///
/// A store takes them once: the numbers of a second run would repeat those of the first.
///
/// # Errors
/// If the store has synthetic records already, `n` is over [`MAX_RECORDS`], or the database refuses.
pub async fn records(store: &Store, n: u64, seed: u64, as_of: Date, mut progress: impl FnMut(u64)) -> Result<()> {
    if n > MAX_RECORDS {
        return Err(Error::internal("at most 4,900,000 synthetic records fit into a store"));
    }
    if store::rows::settings::get(&store.db, MADE).await?.is_some() {
        return Err(Error::internal("this store has synthetic records already; use a new database"));
    }
    let maker = Maker { store: store.clone(), samples: Samples::new(seed, as_of)?, seed, n, as_of };
    let mut waiting: VecDeque<JoinHandle<Result<Chunk>>> = VecDeque::new();
    let mut starts = (0..n).step_by(usize::try_from(CHUNK).unwrap_or(1));
    let mut lookups = Lookups::default();
    let mut done = 0;
    let mut tx = begin(store).await?;
    let fact = format!("{n} records, seed {seed}, as of {as_of}");
    store::rows::settings::set_once(&*tx, MADE, &fact).await?;
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

fn inserts<E>(backend: DbBackend, models: &[E::Model]) -> Result<Vec<Statement>>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    bulk::statements::<E>(backend, &models.iter().collect::<Vec<_>>(), Present::Fails)
}
