//! Signed heads.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::audit::tables::audit_head;
use crate::error::Result;
use crate::store::inserts;

/// The newest head.
///
/// # Errors
/// If the database refuses.
pub async fn newest<C: ConnectionTrait>(db: &C) -> Result<Option<audit_head::Model>> {
    Ok(audit_head::Entity::find().order_by_desc(audit_head::Column::At).limit(1).one(db).await?)
}

/// The heads after an instant, in order.
///
/// # Errors
/// If the database refuses.
pub async fn after<C: ConnectionTrait>(db: &C, at: i64, limit: u64) -> Result<Vec<audit_head::Model>> {
    let query = audit_head::Entity::find().filter(audit_head::Column::At.gt(at));
    Ok(query.order_by_asc(audit_head::Column::At).limit(limit).all(db).await?)
}

/// Writes a head, unless another process wrote one in the same millisecond; false then.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert<C: ConnectionTrait>(db: &C, head: &audit_head::Model) -> Result<bool> {
    let Some(mut statement) = inserts::insert::<audit_head::Entity, _>([head]) else { return Ok(false) };
    statement.on_conflict(OnConflict::column(audit_head::Column::At).do_nothing().to_owned());
    Ok(db.execute(&statement).await?.rows_affected() == 1)
}
