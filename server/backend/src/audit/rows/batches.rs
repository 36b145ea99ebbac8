//! The chains of batches.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::audit::tables::audit_batch;
use crate::error::Result;
use crate::store::{everywhere, inserts};

/// The newest batch of a county.
///
/// # Errors
/// If the database refuses.
pub async fn newest<C: ConnectionTrait>(db: &C, county: &str) -> Result<Option<audit_batch::Model>> {
    Ok(of_county(county).order_by_desc(audit_batch::Column::N).limit(1).one(db).await?)
}

/// The number up to which the events of a lane lie in batches of a county; 0 when none does.
///
/// # Errors
/// If the database refuses.
pub async fn sealed<C: ConnectionTrait>(db: &C, county: &str, lane: Uuid) -> Result<i64> {
    let of_lane = of_county(county).filter(audit_batch::Column::Lane.eq(lane));
    let newest = of_lane.order_by_desc(audit_batch::Column::N).limit(1).one(db).await?;
    Ok(newest.map_or(0, |batch| batch.last_no))
}

/// The batch in which an event of a lane lies; `None` while it is not sealed.
///
/// # Errors
/// If the database refuses.
pub async fn covering<C: ConnectionTrait>(
    db: &C,
    county: &str,
    lane: Uuid,
    no: i64,
) -> Result<Option<audit_batch::Model>> {
    let query = of_county(county)
        .filter(audit_batch::Column::Lane.eq(lane))
        .filter(audit_batch::Column::FirstNo.lte(no))
        .filter(audit_batch::Column::LastNo.gte(no));
    Ok(query.order_by_asc(audit_batch::Column::N).limit(1).one(db).await?)
}

/// The batches of a county after a number, in order.
///
/// # Errors
/// If the database refuses.
pub async fn after<C: ConnectionTrait>(db: &C, county: &str, n: i64, limit: u64) -> Result<Vec<audit_batch::Model>> {
    let query = of_county(county).filter(audit_batch::Column::N.gt(n));
    Ok(query.order_by_asc(audit_batch::Column::N).limit(limit).all(db).await?)
}

/// A batch by its number.
///
/// # Errors
/// If the database refuses.
pub async fn numbered<C: ConnectionTrait>(db: &C, county: &str, n: i64) -> Result<Option<audit_batch::Model>> {
    Ok(of_county(county).filter(audit_batch::Column::N.eq(n)).one(db).await?)
}

/// The next county with batches.
///
/// # Errors
/// If the database refuses.
pub async fn county_after<C: ConnectionTrait>(db: &C, after: &str) -> Result<Option<String>> {
    let db = &everywhere(db);
    Ok(audit_batch::Entity::find()
        .select_only()
        .column(audit_batch::Column::CountyCode)
        .filter(audit_batch::Column::CountyCode.gt(after))
        .order_by_asc(audit_batch::Column::CountyCode)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?)
}

/// Writes the next batch of a county.
///
/// # Errors
/// If the database refuses, as when another process wrote a batch of this number.
pub(crate) async fn insert<C: ConnectionTrait>(db: &C, batch: &audit_batch::Model) -> Result<()> {
    inserts::write::<audit_batch::Entity, _>(db, [batch]).await
}

fn of_county(county: &str) -> sea_orm::Select<audit_batch::Entity> {
    audit_batch::Entity::find().filter(audit_batch::Column::CountyCode.eq(county))
}
