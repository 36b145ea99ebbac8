//! Accounts, and the failed sign-ins that make the next attempt wait.

use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::access::tables::{account, sign_in_attempt};
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

/// The latest instant until which one of the subjects is refused.
///
/// # Errors
/// If the database refuses.
pub async fn blocked_until<C: ConnectionTrait>(db: &C, subjects: &[String]) -> Result<i64> {
    let rows = sign_in_attempt::Entity::find()
        .filter(sign_in_attempt::Column::Subject.is_in(subjects.iter().map(String::as_str)))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.blocked_until).max().unwrap_or(0))
}

/// Counts one more attempt and gives how many there are now in a row. Attempts before `forgotten` do not
/// count any more.
///
/// # Errors
/// If the database refuses.
pub async fn count_attempt<C: ConnectionTrait>(db: &C, subject: &str, now: i64, forgotten: i64) -> Result<i32> {
    use sign_in_attempt::Column as A;
    let before = |column: A| Expr::col((sign_in_attempt::Entity, column));
    let mut statement = Query::insert();
    statement
        .into_table(sign_in_attempt::Entity)
        .columns([A::Subject, A::Failures, A::LastAt, A::BlockedUntil])
        .values_panic([subject.into(), 1.into(), now.into(), 0_i64.into()])
        .on_conflict(
            OnConflict::column(A::Subject)
                .value(
                    A::Failures,
                    CaseStatement::new().case(before(A::LastAt).lt(forgotten), 1).finally(before(A::Failures).add(1)),
                )
                .value(A::LastAt, now)
                .to_owned(),
        )
        .returning(Query::returning().column(A::Failures));
    let row = db.query_one(&statement).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(1))
}

/// Refuses a subject until an instant.
///
/// # Errors
/// If the database refuses.
pub async fn block<C: ConnectionTrait>(db: &C, subject: &str, until: i64) -> Result<()> {
    sign_in_attempt::Entity::update_many()
        .col_expr(sign_in_attempt::Column::BlockedUntil, Expr::value(until))
        .filter(sign_in_attempt::Column::Subject.eq(subject))
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets the failures of a user name, and the one attempt of a peer that succeeded.
///
/// # Errors
/// If the database refuses.
pub async fn forget<C: ConnectionTrait>(db: &C, user: &str, peer: &str) -> Result<()> {
    use sign_in_attempt::Column as A;
    sign_in_attempt::Entity::delete_by_id(user.to_owned()).exec(db).await?;
    sign_in_attempt::Entity::update_many()
        .col_expr(A::Failures, Expr::col(A::Failures).sub(1))
        .col_expr(A::BlockedUntil, Expr::value(0_i64))
        .filter(A::Subject.eq(peer))
        .exec(db)
        .await?;
    Ok(())
}
