//! The county of what is found by a key that tells none.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::access::tables::directory::{Column, Entity, Kind};
use crate::error::Result;

/// The county in which the row of a key lies.
///
/// # Errors
/// If the database refuses.
pub async fn county<C: ConnectionTrait>(db: &C, kind: Kind, key: &[u8]) -> Result<Option<String>> {
    Ok(Entity::find()
        .select_only()
        .column(Column::CountyCode)
        .filter(Column::Key.eq(key))
        .filter(Column::Kind.eq(kind as i16))
        .into_tuple()
        .one(db)
        .await?)
}
