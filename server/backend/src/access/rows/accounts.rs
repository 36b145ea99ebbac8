//! Accounts.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::access::tables::account;
use crate::error::Result;
use crate::store::inserts;

/// Inserts an account; false when the user name is taken.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, account: &account::Model) -> Result<bool> {
    let Some(mut statement) = inserts::insert::<account::Entity, _>([account]) else { return Ok(false) };
    statement.on_conflict(OnConflict::column(account::Column::Username).do_nothing().to_owned());
    Ok(db.execute(&statement).await?.rows_affected() == 1)
}

/// The account with this user name, in lower case.
///
/// # Errors
/// If the database refuses.
pub async fn by_username<C: ConnectionTrait>(db: &C, username: &str) -> Result<Option<account::Model>> {
    Ok(account::Entity::find().filter(account::Column::Username.eq(username)).one(db).await?)
}

/// The account with this id.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Option<account::Model>> {
    Ok(account::Entity::find_by_id(id).one(db).await?)
}

/// The accounts with these ids.
///
/// # Errors
/// If the database refuses.
pub async fn by_ids<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<Vec<account::Model>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let some = account::Column::Id.is_in(crate::store::bulk::padded(ids.iter().copied()));
    Ok(account::Entity::find().filter(some).all(db).await?)
}

/// Somebody signed in with it now.
///
/// # Errors
/// If the database refuses.
pub async fn used<C: ConnectionTrait>(db: &C, account: &account::Model, now: i64) -> Result<()> {
    account::Entity::update_many()
        .col_expr(account::Column::UsedAt, Expr::value(now))
        .filter(account::Column::CountyCode.eq(&account.county_code))
        .filter(account::Column::Id.eq(account.id))
        .exec(db)
        .await?;
    Ok(())
}

/// An account of a county.
///
/// # Errors
/// If the database refuses.
pub async fn of_county<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<account::Model>> {
    let found =
        account::Entity::find().filter(account::Column::CountyCode.eq(county)).filter(account::Column::Id.eq(id));
    Ok(found.one(db).await?)
}

/// These accounts of a county.
///
/// # Errors
/// If the database refuses.
pub async fn all_of_county<C: ConnectionTrait>(db: &C, county: &str, ids: &[Uuid]) -> Result<Vec<account::Model>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let some = account::Column::Id.is_in(crate::store::bulk::padded(ids.iter().copied()));
    Ok(account::Entity::find().filter(account::Column::CountyCode.eq(county)).filter(some).all(db).await?)
}

/// All accounts of a county.
///
/// # Errors
/// If the database refuses.
pub async fn in_county<C: ConnectionTrait>(db: &C, county: &str) -> Result<Vec<account::Model>> {
    Ok(account::Entity::find().filter(account::Column::CountyCode.eq(county)).all(db).await?)
}

/// The accounts of a person.
///
/// # Errors
/// If the database refuses.
pub async fn of_person<C: ConnectionTrait>(db: &C, county: &str, person: Uuid) -> Result<Vec<account::Model>> {
    use account::Column as A;
    Ok(account::Entity::find().filter(A::CountyCode.eq(county)).filter(A::PersonId.eq(person)).all(db).await?)
}

/// Whether there is any account.
///
/// # Errors
/// If the database refuses.
pub async fn any<C: ConnectionTrait>(db: &C) -> Result<bool> {
    Ok(account::Entity::find().limit(1).one(db).await?.is_some())
}

/// Whether there is any account that is none of the demonstration.
///
/// # Errors
/// If the database refuses.
pub async fn any_real<C: ConnectionTrait>(db: &C) -> Result<bool> {
    let real = account::Entity::find().filter(account::Column::Demonstration.eq(false)).limit(1);
    Ok(real.one(db).await?.is_some())
}

/// Writes an account as it is now. Its county stays.
///
/// # Errors
/// If the database refuses, or it is not there.
pub async fn write<C: ConnectionTrait>(db: &C, row: account::Model) -> Result<()> {
    use account::Column as A;
    account::Entity::update_many()
        .col_expr(A::State, Expr::value(row.state))
        .col_expr(A::PasswordHash, Expr::value(row.password_hash))
        .col_expr(A::SuspendedBy, Expr::value(row.suspended_by))
        .col_expr(A::SuspendedFor, Expr::value(row.suspended_for))
        .filter(A::CountyCode.eq(row.county_code))
        .filter(A::Id.eq(row.id))
        .exec(db)
        .await?;
    Ok(())
}
