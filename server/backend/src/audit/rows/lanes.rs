//! The lanes of processes: who lives, and whose rest is to be sealed.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::audit::lanes::Lane;
use crate::audit::tables::audit_lane;
use crate::error::Result;
use crate::store::inserts;

/// Writes the row of the lane, unless it is known to be there. In the transaction of the first events, so that there are
/// none whose lane nobody knows.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn register<C: ConnectionTrait>(db: &C, lane: &Lane) -> Result<()> {
    let Some(row) = lane.to_register() else { return Ok(()) };
    if let Some(mut statement) = inserts::insert::<audit_lane::Entity, _>([&row]) {
        statement.on_conflict(OnConflict::column(audit_lane::Column::Lane).do_nothing().to_owned());
        db.execute(&statement).await?;
    }
    Ok(())
}

/// Every lane.
///
/// # Errors
/// If the database refuses.
pub async fn all<C: ConnectionTrait>(db: &C) -> Result<Vec<audit_lane::Model>> {
    Ok(audit_lane::Entity::find().all(db).await?)
}

/// The lanes that are open and were not seen since an instant.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn not_seen_since<C: ConnectionTrait>(db: &C, at: i64) -> Result<Vec<audit_lane::Model>> {
    let open = audit_lane::Entity::find().filter(audit_lane::Column::ClosedAt.is_null());
    Ok(open.filter(audit_lane::Column::SeenAt.lt(at)).all(db).await?)
}

/// The process of the lane lives; false when another one has closed it.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn seen<C: ConnectionTrait>(db: &C, lane: Uuid, now: i64) -> Result<bool> {
    let update = audit_lane::Entity::update_many()
        .col_expr(audit_lane::Column::SeenAt, Expr::value(now))
        .filter(audit_lane::Column::Lane.eq(lane))
        .filter(audit_lane::Column::ClosedAt.is_null());
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// Takes a dead lane, to seal its rest; false when another process was faster.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn take<C: ConnectionTrait>(db: &C, lane: &audit_lane::Model, now: i64) -> Result<bool> {
    let update = audit_lane::Entity::update_many()
        .col_expr(audit_lane::Column::SeenAt, Expr::value(now))
        .filter(audit_lane::Column::Lane.eq(lane.lane))
        .filter(audit_lane::Column::SeenAt.eq(lane.seen_at))
        .filter(audit_lane::Column::ClosedAt.is_null());
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// The lane has ended, and all of it is sealed.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn close<C: ConnectionTrait>(db: &C, lane: Uuid, now: i64) -> Result<()> {
    let update = audit_lane::Entity::update_many()
        .col_expr(audit_lane::Column::ClosedAt, Expr::value(now))
        .filter(audit_lane::Column::Lane.eq(lane));
    update.exec(db).await?;
    Ok(())
}
