//! What visits leave behind: households, follow-up visits, pictures.

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QuerySelect};
use uuid::Uuid;

use crate::entity::{attachment, household, visit};
use crate::error::Result;

/// A household, held for this transaction.
///
/// # Errors
/// If the database refuses.
pub async fn household<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<household::Model>> {
    Ok(household::Entity::find_by_id((county.to_owned(), id)).lock_exclusive().one(db).await?)
}

/// Writes a household: a new one, or over what was there.
///
/// # Errors
/// If the database refuses.
pub async fn write_household<C: ConnectionTrait>(db: &C, row: household::Model, is_new: bool) -> Result<()> {
    let row = row.into_active_model();
    if is_new {
        household::Entity::insert(row).exec_without_returning(db).await?;
    } else {
        household::Entity::update(row.reset_all()).exec(db).await?;
    }
    Ok(())
}

/// Inserts a follow-up visit.
///
/// # Errors
/// If the database refuses.
pub async fn insert_visit<C: ConnectionTrait>(db: &C, row: visit::Model) -> Result<()> {
    visit::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Inserts a picture.
///
/// # Errors
/// If the database refuses.
pub async fn insert_attachment<C: ConnectionTrait>(db: &C, row: attachment::Model) -> Result<()> {
    attachment::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}
