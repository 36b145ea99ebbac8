//! Messages of phones that were answered: the answer is given again.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::error::Result;
use crate::fieldwork::tables::message;
use crate::store::bulk;

/// Inserts a message that was answered.
///
/// # Errors
/// If the database refuses; also when it is there.
pub async fn insert<C: ConnectionTrait>(db: &C, message: message::Model) -> Result<()> {
    message::Entity::insert(message.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// The messages of a county with these ids.
///
/// # Errors
/// If the database refuses.
pub async fn by_ids<C: ConnectionTrait>(db: &C, county: &str, ids: &[Uuid]) -> Result<Vec<message::Model>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(message::Entity::find()
        .filter(message::Column::CountyCode.eq(county))
        .filter(message::Column::Id.is_in(bulk::padded(ids.iter().copied())))
        .all(db)
        .await?)
}
