//! Phones of field workers.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::error::Result;
use crate::fieldwork::tables::device;

/// Inserts a phone.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, device: device::Model) -> Result<()> {
    device::Entity::insert(device.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// The phone of a county whose token has this hash.
///
/// # Errors
/// If the database refuses.
pub async fn by_token_hash<C: ConnectionTrait>(db: &C, county: &str, hash: Vec<u8>) -> Result<Option<device::Model>> {
    Ok(device::Entity::find()
        .filter(device::Column::CountyCode.eq(county))
        .filter(device::Column::TokenHash.eq(hash))
        .one(db)
        .await?)
}

/// Writes down when a phone was seen, and what it says to hold: how many messages, and since when.
///
/// # Errors
/// If the database refuses.
pub async fn seen<C: ConnectionTrait>(
    db: &C,
    (county, id): (&str, Uuid),
    at: i64,
    (unsent, since): (i32, Option<i64>),
) -> Result<()> {
    use device::Column as C;
    device::Entity::update_many()
        .col_expr(C::LastSeen, Expr::value(at))
        .col_expr(C::Unsent, Expr::value(unsent))
        .col_expr(C::UnsentSince, Expr::value(since))
        .filter(C::CountyCode.eq(county))
        .filter(C::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}
