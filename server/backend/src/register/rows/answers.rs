//! What departments answered.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::error::Result;
use crate::register::tables::comparison_answer::{Column as A, Entity, Model};
use crate::store::{bulk, inserts};

/// The answers of a batch about some records, the oldest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_batch<C: ConnectionTrait>(
    db: &C,
    (county, batch): (&str, Uuid),
    records: &[Uuid],
) -> Result<Vec<Model>> {
    if records.is_empty() {
        return Ok(Vec::new());
    }
    let found = Entity::find().filter(A::CountyCode.eq(county)).filter(A::BatchId.eq(batch));
    let found = found.filter(A::RecordId.is_in(bulk::padded(records.iter().copied())));
    Ok(found.order_by_asc(A::RowNo).order_by_asc(A::No).all(db).await?)
}

/// The answers about a record, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_record<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<Vec<Model>> {
    let found = Entity::find().filter(A::CountyCode.eq(county)).filter(A::RecordId.eq(record));
    Ok(found.order_by_desc(A::AnsweredAt).order_by_desc(A::Id).all(db).await?)
}

/// Writes answers.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, rows: &[Model]) -> Result<()> {
    inserts::write::<Entity, _>(db, rows).await
}
