//! Notices: raised once, listed, closed once.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::auditing::tables::alert::{Column, Entity, Model};
use crate::error::Result;
use crate::store::inserts;

/// Writes a notice, unless there is one of the same person, rule and day; false then.
///
/// # Errors
/// If the database refuses.
pub async fn raise<C: ConnectionTrait>(db: &C, alert: &Model) -> Result<bool> {
    let Some(mut statement) = inserts::insert::<Entity, _>([alert]) else { return Ok(false) };
    let once = [Column::CountyCode, Column::Day, Column::Person, Column::Rule];
    statement.on_conflict(OnConflict::columns(once).do_nothing().to_owned());
    Ok(db.execute(&statement).await?.rows_affected() == 1)
}

/// The notices of a county about a day and later ones.
///
/// # Errors
/// If the database refuses.
pub async fn since<C: ConnectionTrait>(db: &C, county: &str, day: &str) -> Result<Vec<Model>> {
    let query = Entity::find().filter(Column::CountyCode.eq(county)).filter(Column::Day.gte(day));
    Ok(query.all(db).await?)
}

/// The open notices of a county, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn open<C: ConnectionTrait>(db: &C, county: &str, limit: u64) -> Result<Vec<Model>> {
    let query = Entity::find().filter(Column::CountyCode.eq(county)).filter(Column::ClosedAt.is_null());
    Ok(query.order_by_desc(Column::RaisedAt).order_by_asc(Column::Id).limit(limit).all(db).await?)
}

/// Those of a county that were closed, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn closed<C: ConnectionTrait>(db: &C, county: &str, limit: u64) -> Result<Vec<Model>> {
    let query = Entity::find().filter(Column::CountyCode.eq(county)).filter(Column::ClosedAt.is_not_null());
    Ok(query.order_by_desc(Column::ClosedAt).order_by_asc(Column::Id).limit(limit).all(db).await?)
}

/// A notice.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id((county.to_owned(), id)).one(db).await?)
}

/// Closes an open notice as `alert` says; false when somebody closed it before.
///
/// # Errors
/// If the database refuses.
pub async fn close<C: ConnectionTrait>(db: &C, alert: &Model) -> Result<bool> {
    let update = Entity::update_many()
        .col_expr(Column::ClosedAt, Expr::value(alert.closed_at))
        .col_expr(Column::ClosedBy, Expr::value(alert.closed_by))
        .col_expr(Column::Sealed, Expr::value(alert.sealed.clone()))
        .col_expr(Column::KeyId, Expr::value(alert.key_id.clone()))
        .filter(Column::CountyCode.eq(alert.county_code.as_str()))
        .filter(Column::Id.eq(alert.id))
        .filter(Column::ClosedAt.is_null());
    Ok(update.exec(db).await?.rows_affected == 1)
}
