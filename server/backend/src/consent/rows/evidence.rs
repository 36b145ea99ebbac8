//! What was said of records.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::consent::tables::consent::{Column as C, Entity, Model};
use crate::error::Result;
use crate::store::inserts;

/// Writes what was said.
///
/// # Errors
/// If the database refuses.
pub(in crate::consent) async fn insert<D: ConnectionTrait>(db: &D, row: &Model) -> Result<()> {
    inserts::write::<Entity, _>(db, [row]).await
}

/// What was said of a record, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_record<D: ConnectionTrait>(db: &D, county: &str, record: Uuid) -> Result<Vec<Model>> {
    let found = Entity::find().filter(C::CountyCode.eq(county)).filter(C::RecordId.eq(record));
    Ok(found.order_by_desc(C::At).order_by_desc(C::Id).all(db).await?)
}
