//! Records and their keys, a page at a time.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::crypt::seal::Sealed;
use crate::error::Result;
use crate::register::tables::record;
use crate::register::tables::record::Column as R;

/// Records of a county after `after` whose key is wrapped under another root, or that have none yet. An erased one has none
/// any more.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn under_other_roots<C: ConnectionTrait>(
    db: &C,
    county: &str,
    after: Uuid,
    root: &str,
    limit: u64,
) -> Result<Vec<record::Model>> {
    let of_another = Condition::all().add(R::SealedKey.is_not_null()).add(R::RootId.ne(root));
    page(db, county, after, Condition::any().add(R::RootId.is_null()).add(of_another), limit).await
}

/// Records of a county after `after` that have a key.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn with_keys<C: ConnectionTrait>(
    db: &C,
    county: &str,
    after: Uuid,
    limit: u64,
) -> Result<Vec<record::Model>> {
    page(db, county, after, Condition::all().add(R::SealedKey.is_not_null()), limit).await
}

async fn page<C: ConnectionTrait>(
    db: &C,
    county: &str,
    after: Uuid,
    these: Condition,
    limit: u64,
) -> Result<Vec<record::Model>> {
    Ok(record::Entity::find()
        .filter(R::CountyCode.eq(county))
        .filter(R::Id.gt(after))
        .filter(these)
        .order_by_asc(R::Id)
        .limit(limit)
        .all(db)
        .await?)
}

/// Keeps the key, and the summary, of `now`, if both are as they were read; says whether they were.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn keep_key<C: ConnectionTrait>(db: &C, was: &record::Model, now: &record::Model) -> Result<bool> {
    let key = match &was.sealed_key {
        Some(key) => R::SealedKey.eq(key.clone()),
        None => R::SealedKey.is_null().and(R::RootId.is_null()),
    };
    let done = record::Entity::update_many()
        .col_expr(R::SealedKey, Expr::value(now.sealed_key.clone()))
        .col_expr(R::RootId, Expr::value(now.root_id.clone()))
        .col_expr(R::Summary, Expr::value(now.summary.clone()))
        .col_expr(R::KeyId, Expr::value(now.key_id.clone()))
        .filter(as_read(was))
        .filter(key)
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Keeps a summary that was sealed anew, if it is as it was read; says whether it was.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn keep_summary<C: ConnectionTrait>(db: &C, was: &record::Model, now: Sealed) -> Result<bool> {
    let done = record::Entity::update_many()
        .col_expr(R::Summary, Expr::value(now.bytes))
        .col_expr(R::KeyId, Expr::value(now.key_id))
        .filter(as_read(was))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// The record in the county, and with the summary, in which it was read.
fn as_read(was: &record::Model) -> Condition {
    Condition::all()
        .add(R::CountyCode.eq(was.county_code.as_str()))
        .add(R::Id.eq(was.id))
        .add(R::Version.eq(was.version))
        .add(R::KeyId.eq(was.key_id.as_str()))
}
