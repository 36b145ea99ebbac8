//! Codes of families, and the proofs that came of them.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::declare::tables::guardian::{Column as G, Entity, Model};
use crate::error::Result;
use crate::store::inserts;

/// Writes what a browser has to do with a declaration, in place of what it had before. What has ended in the county at `now`
/// (Unix milliseconds) goes with it: there are few, and nobody else deletes them.
///
/// # Errors
/// If the database refuses.
pub async fn put<C: ConnectionTrait>(db: &C, row: &Model, now: i64) -> Result<()> {
    let ended = Entity::delete_many().filter(G::CountyCode.eq(row.county_code.as_str()));
    ended.filter(G::GuardianUntil.lte(now)).filter(G::CodeEndsAt.lte(now)).exec(db).await?;
    Entity::delete_by_id((row.county_code.clone(), row.browser, row.declaration)).exec(db).await?;
    inserts::write::<Entity, _>(db, [row]).await
}

/// The declarations of which a browser is a guardian's at `now` (Unix milliseconds).
///
/// # Errors
/// If the database refuses.
pub async fn proved<C: ConnectionTrait>(db: &C, county: &str, browser: Uuid, now: i64) -> Result<Vec<Uuid>> {
    let own = Entity::find().filter(G::CountyCode.eq(county)).filter(G::Browser.eq(browser));
    let live = own.filter(G::GuardianUntil.gt(now)).select_only().column(G::Declaration);
    Ok(live.into_tuple().all(db).await?)
}

/// Counts a try of the code that is waited for, and gives it; nothing when it has ended or was tried too often.
///
/// # Errors
/// If the database refuses.
pub async fn tried<C: ConnectionTrait>(
    db: &C,
    (county, browser, declaration): (&str, Uuid, Uuid),
    most: i32,
    now: i64,
) -> Result<Option<Model>> {
    // The statement locks the row, so that tries side by side are counted one after another.
    let counted = Entity::update_many()
        .col_expr(G::Tries, Expr::col(G::Tries).add(1))
        .filter(G::CountyCode.eq(county))
        .filter(G::Browser.eq(browser))
        .filter(G::Declaration.eq(declaration))
        .filter(G::CodeHash.is_not_null())
        .filter(G::CodeEndsAt.gt(now))
        .filter(G::Tries.lt(most))
        .exec(db)
        .await?;
    if counted.rows_affected == 0 {
        return Ok(None);
    }
    Ok(Entity::find_by_id((county.to_owned(), browser, declaration)).one(db).await?)
}
