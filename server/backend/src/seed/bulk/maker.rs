//! Chunks of records, made and sealed: what they become in the store, as statements.

use domain::Date;
use jiff::ToSpan as _;
use sea_orm::Statement;

use super::inserts;
use super::lookups::Owner;
use crate::audit::tables::event;
use crate::error::{Error, Result};
use crate::register::hash::Hash;
use crate::register::tables::{duplicate_candidate, record, submission};
use crate::seed::history;
use crate::seed::random::Random;
use crate::seed::record::{Filed, Filing, candidates, file};
use crate::seed::sample::Samples;
use crate::store;
use crate::store::Store;
use crate::store::clock::start_of_day;

/// Records made together; a multiple of a hundred, so that a duplicate meets its original.
pub(super) const CHUNK: u64 = 500;
/// Days over which the records came in.
const SPAN: u64 = 720;

/// What a chunk of records becomes.
pub(super) struct Chunk {
    pub(super) statements: Vec<Statement>,
    pub(super) owners: Vec<Owner>,
    /// Place in `owners`, hash and kind.
    pub(super) lookups: Vec<(u32, Hash, i16)>,
}

#[derive(Clone)]
pub(super) struct Maker {
    pub(super) store: Store,
    pub(super) samples: Samples,
    pub(super) seed: u64,
    pub(super) n: u64,
    pub(super) as_of: Date,
}

impl Maker {
    pub(super) fn chunk(&self, start: u64) -> Result<Chunk> {
        let mut filed: Vec<Filed> = Vec::with_capacity(usize::try_from(CHUNK).unwrap_or(0));
        let mut pairs: Vec<duplicate_candidate::Model> = Vec::new();
        for number in start..(start + CHUNK).min(self.n) {
            let (mut made, duplicate) = self.one(number)?;
            if let (true, Some(before)) = (duplicate, filed.last_mut()) {
                let found = candidates(&self.store, before, &made);
                for one in [before, &mut made] {
                    one.record.duplicates += i32::from(!found.is_empty());
                }
                pairs.extend(found);
            }
            filed.push(made);
        }
        let mut owners = Vec::with_capacity(filed.len());
        let mut lookups = Vec::with_capacity(filed.len() * 10);
        let (mut records, mut submissions, mut events) = (Vec::new(), Vec::new(), Vec::new());
        for one in filed {
            let at = u32::try_from(owners.len()).unwrap_or(u32::MAX);
            owners.push(Owner::of(&one.record));
            lookups.extend(one.lookups.into_iter().map(|(kind, hash)| (at, hash, kind.number())));
            records.push(one.record);
            submissions.push(one.submission);
            events.extend(one.events);
        }
        let backend = self.store.db.get_database_backend();
        let mut statements = Vec::with_capacity(8);
        statements.extend(inserts::<record::Entity>(backend, &records)?);
        statements.extend(inserts::<submission::Entity>(backend, &submissions)?);
        statements.extend(inserts::<event::Entity>(backend, &events)?);
        statements.extend(
            store::inserts::statements::<duplicate_candidate::Entity>(&pairs).iter().map(|one| backend.build(one)),
        );
        Ok(Chunk { statements, owners, lookups })
    }

    /// A record, and whether it is a duplicate of the one before.
    fn one(&self, number: u64) -> Result<(Filed, bool)> {
        let (report, at) = self.entered(number)?;
        let sample = self.samples.sample(number, report)?;
        let duplicate = sample.duplicate_of.is_some();
        let mut random = Random::new(self.seed ^ 0xC0_0C5E, number);
        let age = usize::try_from((self.n - 1 - number) * 100 / self.n.max(1)).unwrap_or(0);
        let steps = history::of(&mut random, age);
        let offered_to = Some(self.samples.township(&mut random));
        let made = file(&self.store, sample, &Filing { number, at, seed: self.seed, steps, offered_to })?;
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
