//! Every database call of this room.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::tables::other_day::{Column, Entity, Model};
use crate::error::Result;
use crate::store::inserts;

/// The days of a county from this one on that are not as their weekday says, in order.
///
/// # Errors
/// If the database refuses.
pub async fn from<C: ConnectionTrait>(db: &C, county: &str, day: &str) -> Result<Vec<Model>> {
    let days = Entity::find().filter(Column::CountyCode.eq(county)).filter(Column::Day.gte(day));
    Ok(days.order_by_asc(Column::Day).all(db).await?)
}

/// Writes a day, in place of what was said of it before.
///
/// # Errors
/// If the database refuses.
pub(super) async fn put<C: ConnectionTrait>(db: &C, row: &Model) -> Result<()> {
    remove(db, &row.county_code, &row.day).await?;
    inserts::write::<Entity, _>(db, [row]).await
}

/// Takes back what was said of a day; says whether there was anything.
///
/// # Errors
/// If the database refuses.
pub(super) async fn remove<C: ConnectionTrait>(db: &C, county: &str, day: &str) -> Result<bool> {
    let gone = Entity::delete_by_id((county.to_owned(), day.to_owned())).exec(db).await?;
    Ok(gone.rows_affected == 1)
}
