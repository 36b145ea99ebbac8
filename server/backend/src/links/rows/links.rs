//! Declaration links: found by the hash of their token, or by id for a family that came before.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::error::Result;
use crate::links::tables::link;
use crate::store::inserts;

/// Inserts links.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, links: &[&link::Model]) -> Result<()> {
    inserts::write::<link::Entity, _>(db, links.iter().copied()).await
}

/// The link of a county whose token has this hash.
///
/// # Errors
/// If the database refuses.
pub async fn by_token_hash<C: ConnectionTrait>(db: &C, county: &str, hash: Vec<u8>) -> Result<Option<link::Model>> {
    Ok(link::Entity::find()
        .filter(link::Column::CountyCode.eq(county))
        .filter(link::Column::TokenHash.eq(hash))
        .one(db)
        .await?)
}

/// The link with this id.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<link::Model>> {
    Ok(link::Entity::find_by_id((county.to_owned(), id)).one(db).await?)
}

/// Links of a county whose words an earlier version left in clear.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn with_clear_notes<C: ConnectionTrait>(db: &C, county: &str, limit: u64) -> Result<Vec<link::Model>> {
    Ok(link::Entity::find()
        .filter(link::Column::CountyCode.eq(county))
        .filter(link::Column::Note.ne(""))
        .limit(limit)
        .all(db)
        .await?)
}

/// Keeps the sealed words of a link, and none in clear.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn keep_note<C: ConnectionTrait>(db: &C, link: &link::Model) -> Result<()> {
    link::Entity::update_many()
        .col_expr(link::Column::Note, Expr::value(""))
        .col_expr(link::Column::Sealed, Expr::value(link.sealed.clone()))
        .col_expr(link::Column::KeyId, Expr::value(link.key_id.clone()))
        .filter(link::Column::CountyCode.eq(link.county_code.as_str()))
        .filter(link::Column::Id.eq(link.id))
        .exec(db)
        .await?;
    Ok(())
}

/// Binds a personal link to a browser.
///
/// # Errors
/// If the database refuses.
pub async fn bind<C: ConnectionTrait>(db: &C, county: &str, id: Uuid, browser: Uuid) -> Result<()> {
    link::Entity::update_many()
        .col_expr(link::Column::BoundTo, Expr::value(browser))
        .filter(link::Column::CountyCode.eq(county))
        .filter(link::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}
