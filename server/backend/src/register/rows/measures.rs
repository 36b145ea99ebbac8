//! Protective measures.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::Result;
use crate::register::tables::protective_measure::{Column as P, Entity, Model};
use crate::store::inserts;

/// Writes a measure.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert<C: ConnectionTrait>(db: &C, row: &Model) -> Result<()> {
    inserts::write::<Entity, _>(db, [row]).await
}

/// The measures about adults of a record that hold.
///
/// # Errors
/// If the database refuses.
pub async fn of_record<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<Vec<Model>> {
    let found = Entity::find().filter(P::CountyCode.eq(county)).filter(P::RecordId.eq(record));
    Ok(found.filter(P::LiftedAt.is_null()).all(db).await?)
}

/// The measures of a county that hold, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_county<C: ConnectionTrait>(db: &C, county: &str, most: u64) -> Result<Vec<Model>> {
    let found = Entity::find().filter(P::CountyCode.eq(county)).filter(P::LiftedAt.is_null());
    Ok(found.order_by_desc(P::MadeAt).limit(most).all(db).await?)
}

/// Ends a measure; false when it does not hold.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn lift<C: ConnectionTrait>(db: &C, county: &str, id: Uuid, at: i64) -> Result<bool> {
    let done = Entity::update_many()
        .col_expr(P::LiftedAt, Expr::value(Some(at)))
        .filter(P::CountyCode.eq(county))
        .filter(P::Id.eq(id))
        .filter(P::LiftedAt.is_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
