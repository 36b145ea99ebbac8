//! Holds.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::erasure::tables::erasure_hold::{Column, Entity, Model};
use crate::error::Result;
use crate::register::tables::record;
use crate::store::inserts;

/// The number of a hold that is in force on a record on this day (`YYYY-MM-DD`): on it, its township or its county.
///
/// # Errors
/// If the database refuses.
pub async fn on_record<C: ConnectionTrait>(db: &C, record: &record::Model, today: &str) -> Result<Option<String>> {
    let scopes = [record.id.to_string(), record.township_code.clone(), record.county_code.clone()];
    let in_time = Condition::any().add(Column::UntilOn.eq("")).add(Column::UntilOn.gte(today));
    Ok(Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::CountyCode.eq(record.county_code.as_str()))
        .filter(Column::Scope.is_in(scopes.iter().filter(|scope| !scope.is_empty()).cloned()))
        .filter(Column::State.ne("lifted"))
        .filter(in_time)
        .order_by_asc(Column::PlacedAt)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?)
}

/// Writes a hold.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, hold: &Model) -> Result<()> {
    inserts::write::<Entity, _>(db, [hold]).await
}

/// A hold of a county.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id((county.to_owned(), id)).one(db).await?)
}

/// The holds of a county, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn all<C: ConnectionTrait>(db: &C, county: &str, limit: u64) -> Result<Vec<Model>> {
    let query = Entity::find().filter(Column::CountyCode.eq(county));
    Ok(query.order_by_desc(Column::PlacedAt).order_by_asc(Column::Id).limit(limit).all(db).await?)
}

/// Writes a hold as it is now, if it is still as `was`; says whether it was.
///
/// # Errors
/// If the database refuses.
pub async fn change<C: ConnectionTrait>(db: &C, was: &Model, now: &Model) -> Result<bool> {
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(now.state.as_str()))
        .col_expr(Column::LiftPerson, Expr::value(now.lift_person))
        .col_expr(Column::LiftAsker, Expr::value(now.lift_asker.as_str()))
        .col_expr(Column::LiftedBy, Expr::value(now.lifted_by))
        .col_expr(Column::LiftedAt, Expr::value(now.lifted_at))
        .col_expr(Column::Revision, Expr::value(now.revision))
        .col_expr(Column::Sealed, Expr::value(now.sealed.clone()))
        .col_expr(Column::KeyId, Expr::value(now.key_id.as_str()))
        .filter(Column::CountyCode.eq(was.county_code.as_str()))
        .filter(Column::Id.eq(was.id))
        .filter(Column::State.eq(was.state.as_str()))
        .filter(Column::Revision.eq(was.revision))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
