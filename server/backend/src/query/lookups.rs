//! Look-up hashes: written with a record, asked for the same child (V-10).

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationDef,
};

use super::rows;
use crate::entity::{lookup, record};
use crate::error::Result;
use crate::lookup::Hash;

/// Matches that one batch may find: enough for any real case, and a bound for a flood of equal ones.
const MOST_MATCHES: u64 = 1_000;

/// A record that has a hash.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Match {
    /// The hash.
    pub hash: Vec<u8>,
    /// County of the record.
    pub county_code: String,
    /// The record.
    pub record_id: uuid::Uuid,
}

/// Inserts hashes.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, lookups: impl Iterator<Item = lookup::Model>) -> Result<()> {
    let lookups: Vec<lookup::Model> = lookups.collect();
    for part in lookups.chunks(rows::most_rows::<lookup::Entity>()) {
        if let Some(statement) = rows::insert::<lookup::Entity, _>(part) {
            db.execute(&statement).await?;
        }
    }
    Ok(())
}

/// Active records that have one of the hashes.
///
/// # Errors
/// If the database refuses.
pub async fn active<C: ConnectionTrait>(db: &C, hashes: impl Iterator<Item = &Hash>) -> Result<Vec<Match>> {
    let hashes: Vec<Vec<u8>> = hashes.map(|hash| hash.to_vec()).collect();
    if hashes.is_empty() {
        return Ok(Vec::new());
    }
    Ok(lookup::Entity::find()
        .select_only()
        .columns([lookup::Column::Hash, lookup::Column::CountyCode, lookup::Column::RecordId])
        .join(JoinType::InnerJoin, to_record())
        .filter(lookup::Column::Hash.is_in(hashes))
        .filter(record::Column::State.is_not_in(super::records::INACTIVE))
        .limit(MOST_MATCHES)
        .into_model()
        .all(db)
        .await?)
}

pub(super) fn to_record() -> RelationDef {
    lookup::Entity::belongs_to(record::Entity)
        .from((lookup::Column::CountyCode, lookup::Column::RecordId))
        .to((record::Column::CountyCode, record::Column::Id))
        .into()
}
