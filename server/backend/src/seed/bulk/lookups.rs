//! Look-up rows that wait until all records are written.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{begin, inserts};
use crate::error::Result;
use crate::register::hash::Hash;
use crate::register::tables::{lookup, record};
use crate::store::Store;

/// Look-up rows in one transaction.
const LOOKUPS_PER_TRANSACTION: usize = 400_000;

/// To whom a look-up row belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Owner {
    county: u32,
    /// Zero when only the county is known.
    township: u64,
    id: Uuid,
}

impl Owner {
    pub(super) fn of(record: &record::Model) -> Self {
        Self {
            county: record.county_code.parse().unwrap_or(0),
            township: record.township_code.parse().unwrap_or(0),
            id: record.id,
        }
    }
}

/// Look-up rows that wait for being written in order.
#[derive(Default)]
pub(super) struct Lookups {
    owners: Vec<Owner>,
    rows: Vec<(Hash, u32, i16)>,
}

impl Lookups {
    pub(super) fn take(&mut self, owners: Vec<Owner>, rows: &[(u32, Hash, i16)]) {
        let base = u32::try_from(self.owners.len()).unwrap_or(u32::MAX);
        self.owners.extend(owners);
        self.rows.extend(rows.iter().map(|(at, hash, kind)| (*hash, base + at, *kind)));
    }

    pub(super) async fn write(mut self, store: &Store) -> Result<()> {
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
