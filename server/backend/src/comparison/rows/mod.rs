//! Every database call about batches and their rows.

mod records;

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

pub use self::records::due_records;
pub(crate) use self::records::move_records;
use super::tables::batch::Column as B;
use super::tables::batch_row::Column as R;
use super::tables::{batch, batch_row};
use crate::error::Result;
use crate::store::inserts;

/// Most batches of a list.
const LISTED: u64 = 200;

/// Writes a batch with its rows.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert<C: ConnectionTrait>(db: &C, row: &batch::Model, lines: &[batch_row::Model]) -> Result<()> {
    inserts::write::<batch::Entity, _>(db, [row]).await?;
    for statement in inserts::statements::<batch_row::Entity>(lines) {
        db.execute(&statement).await?;
    }
    Ok(())
}

/// A batch of a county.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<batch::Model>> {
    Ok(batch::Entity::find_by_id((county.to_owned(), id)).one(db).await?)
}

/// How many batches a department has in a round.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn count_of_round<C: ConnectionTrait>(
    db: &C,
    county: &str,
    department: &str,
    round: &str,
) -> Result<u64> {
    Ok(batch::Entity::find()
        .filter(B::CountyCode.eq(county))
        .filter(B::Department.eq(department))
        .filter(B::Round.eq(round))
        .count(db)
        .await?)
}

/// The batches of a county, of one department or of all, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_county<C: ConnectionTrait>(
    db: &C,
    county: &str,
    department: Option<&str>,
) -> Result<Vec<batch::Model>> {
    Ok(batch::Entity::find()
        .filter(B::CountyCode.eq(county))
        .filter(Condition::all().add_option(department.map(|letters| B::Department.eq(letters))))
        .order_by_desc(B::MadeAt)
        .order_by_desc(B::Id)
        .limit(LISTED)
        .all(db)
        .await?)
}

/// Writes a batch as it is now, if it is still as it was read; says whether it was.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn change<C: ConnectionTrait>(db: &C, was: &batch::Model, now: &batch::Model) -> Result<bool> {
    let done = batch::Entity::update_many()
        .col_expr(B::State, Expr::value(now.state.as_str()))
        .col_expr(B::Rows, Expr::value(now.rows))
        .col_expr(B::Answered, Expr::value(now.answered))
        .col_expr(B::Sealed, Expr::value(now.sealed.clone()))
        .col_expr(B::KeyId, Expr::value(now.key_id.as_str()))
        .col_expr(B::Revision, Expr::value(now.revision))
        .col_expr(B::Approver, Expr::value(now.approver.as_str()))
        .col_expr(B::ApprovedAt, Expr::value(now.approved_at))
        .col_expr(B::SentAt, Expr::value(now.sent_at))
        .col_expr(B::DueOn, Expr::value(now.due_on.clone()))
        .col_expr(B::Checksum, Expr::value(now.checksum.as_str()))
        .col_expr(B::Receiver, Expr::value(now.receiver.as_str()))
        .col_expr(B::ReceivedAt, Expr::value(now.received_at))
        .col_expr(B::ClosedAt, Expr::value(now.closed_at))
        .filter(B::CountyCode.eq(was.county_code.as_str()))
        .filter(B::Id.eq(was.id))
        .filter(B::State.eq(was.state.as_str()))
        .filter(B::Answered.eq(was.answered))
        .filter(B::Revision.eq(was.revision))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Rows of a batch behind a number, in order.
///
/// # Errors
/// If the database refuses.
pub async fn lines<C: ConnectionTrait>(
    db: &C,
    batch: &batch::Model,
    after: i32,
    limit: u64,
) -> Result<Vec<batch_row::Model>> {
    Ok(of_batch(batch).filter(R::RowNo.gt(after)).order_by_asc(R::RowNo).limit(limit).all(db).await?)
}

/// A row of a batch.
///
/// # Errors
/// If the database refuses.
pub async fn line<C: ConnectionTrait>(db: &C, batch: &batch::Model, no: i32) -> Result<Option<batch_row::Model>> {
    Ok(of_batch(batch).filter(R::RowNo.eq(no)).one(db).await?)
}

/// How many rows of a batch are answered.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn count_answered<C: ConnectionTrait>(db: &C, batch: &batch::Model) -> Result<u64> {
    Ok(of_batch(batch).filter(R::Answered.eq(true)).count(db).await?)
}

/// Writes rows as they are now.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn put_lines<C: ConnectionTrait>(db: &C, lines: &[batch_row::Model]) -> Result<()> {
    for part in lines.chunks(500) {
        let Some(mut statement) = inserts::insert::<batch_row::Entity, _>(part) else { continue };
        let again = OnConflict::columns([R::CountyCode, R::BatchId, R::RowNo])
            .update_columns([R::Version, R::Items, R::RowKey, R::Answered])
            .to_owned();
        db.execute(statement.on_conflict(again)).await?;
    }
    Ok(())
}

/// Takes rows out of a batch that has not been sent.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn drop_lines<C: ConnectionTrait>(db: &C, batch: &batch::Model, numbers: &[i32]) -> Result<()> {
    for part in numbers.chunks(500) {
        batch_row::Entity::delete_many()
            .filter(R::CountyCode.eq(batch.county_code.as_str()))
            .filter(R::BatchId.eq(batch.id))
            .filter(R::RowNo.is_in(part.iter().copied()))
            .exec(db)
            .await?;
    }
    Ok(())
}

fn of_batch(batch: &batch::Model) -> sea_orm::Select<batch_row::Entity> {
    batch_row::Entity::find().filter(R::CountyCode.eq(batch.county_code.as_str())).filter(R::BatchId.eq(batch.id))
}
