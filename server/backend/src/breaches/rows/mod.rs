//! Every database call of this room.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::breaches::tables::breach::{Column, Entity, Model};
use crate::error::Result;
use crate::register::tables::record;
use crate::store::bulk::padded;
use crate::store::inserts;

/// Writes a breach.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, breach: &Model) -> Result<()> {
    inserts::write::<Entity, _>(db, [breach]).await
}

/// A breach of a county.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id((county.to_owned(), id)).one(db).await?)
}

/// The breaches of a county, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn all<C: ConnectionTrait>(db: &C, county: &str, limit: u64) -> Result<Vec<Model>> {
    let query = Entity::find().filter(Column::CountyCode.eq(county));
    Ok(query.order_by_desc(Column::FoundAt).order_by_asc(Column::Id).limit(limit).all(db).await?)
}

/// Writes a breach as it is now, over the revision that was read; says whether it was.
///
/// # Errors
/// If the database refuses.
pub async fn change<C: ConnectionTrait>(db: &C, was: &Model, now: &Model) -> Result<bool> {
    let done = Entity::update_many()
        .col_expr(Column::ReportedAt, Expr::value(now.reported_at))
        .col_expr(Column::ToldAt, Expr::value(now.told_at))
        .col_expr(Column::ClosedAt, Expr::value(now.closed_at))
        .col_expr(Column::Revision, Expr::value(now.revision))
        .col_expr(Column::Sealed, Expr::value(now.sealed.clone()))
        .col_expr(Column::KeyId, Expr::value(now.key_id.as_str()))
        .filter(Column::CountyCode.eq(was.county_code.as_str()))
        .filter(Column::Id.eq(was.id))
        .filter(Column::Revision.eq(was.revision))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Ids and receipt numbers of those of these records that lie in a county.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn receipts<C: ConnectionTrait>(db: &C, county: &str, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    use record::Column as R;
    let query = record::Entity::find().select_only().columns([R::Id, R::ReceiptNo]).filter(R::CountyCode.eq(county));
    Ok(query.filter(R::Id.is_in(padded(ids.iter().copied()))).into_tuple().all(db).await?)
}
