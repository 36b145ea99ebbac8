//! Passkeys and the ceremonies in which they are made and shown.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::access::tables::{ceremony, passkey};
use crate::error::Result;
use crate::store::inserts;

/// The passkeys of an account, the oldest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_account<C: ConnectionTrait>(db: &C, (county, account): (&str, Uuid)) -> Result<Vec<passkey::Model>> {
    use passkey::Column as P;
    let own = passkey::Entity::find().filter(P::CountyCode.eq(county)).filter(P::AccountId.eq(account));
    Ok(own.order_by_asc(P::Id).all(db).await?)
}

/// Writes a new passkey.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, row: &passkey::Model) -> Result<()> {
    inserts::write::<passkey::Entity, _>(db, [row]).await
}

/// A passkey was shown with this counter: false when it is not higher than the one that was seen last, also by a request at
/// the same time. Authenticators without a counter always show 0.
///
/// # Errors
/// If the database refuses.
pub async fn shown<C: ConnectionTrait>(db: &C, (county, id): (&str, Uuid), counter: i64, now: i64) -> Result<bool> {
    use passkey::Column as P;
    let mut higher = Condition::any().add(P::Counter.lt(counter));
    if counter == 0 {
        higher = higher.add(P::Counter.eq(0));
    }
    let done = passkey::Entity::update_many()
        .col_expr(P::Counter, Expr::value(counter))
        .col_expr(P::UsedAt, Expr::value(now))
        .filter(P::CountyCode.eq(county))
        .filter(P::Id.eq(id))
        .filter(higher)
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Takes a passkey of an account away; says whether there was one.
///
/// # Errors
/// If the database refuses.
pub async fn remove<C: ConnectionTrait>(db: &C, (county, account): (&str, Uuid), id: Uuid) -> Result<bool> {
    use passkey::Column as P;
    let own = passkey::Entity::delete_many().filter(P::CountyCode.eq(county)).filter(P::AccountId.eq(account));
    Ok(own.filter(P::Id.eq(id)).exec(db).await?.rows_affected == 1)
}

/// Forgets all passkeys of an account.
///
/// # Errors
/// If the database refuses.
pub async fn forget<C: ConnectionTrait>(db: &C, (county, account): (&str, Uuid)) -> Result<()> {
    use passkey::Column as P;
    let own = passkey::Entity::delete_many().filter(P::CountyCode.eq(county)).filter(P::AccountId.eq(account));
    own.exec(db).await?;
    Ok(())
}

/// Writes a ceremony that begins, and deletes those of the account that ended.
///
/// # Errors
/// If the database refuses.
pub async fn begin<C: ConnectionTrait>(db: &C, row: &ceremony::Model, now: i64) -> Result<()> {
    use ceremony::Column as C;
    ceremony::Entity::delete_many()
        .filter(C::CountyCode.eq(row.county_code.as_str()))
        .filter(C::AccountId.eq(row.account_id))
        .filter(C::EndsAt.lte(now))
        .exec(db)
        .await?;
    inserts::write::<ceremony::Entity, _>(db, [row]).await
}

/// Takes a ceremony out, so that it is answered once; nothing when there is none, or another request took it.
///
/// # Errors
/// If the database refuses.
pub async fn take<C: ConnectionTrait>(db: &C, (county, id): (&str, Uuid)) -> Result<Option<ceremony::Model>> {
    let key = (county.to_owned(), id);
    let Some(row) = ceremony::Entity::find_by_id(key.clone()).one(db).await? else { return Ok(None) };
    let taken = ceremony::Entity::delete_by_id(key).exec(db).await?.rows_affected == 1;
    Ok(taken.then_some(row))
}
