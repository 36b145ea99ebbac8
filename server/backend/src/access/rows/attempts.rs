//! Failed sign-ins, which make the next attempt wait.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::access::tables::sign_in_attempt;
use crate::error::{Error, Result};

/// An attempt as it was counted in a bucket.
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    pub(crate) bucket: String,
    /// The block that it begins unless it succeeds, Unix milliseconds; 0 for none.
    pub(crate) blocked_until: i64,
}

/// The row of a bucket, made if there is none, and locked until the transaction ends: attempts side by side wait here.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn lock<C: ConnectionTrait>(db: &C, bucket: &str, now: i64) -> Result<sign_in_attempt::Model> {
    use sign_in_attempt::Column as A;
    let mut statement = Query::insert();
    statement
        .into_table(sign_in_attempt::Entity)
        .columns([A::Subject, A::Failures, A::LastAt, A::BlockedUntil])
        .values_panic([bucket.into(), 0.into(), now.into(), 0_i64.into()])
        .on_conflict(
            // Writes nothing new: a row that is only read is not locked.
            OnConflict::column(A::Subject)
                .value(A::Failures, Expr::col((sign_in_attempt::Entity, A::Failures)))
                .to_owned(),
        )
        .returning(Query::returning().columns([A::Failures, A::LastAt, A::BlockedUntil]));
    let row = db.query_one(&statement).await?.ok_or_else(|| Error::internal("a count of attempts was not made"))?;
    Ok(sign_in_attempt::Model {
        subject: bucket.to_owned(),
        failures: row.try_get_by_index(0)?,
        last_at: row.try_get_by_index(1)?,
        blocked_until: row.try_get_by_index(2)?,
    })
}

/// Writes the count of a bucket that is locked.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn set<C: ConnectionTrait>(db: &C, bucket: &str, failures: i32, at: i64, until: i64) -> Result<()> {
    use sign_in_attempt::Column as A;
    sign_in_attempt::Entity::update_many()
        .col_expr(A::Failures, Expr::value(failures))
        .col_expr(A::LastAt, Expr::value(at))
        .col_expr(A::BlockedUntil, Expr::value(until))
        .filter(A::Subject.eq(bucket))
        .exec(db)
        .await?;
    Ok(())
}

/// Takes one attempt back that succeeded, with the block that it would have begun.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn take_back<C: ConnectionTrait>(db: &C, counted: &Counted) -> Result<()> {
    use sign_in_attempt::Column as A;
    let own = Expr::case(Expr::col(A::BlockedUntil).eq(counted.blocked_until), 0_i64);
    sign_in_attempt::Entity::update_many()
        .col_expr(A::Failures, Expr::col(A::Failures).sub(1))
        .col_expr(A::BlockedUntil, own.finally(Expr::col(A::BlockedUntil)).into())
        .filter(A::Subject.eq(counted.bucket.as_str()))
        .filter(A::Failures.gt(0))
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets a bucket.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn forget<C: ConnectionTrait>(db: &C, bucket: &str) -> Result<()> {
    sign_in_attempt::Entity::delete_by_id(bucket.to_owned()).exec(db).await?;
    Ok(())
}

/// Deletes counts that were not added to since `before`, Unix milliseconds; gives how many.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn delete_older<C: ConnectionTrait>(db: &C, before: i64) -> Result<u64> {
    let older = sign_in_attempt::Entity::delete_many().filter(sign_in_attempt::Column::LastAt.lt(before));
    Ok(older.exec(db).await?.rows_affected)
}
