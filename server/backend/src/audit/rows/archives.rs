//! Archives, and the removal of what they have.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::audit::tables::{audit_archive, audit_batch, audit_event, audit_subjects};
use crate::error::Result;
use crate::store::inserts;

/// The newest archive of a county.
///
/// # Errors
/// If the database refuses.
pub async fn newest<C: ConnectionTrait>(db: &C, county: &str) -> Result<Option<audit_archive::Model>> {
    Ok(of(county).order_by_desc(audit_archive::Column::N).limit(1).one(db).await?)
}

/// The archives of a county, the oldest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_county<C: ConnectionTrait>(db: &C, county: &str) -> Result<Vec<audit_archive::Model>> {
    Ok(of(county).order_by_asc(audit_archive::Column::N).all(db).await?)
}

/// Writes an archive. From now on the database lets its events go.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert<C: ConnectionTrait>(db: &C, archive: &audit_archive::Model) -> Result<()> {
    inserts::write::<audit_archive::Entity, _>(db, [archive]).await
}

/// Removes the events of a batch and the ids that they name; gives how many events there were.
///
/// # Errors
/// If the database refuses, as when no archive has them.
pub(crate) async fn remove_events<C: ConnectionTrait>(db: &C, batch: &audit_batch::Model) -> Result<u64> {
    use {audit_event::Column as E, audit_subjects::Column as S};
    let removed = audit_event::Entity::delete_many()
        .filter(E::CountyCode.eq(batch.county_code.as_str()))
        .filter(E::Lane.eq(batch.lane))
        .filter(E::No.between(batch.first_no, batch.last_no))
        .exec(db)
        .await?;
    audit_subjects::Entity::delete_many()
        .filter(S::CountyCode.eq(batch.county_code.as_str()))
        .filter(S::Lane.eq(batch.lane))
        .filter(S::No.between(batch.first_no, batch.last_no))
        .exec(db)
        .await?;
    Ok(removed.rows_affected)
}

fn of(county: &str) -> sea_orm::Select<audit_archive::Entity> {
    audit_archive::Entity::find().filter(audit_archive::Column::CountyCode.eq(county))
}
