//! Versions of the deployment's notice. They belong to the deployment and change a few times a year.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, QuerySelect};

use crate::consent::tables::notice;
use crate::error::Result;
use crate::store::inserts;

/// The version that came into force last, and the one before it; newest first.
///
/// # Errors
/// If the database refuses.
pub(in crate::consent) async fn latest<C: ConnectionTrait>(db: &C) -> Result<Vec<notice::Model>> {
    let newest = notice::Entity::find().order_by_desc(notice::Column::Since).limit(2);
    Ok(newest.all(db).await?)
}

/// One version.
///
/// # Errors
/// If the database refuses.
pub(in crate::consent) async fn by_version<C: ConnectionTrait>(db: &C, version: &str) -> Result<Option<notice::Model>> {
    Ok(notice::Entity::find_by_id(version.to_owned()).one(db).await?)
}

/// Writes a version that comes into force, also again.
///
/// # Errors
/// If the database refuses.
pub(in crate::consent) async fn adopt<C: ConnectionTrait>(db: &C, row: &notice::Model) -> Result<()> {
    let Some(mut statement) = inserts::insert::<notice::Entity, _>([row]) else { return Ok(()) };
    let again = OnConflict::column(notice::Column::Version).update_column(notice::Column::Since).to_owned();
    db.execute(statement.on_conflict(again)).await?;
    Ok(())
}
