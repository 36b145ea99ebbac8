//! Look-up hashes: written with a record, asked for the same child (V-10).

use std::collections::HashSet;

use sea_orm::sea_query::extension::postgres::PgFunc;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, RelationDef,
};
use uuid::Uuid;

use super::bulk;
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
    pub record_id: Uuid,
}

/// Inserts hashes.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, lookups: impl Iterator<Item = lookup::Model>) -> Result<()> {
    let lookups: Vec<lookup::Model> = lookups.collect();
    bulk::insert::<lookup::Entity, _>(db, &lookups).await
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
    let among = match db.get_database_backend() {
        DbBackend::Postgres => Expr::col((lookup::Entity, lookup::Column::Hash)).eq(PgFunc::any(hashes)),
        _ => lookup::Column::Hash.is_in(bulk::padded(hashes)),
    };
    let mut found: Vec<Match> = lookup::Entity::find()
        .select_only()
        .columns([lookup::Column::Hash, lookup::Column::CountyCode, lookup::Column::RecordId])
        .filter(among)
        .limit(MOST_MATCHES)
        .into_model()
        .all(db)
        .await?;
    // Most batches end here: nobody declared these children before.
    if found.is_empty() {
        return Ok(found);
    }
    let active: Vec<Uuid> = record::Entity::find()
        .select_only()
        .column(record::Column::Id)
        .filter(record::Column::CountyCode.is_in(bulk::padded(found.iter().map(|row| row.county_code.as_str()))))
        .filter(record::Column::Id.is_in(bulk::padded(found.iter().map(|row| row.record_id))))
        .filter(record::Column::State.is_not_in(super::records::INACTIVE))
        .into_tuple()
        .all(db)
        .await?;
    let active: HashSet<Uuid> = active.into_iter().collect();
    found.retain(|row| active.contains(&row.record_id));
    Ok(found)
}

pub(super) fn to_record() -> RelationDef {
    lookup::Entity::belongs_to(record::Entity)
        .from((lookup::Column::CountyCode, lookup::Column::RecordId))
        .to((record::Column::CountyCode, record::Column::Id))
        .into()
}
