//! Candidates for the same child as submissions bring them; reviewers settle them elsewhere.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::rows;
use crate::entity::{candidate, record};
use crate::error::Result;

/// Inserts candidates; pairs that are there already stay as they were decided.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, candidates: &[candidate::Model]) -> Result<()> {
    for part in candidates.chunks(rows::most_rows::<candidate::Entity>()) {
        if let Some(mut statement) = rows::insert::<candidate::Entity, _>(part) {
            statement.on_conflict(OnConflict::new().do_nothing().to_owned());
            db.execute(&statement).await?;
        }
    }
    Ok(())
}

/// Adds to the number of undecided candidates of records: county, record, how many more.
///
/// # Errors
/// If the database refuses.
pub async fn raise<C: ConnectionTrait>(db: &C, records: impl IntoIterator<Item = (&str, Uuid, i32)>) -> Result<()> {
    for (county, id, more) in records {
        record::Entity::update_many()
            .col_expr(record::Column::Duplicates, Expr::col(record::Column::Duplicates).add(more))
            .filter(record::Column::CountyCode.eq(county))
            .filter(record::Column::Id.eq(id))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// The other records with which this one was paired already.
///
/// # Errors
/// If the database refuses.
pub async fn others<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<Vec<Uuid>> {
    Ok(candidate::Entity::find()
        .filter(candidate::Column::CountyCode.eq(county))
        .filter(candidate::Column::RecordId.eq(record))
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.other_id)
        .collect())
}
