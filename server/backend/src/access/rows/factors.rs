//! Second factors: code generators and recovery codes. [Passkeys](super::passkeys) have a file of their own.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use crate::access::tables::{recovery_code, totp};
use crate::error::Result;
use crate::store::inserts;

/// The code generator of an account.
///
/// # Errors
/// If the database refuses.
pub async fn totp<C: ConnectionTrait>(db: &C, (county, account): (&str, Uuid)) -> Result<Option<totp::Model>> {
    Ok(totp::Entity::find_by_id((county.to_owned(), account)).one(db).await?)
}

/// Writes a code generator in place of the one before.
///
/// # Errors
/// If the database refuses.
pub async fn put_totp<C: ConnectionTrait>(db: &C, row: &totp::Model) -> Result<()> {
    totp::Entity::delete_by_id((row.county_code.clone(), row.account_id)).exec(db).await?;
    inserts::write::<totp::Entity, _>(db, [row]).await
}

/// A code of this step was shown: false when one of it or of a later step was accepted before, also by a request at the same
/// time. From the first accepted one on the generator is in use.
///
/// # Errors
/// If the database refuses.
pub async fn accept_step<C: ConnectionTrait>(
    db: &C,
    (county, account): (&str, Uuid),
    step: i64,
    now: i64,
) -> Result<bool> {
    use totp::Column as T;
    let done = totp::Entity::update_many()
        .col_expr(T::LastStep, Expr::value(step))
        .col_expr(T::ConfirmedAt, Expr::col(T::ConfirmedAt).if_null(now))
        .filter(T::CountyCode.eq(county))
        .filter(T::AccountId.eq(account))
        .filter(T::LastStep.lt(step))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Forgets the second factors of an account.
///
/// # Errors
/// If the database refuses.
pub async fn forget<C: ConnectionTrait>(db: &C, (county, account): (&str, Uuid)) -> Result<()> {
    totp::Entity::delete_by_id((county.to_owned(), account)).exec(db).await?;
    super::passkeys::forget(db, (county, account)).await?;
    codes_of(county, account).exec(db).await?;
    Ok(())
}

fn codes_of(county: &str, account: Uuid) -> sea_orm::DeleteMany<recovery_code::Entity> {
    use recovery_code::Column as R;
    recovery_code::Entity::delete_many().filter(R::CountyCode.eq(county)).filter(R::AccountId.eq(account))
}

/// Writes recovery codes in place of those before.
///
/// # Errors
/// If the database refuses.
pub async fn put_codes<C: ConnectionTrait>(
    db: &C,
    (county, account): (&str, Uuid),
    rows: &[recovery_code::Model],
) -> Result<()> {
    codes_of(county, account).exec(db).await?;
    inserts::write::<recovery_code::Entity, _>(db, rows).await
}

/// The recovery code that begins so.
///
/// # Errors
/// If the database refuses.
pub async fn code<C: ConnectionTrait>(
    db: &C,
    (county, account): (&str, Uuid),
    selector: &str,
) -> Result<Option<recovery_code::Model>> {
    Ok(recovery_code::Entity::find_by_id((county.to_owned(), account, selector.to_owned())).one(db).await?)
}

/// Uses a recovery code up; false when it was used already.
///
/// # Errors
/// If the database refuses.
pub async fn use_code<C: ConnectionTrait>(db: &C, (county, account): (&str, Uuid), selector: &str) -> Result<bool> {
    let key = (county.to_owned(), account, selector.to_owned());
    Ok(recovery_code::Entity::delete_by_id(key).exec(db).await?.rows_affected == 1)
}

/// How many recovery codes are left.
///
/// # Errors
/// If the database refuses.
pub async fn codes_left<C: ConnectionTrait>(db: &C, (county, account): (&str, Uuid)) -> Result<u64> {
    use recovery_code::Column as R;
    let own = recovery_code::Entity::find().filter(R::CountyCode.eq(county)).filter(R::AccountId.eq(account));
    Ok(own.count(db).await?)
}
