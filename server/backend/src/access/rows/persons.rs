//! Persons.

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::access::tables::person::{Column, Entity, Model};
use crate::error::Result;
use crate::store::inserts;

/// Writes a new person.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, row: &Model) -> Result<()> {
    inserts::write::<Entity, _>(db, [row]).await
}

/// Writes a person as it is now.
///
/// # Errors
/// If the database refuses, or it is not there.
pub async fn write<C: ConnectionTrait>(db: &C, row: Model) -> Result<()> {
    Entity::update(row.into_active_model().reset_all()).exec(db).await?;
    Ok(())
}

/// The person with this id.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id((county.to_owned(), id)).one(db).await?)
}

/// The person of the county who is known by this hash.
///
/// # Errors
/// If the database refuses.
pub async fn by_key<C: ConnectionTrait>(db: &C, county: &str, key: &[u8]) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::CountyCode.eq(county)).filter(Column::PersonKey.eq(key)).one(db).await?)
}
