//! Candidates for the same child as submissions bring them; reviewers settle them elsewhere.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::error::Result;
use crate::register::tables::{duplicate_candidate, record};
use crate::store::bulk::padded;
use crate::store::inserts;

/// Records that one statement raises.
const TOGETHER: usize = 128;

/// Inserts candidates; pairs that are there already stay as they were decided.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, candidates: &[duplicate_candidate::Model]) -> Result<()> {
    for part in candidates.chunks(inserts::most_rows::<duplicate_candidate::Entity>()) {
        if let Some(mut statement) = inserts::insert::<duplicate_candidate::Entity, _>(part) {
            statement.on_conflict(OnConflict::new().do_nothing().to_owned());
            db.execute(&statement).await?;
        }
    }
    Ok(())
}

/// Inserts a candidate; false when it is there already.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert_one<C: ConnectionTrait>(db: &C, row: &duplicate_candidate::Model) -> Result<bool> {
    let Some(mut statement) = inserts::insert::<duplicate_candidate::Entity, _>([row]) else { return Ok(false) };
    statement.on_conflict(OnConflict::new().do_nothing().to_owned());
    Ok(db.execute(&statement).await?.rows_affected() == 1)
}

/// Tells a candidate that is still open what its score is now.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn level<C: ConnectionTrait>(db: &C, row: &duplicate_candidate::Model) -> Result<()> {
    use duplicate_candidate::Column as P;
    duplicate_candidate::Entity::update_many()
        .col_expr(P::MatchedBy, Expr::value(row.matched_by.as_str()))
        .col_expr(P::Level, Expr::value(row.level.clone()))
        .col_expr(P::Points, Expr::value(row.points))
        .col_expr(P::Reasons, Expr::value(row.reasons.clone()))
        .filter(P::CountyCode.eq(row.county_code.as_str()))
        .filter(P::RecordId.eq(row.record_id))
        .filter(P::OtherId.eq(row.other_id))
        .filter(P::SameChild.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Tells the other side of a candidate in which county this side is now.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn moved<C: ConnectionTrait>(db: &C, row: &duplicate_candidate::Model) -> Result<()> {
    use duplicate_candidate::Column as P;
    duplicate_candidate::Entity::update_many()
        .col_expr(P::OtherCounty, Expr::value(row.county_code.as_str()))
        .filter(P::CountyCode.eq(row.other_county.as_str()))
        .filter(P::RecordId.eq(row.other_id))
        .filter(P::OtherId.eq(row.record_id))
        .exec(db)
        .await?;
    Ok(())
}

/// Adds to the number of undecided candidates of records: county, record, how many more.
///
/// # Errors
/// If the database refuses.
pub async fn raise<C: ConnectionTrait>(db: &C, records: impl IntoIterator<Item = (&str, Uuid, i32)>) -> Result<()> {
    let mut by_number: BTreeMap<(&str, i32), Vec<Uuid>> = BTreeMap::new();
    for (county, id, more) in records {
        by_number.entry((county, more)).or_default().push(id);
    }
    for ((county, more), records) in by_number {
        for part in records.chunks(TOGETHER) {
            record::Entity::update_many()
                .col_expr(record::Column::Duplicates, Expr::col(record::Column::Duplicates).add(more))
                .filter(record::Column::CountyCode.eq(county))
                .filter(record::Column::Id.is_in(padded(part.iter().copied())))
                .exec(db)
                .await?;
        }
    }
    Ok(())
}

/// The other records with which this one was paired already.
///
/// # Errors
/// If the database refuses.
pub async fn others<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<Vec<Uuid>> {
    Ok(duplicate_candidate::Entity::find()
        .filter(duplicate_candidate::Column::CountyCode.eq(county))
        .filter(duplicate_candidate::Column::RecordId.eq(record))
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.other_id)
        .collect())
}
