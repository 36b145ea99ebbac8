//! Accounts.

use domain::access::AccountState;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::access::tables::account;
use crate::error::Result;
use crate::store::{everywhere, inserts};

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
    let db = &everywhere(db);
    Ok(account::Entity::find().filter(account::Column::Username.eq(username)).one(db).await?)
}

/// The account with this id.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Option<account::Model>> {
    let db = &everywhere(db);
    Ok(account::Entity::find_by_id(id).one(db).await?)
}

/// The accounts with these ids.
///
/// # Errors
/// If the database refuses.
pub async fn by_ids<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<Vec<account::Model>> {
    let db = &everywhere(db);
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
    let db = &everywhere(db);
    Ok(account::Entity::find().limit(1).one(db).await?.is_some())
}

/// Whether there is any account that is none of the demonstration.
///
/// # Errors
/// If the database refuses.
pub async fn any_real<C: ConnectionTrait>(db: &C) -> Result<bool> {
    let db = &everywhere(db);
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
        .col_expr(A::PasswordSetAt, Expr::value(row.password_set_at))
        .col_expr(A::ResumedAt, Expr::value(row.resumed_at))
        .col_expr(A::SuspendedBy, Expr::value(row.suspended_by))
        .col_expr(A::SuspendedFor, Expr::value(row.suspended_for))
        .filter(A::CountyCode.eq(row.county_code))
        .filter(A::Id.eq(row.id))
        .exec(db)
        .await?;
    Ok(())
}

/// The next county that has accounts, after this one.
///
/// # Errors
/// If the database refuses.
pub async fn county_after<C: ConnectionTrait>(db: &C, after: &str) -> Result<Option<String>> {
    let db = &everywhere(db);
    let counties = account::Entity::find().select_only().column(account::Column::CountyCode);
    let next = counties.filter(account::Column::CountyCode.gt(after)).order_by_asc(account::Column::CountyCode);
    Ok(next.limit(1).into_tuple().one(db).await?)
}

/// Real accounts that open something and that nobody has used or resumed since `before` (Unix milliseconds), at most `most`.
///
/// # Errors
/// If the database refuses.
pub async fn unused<C: ConnectionTrait>(db: &C, county: &str, before: i64, most: u64) -> Result<Vec<account::Model>> {
    let unused = account::Entity::find().filter(account::Column::CountyCode.eq(county)).filter(not_since(before));
    Ok(unused.order_by_asc(account::Column::Id).limit(most).all(db).await?)
}

/// Suspends an account that is still so; says whether it was.
///
/// # Errors
/// If the database refuses.
pub async fn suspend_unused<C: ConnectionTrait>(
    db: &C,
    account: &account::Model,
    before: i64,
    reason: String,
) -> Result<bool> {
    use account::Column as A;
    let unused = account::Entity::update_many()
        .col_expr(A::State, Expr::value(AccountState::Suspended.code()))
        .col_expr(A::SuspendedFor, Expr::value(reason))
        .filter(A::CountyCode.eq(account.county_code.as_str()))
        .filter(A::Id.eq(account.id))
        .filter(not_since(before));
    Ok(unused.exec(db).await?.rows_affected == 1)
}

fn not_since(before: i64) -> Condition {
    use account::Column as A;
    let never_or = |column: A| Condition::any().add(column.is_null()).add(column.lt(before));
    Condition::all()
        .add(A::State.eq(AccountState::Active.code()))
        .add(A::Demonstration.eq(false))
        .add(A::CreatedAt.lt(before))
        .add(never_or(A::UsedAt))
        .add(never_or(A::ResumedAt))
}
