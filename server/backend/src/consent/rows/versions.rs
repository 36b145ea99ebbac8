//! The notices that a county publishes. There are a few a year, so all of them are read.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::consent::tables::notice_version::{Column as V, Entity, Model};
use crate::error::Result;
use crate::store::inserts;

/// All versions of a county, the newest first.
///
/// # Errors
/// If the database refuses.
pub(in crate::consent) async fn of_county<C: ConnectionTrait>(db: &C, county: &str) -> Result<Vec<Model>> {
    let found = Entity::find().filter(V::CountyCode.eq(county));
    Ok(found.order_by_desc(V::ValidFrom).order_by_desc(V::ProposedAt).order_by_desc(V::Id).all(db).await?)
}

/// Writes a proposed version.
///
/// # Errors
/// If the database refuses.
pub(in crate::consent) async fn insert<C: ConnectionTrait>(db: &C, row: &Model) -> Result<()> {
    inserts::write::<Entity, _>(db, [row]).await
}

/// Writes what became of a proposed version; false when somebody else decided meanwhile.
///
/// # Errors
/// If the database refuses.
pub(in crate::consent) async fn settle<C: ConnectionTrait>(
    db: &C,
    (county, id): (&str, Uuid),
    (from, to): (&str, &str),
    by: Uuid,
    at: i64,
) -> Result<bool> {
    let done = Entity::update_many()
        .col_expr(V::State, Expr::value(to))
        .col_expr(V::ConfirmedBy, Expr::value(Some(by)))
        .col_expr(V::ConfirmedAt, Expr::value(Some(at)))
        .filter(V::CountyCode.eq(county))
        .filter(V::Id.eq(id))
        .filter(V::State.eq(from))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
